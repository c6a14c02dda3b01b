import { putCount, readRecordedBy, setNeedsRecount, takeBackCount } from '../../db/queries/stockTakes.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertStatus, type JudgedLine, readTake } from './take.ts';

type Count = Input<'stockTakes.saveCounts'>['counts'][number];
type Kept = readonly [lineId: string, before: number | null, after: number | null, book: number | null];

/**
 * What was typed is kept at once, a whole sheet in one transaction with one line in the audit. The book of a line is the ledger at the
 * moment it was typed: what moves before or after is no variance.
 */
export const saveCounts: CommandHandler<'stockTakes.saveCounts'> = {
  run: async (ctx, { stockTakeId, round, counts }) => {
    const take = readTake(ctx, stockTakeId);
    assertStatus(take.head, 'counting');
    if (round > take.head.counters + (take.head.counters === 2 ? 1 : 0)) throw new AppError('ipc.invalid_input', { path: 'round' });
    const byId = new Map(take.lines.map((line) => [line.lineId, line]));
    const kept: Kept[] = [];
    const taken: Output<'stockTakes.saveCounts'>['taken'] = [];
    for (const count of counts) {
      const line = byId.get(count.lineId);
      if (!line) throw new AppError('not_found', { resource: 'stock_take_line' });
      const before = line.counts.find((one) => one.round === round);
      if (before && before.countedBy !== ctx.user.userId && before.quantity !== count.seen && before.quantity !== count.quantity)
        taken.push({ lineId: line.lineId, quantity: before.quantity, by: before.countedByName });
      else kept.push(keep(ctx, line, round, count, take.head.counters));
    }
    if (kept.length > 0) audit(ctx, { action: 'count', resource: 'stock_take', resourceId: stockTakeId, body: { round, counts: kept } });
    ctx.touched.add('stock_take_count');
    return { saved: kept.length, taken };
  },
};

/** @throws 'stock_take.same_counter' { lotNumber }: the second count is somebody else's */
function keep(ctx: Context, line: JudgedLine, round: number, { quantity, agoMs }: Count, counters: number): Kept {
  const { lineId, lotId, locationId } = line;
  const before = line.counts.find((one) => one.round === round);
  const isOwnOther = round < 3 && line.counts.some((one) => one.round === 3 - round && one.countedBy === ctx.user.userId);
  if (isOwnOther && quantity !== null) throw new AppError('stock_take.same_counter', { lotNumber: line.lotNumber });
  if (quantity === null) {
    takeBackCount(ctx.raw, { lineId, round });
    return [lineId, before?.quantity ?? null, null, null];
  }
  const moment = new Date(Date.parse(ctx.now()) - agoMs).toISOString();
  const book = agoMs > 0 ? readRecordedBy(ctx.raw, { lotId, locationId }, moment) : line.onHand;
  putCount(ctx.raw, { id: before?.id ?? ctx.newId(), lineId, round, quantity, book, at: moment, by: ctx.user.userId });
  if (line.needsRecount === 1 && (round === 3 || counters === 1)) setNeedsRecount(ctx.raw, lineId, false);
  return [lineId, before?.quantity ?? null, quantity, book];
}
