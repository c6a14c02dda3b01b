import { countUnwitnessed, listControlled, listLastCounts } from '../../db/queries/controlled.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { ControlledItem } from '../../preload/contract/controlled.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const listControlledItems: QueryHandler<'controlled.items'> = async (ctx) =>
  ctx.facility.exclusive(() => {
    const counts = listLastCounts(ctx.raw);
    const items = listControlled(ctx.raw).map((line): ControlledItem => {
      const last = counts.get(line.itemId);
      const { itemId: _, ...lastCount } = last ?? { itemId: '' };
      return {
        ...line,
        lastCount: last ? (lastCount as NonNullable<ControlledItem['lastCount']>) : null,
        count: countStateOf(last?.localDate ?? null, line, ctx.today()),
      };
    });
    return { items, unreviewed: countUnwitnessed(ctx.raw) };
  });

/** Once a day while there is any of it; overdue when yesterday's was left out. */
export function countStateOf(lastDay: string | null, line: { onHand: number; entries: number }, today: string): ControlledItem['count'] {
  if (lastDay === today || (line.onHand === 0 && line.entries === 0)) return 'done';
  return lastDay === null || lastDay < addDays(today, -1) ? 'overdue' : 'due';
}
