import { listOpenLinesOf, setNeedsRecount } from '../../db/queries/stockTakes.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { Movement } from '../inventory/move.ts';

/**
 * Before a movement enters the ledger. A frozen count holds its lots where they are: whatever would move them is refused and told which
 * count holds them (other places and lots go on as ever). A live count goes on beside it; only where the past is changed, by a
 * reversal or an entry dated back, nobody can know whether the counter saw it: that line must be counted again.
 * @throws 'stock_take.frozen' { number }
 */
export function noteMovement(ctx: Context, movement: Movement): void {
  for (const line of listOpenLinesOf(ctx.raw, movement)) {
    if (movement.reason === 'count-variance' && movement.refId === line.stockTakeId) continue;
    if (line.isFrozen === 1) throw new AppError('stock_take.frozen', { number: line.number });
    const changesPast = movement.reason === 'reversal' || (movement.movedAt !== undefined && movement.movedAt < ctx.now());
    if (!changesPast || line.hasCounts === 0 || line.needsRecount === 1) continue;
    setNeedsRecount(ctx.raw, line.lineId, true);
    ctx.touched.add('stock_take_line');
  }
}
