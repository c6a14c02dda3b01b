import { type Collection, listCollections } from '../../db/queries/dispensing.ts';
import { listStatements, listStops } from '../../db/queries/medications.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listCurrentMedicines, listPrescribed, type RequestLine } from '../../db/queries/prescriptions.ts';
import { today as dayOf } from '../../preload/contract/dates.ts';
import type { MedicineLine } from '../../preload/contract/medications.ts';
import type { Context } from '../facility/context.ts';

/** `ids`: of the records that are one person's. */
export type Known = { ids: string[]; lines: MedicineLine[]; prescribed: RequestLine[]; collections: Collection[] };

/** Everything a person was prescribed here and says they take, current ones first, then the newest. Drafts are nobody's medicine yet. */
export async function knownMedicines(ctx: Context, patientId: string): Promise<Known> {
  const ids = await linkedPatientIds(ctx.db, patientId);
  const prescribed = (await listPrescribed(ctx.db, ids, ctx.user.practitionerId)).filter(({ status }) => status !== 'draft');
  const currentIds = new Set((await listCurrentMedicines(ctx.db, ids, ctx.today())).map(({ id }) => id));
  const stops = await listStops(
    ctx.db,
    prescribed.map(({ id }) => id),
  );
  const collected = new Map<string, string>();
  const zone = ctx.facility.self.time_zone;
  const collections = listCollections(ctx.raw, ids, '0000', zone);
  for (const { requestId, day, quantity } of collections) if (quantity > 0) collected.set(requestId, day);
  const lines: MedicineLine[] = [
    ...prescribed.flatMap((line): MedicineLine[] => {
      if (line.status === 'entered-in-error') return [];
      const isCurrent = currentIds.has(line.id);
      const stopped = stops.get(line.id);
      return [
        {
          kind: 'prescribed',
          id: line.id,
          version: line.version,
          medicine: line.medicine,
          directions: line.directions,
          status: line.status as MedicineLine['status'],
          isCurrent,
          since: dayOf(line.authored_at, zone),
          until: isCurrent ? null : stopped === undefined ? line.valid_until : dayOf(stopped, zone),
          byName: line.prescriberName,
          source: null,
          lastCollected: collected.get(line.id) ?? null,
        },
      ];
    }),
    ...(await listStatements(ctx.db, ids)).map((said): MedicineLine => ({
      kind: 'stated',
      id: said.id,
      version: said.version,
      medicine: said.medicine,
      directions: said.directions,
      status: said.status as 'active' | 'stopped',
      isCurrent: said.status === 'active',
      since: said.started_on,
      until: said.ended_on,
      byName: said.byName,
      source: said.information_source as NonNullable<MedicineLine['source']>,
      lastCollected: null,
    })),
  ];
  return { lines: lines.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)), prescribed, ids, collections };
}
