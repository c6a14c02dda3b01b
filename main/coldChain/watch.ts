import { listExcursions, listLotsThere, listReadings } from '../../db/queries/coldChain.ts';
import { amend, insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import { holdLot } from '../inventory/holdLot.ts';
import { type Excursion, findExcursions } from './findExcursions.ts';
import { limitsOf, readColdStorage } from './readStorage.ts';

const lookBackDays = 60;

/** After new readings: what was out of range is written down, and the lots that lay there meanwhile are put on hold. */
export async function watchStorage(ctx: Context, locationId: string, firstNewAt: string): Promise<{ excursions: number; held: number }> {
  const line = await readColdStorage(ctx, locationId);
  const from = new Date(Date.parse(firstNewAt) - lookBackDays * 86_400_000).toISOString();
  const known = await listExcursions(ctx.db, locationId);
  let [excursions, held] = [0, 0];
  for (const found of findExcursions(listReadings(ctx.raw, locationId, from), limitsOf(line))) {
    const same = known.find((row) => row.kind === found.kind && overlaps(row, found));
    if (same && (same.conclusion !== null || !hasGrown(same, found))) continue;
    const excursionId = same?.id ?? ctx.newId();
    const facts = { ended_at: found.endedAt, extreme: found.extreme, is_timed: found.isTimed ? 1 : 0 } as const;
    if (same) amend(ctx, 'cold_excursion', excursionId, facts);
    else {
      const { kind, startedAt } = found;
      insert(ctx, 'cold_excursion', {
        id: excursionId,
        location_id: locationId,
        kind,
        started_at: startedAt,
        ...facts,
        found_at: ctx.now(),
      });
      excursions++;
    }
    held += holdTouched(ctx, { excursionId, locationId, found, place: line.name });
  }
  return { excursions, held };
}

type Known = { started_at: string; ended_at: string | null; extreme: number };

function overlaps(row: Known, found: Excursion): boolean {
  return row.started_at <= (found.endedAt ?? '9') && found.startedAt <= (row.ended_at ?? '9');
}

const hasGrown = (row: Known, found: Excursion): boolean => row.ended_at !== found.endedAt || row.extreme !== found.extreme;

function holdTouched(ctx: Context, at: { excursionId: string; locationId: string; found: Excursion; place: string }): number {
  const { excursionId, locationId, found, place } = at;
  const isHeld = ctx.raw.prepare('SELECT 1 FROM lot_hold WHERE lot_id = ? AND ref_id = ?');
  const lots = listLotsThere(ctx.raw, { locationId, from: found.startedAt, to: found.endedAt ?? ctx.now() });
  const fresh = lots.filter(({ lotId }) => isHeld.get(lotId, excursionId) === undefined);
  const reason = `${place}: ${found.extreme} °C, ${found.startedAt.slice(0, 16)}Z`;
  for (const { lotId } of fresh) holdLot(ctx, { lotId, reason, refId: excursionId });
  return fresh.length;
}
