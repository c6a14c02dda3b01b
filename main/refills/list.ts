import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findRequest, type RequestLine } from '../../db/queries/prescriptions.ts';
import { countRefills, listOpenRefills, listRefillable, listRefillsOf } from '../../db/queries/refills.ts';
import { addDays, today } from '../../preload/contract/dates.ts';
import { totalDays } from '../../preload/contract/dosageQuantity.ts';
import type { RefillRow } from '../../preload/contract/refills.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { dailyUseOf } from '../prescriptions/dailyUse.ts';
import { dosageOf, toRequestRows } from '../prescriptions/rows.ts';
import { isDue, runsOutOn } from './due.ts';

const lookBackDays = 730;

/** What runs out soon, soonest first; or what waits for a prescriber, who waits longest first. */
export const listRefills: QueryHandler<'refills.list'> = async (ctx, { show, days }) => {
  const open = new Map((await listOpenRefills(ctx.db)).map((one) => [one.medication_request_id, one]));
  const since = `${addDays(ctx.today(), -lookBackDays)}T00:00:00.000Z`;
  const given = new Map((await listRefillable(ctx.db, since)).map((row) => [row.id, row]));
  const ids = show === 'requested' ? [...open.keys()] : [...given.values()].filter((row) => row.waiting === 0).map((row) => row.id);
  const lines = await readLines(ctx, ids);
  const used = await countRefills(ctx.db, ids);
  const rows = (await toRequestRows(ctx, lines)).flatMap((request): RefillRow[] => {
    const line = lines.find(({ id }) => id === request.medicationRequestId);
    if (!line) return [];
    const asked = open.get(line.id);
    const lastGivenAt = given.get(line.id)?.lastGivenAt ?? null;
    const lastGivenOn = lastGivenAt === null ? null : today(lastGivenAt, ctx.facility.self.time_zone);
    const runsOut = goesOn(line) ? runsOutOn({ lastGivenOn, quantity: line.quantity, perDay: dailyUseOf(line) }) : null;
    if (show === 'due' && (asked || !isDue(runsOut, ctx.today(), days))) return [];
    const refillsUsed = used.get(line.id) ?? 0;
    return [
      {
        request,
        refillsUsed,
        refillsLeft: Math.max(0, line.refills_allowed - refillsUsed),
        runsOutOn: runsOut,
        open: asked
          ? {
              refillRequestId: asked.id,
              version: asked.version,
              note: asked.note,
              requestedAt: asked.requested_at,
              requestedByName: asked.requestedByName,
            }
          : null,
      },
    ];
  });
  if (show === 'due') rows.sort((a, b) => (a.runsOutOn ?? '').localeCompare(b.runsOutOn ?? ''));
  ctx.facility.settled.noteSearch(
    ctx,
    'refills.list',
    rows.map(({ request }) => request.patient.patientId),
  );
  return { rows: rows.slice(0, 500) };
};

/** A course with an end is not taken up again by itself; what may be refilled, or goes on until it is stopped, is. */
function goesOn(line: RequestLine): boolean {
  const dosage = dosageOf(line);
  return (
    line.refills_allowed > 0 || (dosage !== null && totalDays(dosage) === null && dosage.steps.every((step) => step.asNeeded === null))
  );
}

async function readLines(ctx: Context, ids: readonly string[]): Promise<RequestLine[]> {
  const lines: RequestLine[] = [];
  for (const id of ids) {
    const line = await findRequest(ctx.db, id);
    if (line) lines.push(line);
  }
  return lines;
}

export const decidedRefills: QueryHandler<'refills.decided'> = async (ctx, { patientId }) => {
  const rows = await listRefillsOf(ctx.db, await linkedPatientIds(ctx.db, patientId));
  return {
    requests: rows.map((row) => ({
      id: row.id,
      medicine: row.medicine,
      status: row.status as 'requested',
      note: row.note,
      refusal: row.refusal,
      requestedAt: row.requested_at,
      requestedByName: row.requestedByName,
      decidedAt: row.decided_at,
      decidedByName: row.decidedByName,
    })),
  };
};
