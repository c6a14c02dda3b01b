import { countWork, listOwings, listWork, readUsable, type WorkRow } from '../../db/queries/dispensing.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import type { QueueRow } from '../../preload/contract/dispensing.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { shareOut } from './shareOut.ts';
import { toTask } from './taskRow.ts';

const most = 500;

export const queue: QueryHandler<'dispensing.queue'> = async (ctx, { show }) => {
  const today = ctx.today();
  const found = await ctx.facility.exclusive(() => {
    const owings = listOwings(ctx.raw, today);
    return {
      owings,
      canGive: canGiveNow(ctx, owings),
      work: show === 'work' ? listWork(ctx.raw, { today, limit: most }) : [],
      counts: countWork(ctx.raw, today),
    };
  });
  const rows = await toQueueRows(ctx, show === 'owing' ? found.owings : found.work, found.canGive);
  ctx.facility.settled.noteSearch(ctx, 'dispensing.queue', [...new Set(rows.map((row) => row.patient.patientId))]);
  return { rows, counts: { ...found.counts, owing: found.owings.length, canGive: found.canGive.size } };
};

/** By request, what of an owing could be handed out today; nothing where nothing could. */
export function canGiveNow(ctx: Context, owings: readonly WorkRow[]): Map<string, number> {
  const usable = new Map<string, number>();
  for (const { itemId } of owings) if (itemId !== null && !usable.has(itemId)) usable.set(itemId, readUsable(ctx.raw, itemId, ctx.today()));
  return shareOut(
    owings.map((row) => ({ requestId: row.requestId, itemId: row.itemId, owed: row.quantity - row.dispensed })),
    usable,
  );
}

async function toQueueRows(ctx: Context, found: readonly WorkRow[], canGive: ReadonlyMap<string, number>): Promise<QueueRow[]> {
  const people = await listPatientRows(ctx.db, [...new Set(found.map((row) => row.patientId))]);
  return found.flatMap((row) => {
    const patient = people.get(row.patientId);
    if (!patient) return [];
    const { requestId, number, itemId, medicine, unit, quantity, dispensed, authoredAt, prescriberName, validUntil } = row;
    return [
      {
        medicationRequestId: requestId,
        number,
        patient,
        itemId,
        medicine,
        unit,
        quantity,
        dispensed,
        authoredAt,
        prescriberName,
        validUntil,
        task: toTask(ctx, row),
        canGiveNow: canGive.get(requestId) ?? 0,
      },
    ];
  });
}
