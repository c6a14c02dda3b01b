import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { chooseLots } from './scope.ts';

/** Fixes what is to be counted and what the book says of it now. @throws 'stock_take.empty', 'stock_take.overlaps' { number } */
export const startStockTake: CommandHandler<'stockTakes.start'> = {
  run: async (ctx, { kind, scope, isFrozen, isBlind, counters }) => {
    const lots = chooseLots(ctx, kind, scope);
    if (lots.length === 0) throw new AppError('stock_take.empty');
    const taken = lots.find((lot) => lot.openOn !== null);
    if (taken?.openOn) throw new AppError('stock_take.overlaps', { number: taken.openOn });
    const stockTakeId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'stockTake');
    insert(ctx, 'stock_take', {
      id: stockTakeId,
      number,
      kind,
      is_frozen: isFrozen ? 1 : 0,
      is_blind: isBlind ? 1 : 0,
      counters,
      scope: JSON.stringify(scope),
      status: 'counting',
      started_at: ctx.now(),
      started_by: ctx.user.userId,
    });
    for (const [index, lot] of lots.entries()) {
      insert(ctx, 'stock_take_line', {
        id: ctx.newId(),
        stock_take_id: stockTakeId,
        position: index + 1,
        item_id: lot.itemId,
        lot_id: lot.lotId,
        location_id: lot.locationId,
        book_at_start: lot.onHand,
      });
    }
    return { stockTakeId, number, lines: lots.length };
  },
};
