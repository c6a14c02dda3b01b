import { setNeedsRecount } from '../../db/queries/stockTakes.ts';
import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertStatus, readHead, readTake } from './take.ts';

/** @throws 'stock_take.closed', 'stock_take.differ' { lines }, 'stock_take.uncounted' { lines } */
export const submitStockTake: CommandHandler<'stockTakes.submit'> = {
  run: async (ctx, { stockTakeId, version, leaveUncounted }) => {
    const take = readTake(ctx, stockTakeId);
    assertStatus(take.head, 'counting');
    const open = (state: string) => take.lines.filter(({ verdict }) => verdict.state === state).length;
    if (open('third') > 0) throw new AppError('stock_take.differ', { lines: open('third') });
    const uncounted = open('uncounted') + open('second');
    if (uncounted === take.lines.length || (uncounted > 0 && !leaveUncounted))
      throw new AppError('stock_take.uncounted', { lines: uncounted });
    return { version: amend(ctx, 'stock_take', stockTakeId, { status: 'review', submitted_at: ctx.now() }, { version }) };
  },
};

/** @throws 'stock_take.closed', 'version.conflict' */
export const reopenStockTake: CommandHandler<'stockTakes.reopen'> = {
  run: async (ctx, { stockTakeId, version, lineIds }) => {
    const { head, lines } = readTake(ctx, stockTakeId);
    assertStatus(head, 'review');
    const again = lines.filter((line) => lineIds.includes(line.lineId));
    for (const { lineId } of again) setNeedsRecount(ctx.raw, lineId, true);
    audit(ctx, { action: 'recount', resource: 'stock_take', resourceId: stockTakeId, body: { lineIds: again.map((line) => line.lineId) } });
    ctx.touched.add('stock_take_line');
    return { version: amend(ctx, 'stock_take', stockTakeId, { status: 'counting', submitted_at: null }, { version }) };
  },
};

/** Nothing is posted; what was counted stays to be read. @throws 'stock_take.closed', 'version.conflict' */
export const cancelStockTake: CommandHandler<'stockTakes.cancel'> = {
  run: async (ctx, { stockTakeId, version, reason }) => {
    assertStatus(readHead(ctx, stockTakeId), 'counting', 'review');
    const closed = { status: 'cancelled', closed_at: ctx.now(), closed_by: ctx.user.userId, cancel_reason: reason };
    amend(ctx, 'stock_take', stockTakeId, closed, { version, reason });
    return {};
  },
};
