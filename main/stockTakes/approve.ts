import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { move } from '../inventory/move.ts';
import { publishStock } from '../network/publishStock.ts';
import { assertStatus, type JudgedLine, readTake, type Take } from './take.ts';
import { approvalBy, varianceLines } from './variances.ts';

/**
 * Brings the ledger to what was counted, plus what moved since: one movement a line that differs, all in one transaction.
 * @throws 'stock_take.closed', 'stock_take.own_count', 'stock_take.unexplained' { lines }, 'stock_take.count_again' { lotNumber }
 */
export const approveStockTake: CommandHandler<'stockTakes.approve'> = {
  run: async (ctx, { stockTakeId, version }) => {
    const take = readTake(ctx, stockTakeId);
    assertStatus(take.head, 'review');
    const approval = approvalBy(ctx, take);
    if (approval === 'counted') throw new AppError('stock_take.own_count');
    assertSettled(take);
    const different = take.lines.filter((line) => (line.verdict.variance ?? 0) !== 0);
    const unexplained = different.filter((line) => line.reason === null).length;
    if (unexplained > 0) throw new AppError('stock_take.unexplained', { lines: unexplained });
    for (const line of different) post(ctx, take, line, approval === 'alone');
    for (const itemId of new Set(different.map((line) => line.itemId))) publishStock(ctx, itemId);
    const closed = { status: 'approved', closed_at: ctx.now(), closed_by: ctx.user.userId, is_self_approved: approval === 'alone' ? 1 : 0 };
    amend(ctx, 'stock_take', stockTakeId, closed, { version });
    return { posted: different.length, value: varianceLines(readTake(ctx, stockTakeId)).reduce((sum, line) => sum + line.value, 0) };
  },
};

/** A reversal or an entry dated back may have come after counting. */
function assertSettled(take: Take): void {
  const doubtful = take.lines.find((line) => line.needsRecount === 1 && line.counts.length > 0);
  if (doubtful) throw new AppError('stock_take.count_again', { lotNumber: doubtful.lotNumber });
}

function post(ctx: Context, take: Take, line: JudgedLine, isAlone: boolean): void {
  const quantity = line.verdict.variance ?? 0;
  // more went out since than was counted: the count, or what went out, was of another lot
  if (line.onHand + quantity < 0) throw new AppError('stock_take.count_again', { lotNumber: line.lotNumber });
  const { itemId, lotId, locationId } = line;
  const note = [take.head.number, line.reason, line.note].filter(Boolean).join(' · ');
  const counter = line.counts.find((one) => one.round === line.verdict.count?.round)?.countedBy ?? '';
  const movementId = move(ctx, {
    itemId,
    lotId,
    locationId,
    quantity,
    reason: 'count-variance',
    refId: take.head.id,
    note,
    witness: isAlone ? { by: 'nobody', because: take.head.number } : { by: 'count', userId: counter },
  });
  amend(ctx, 'stock_take_line', line.lineId, { movement_id: movementId });
}
