import { findItem } from '../../db/queries/inventory.ts';
import { listOpenLinesOf, putCount } from '../../db/queries/stockTakes.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { lotFor } from '../inventory/receive.ts';
import { assertStatus, readTake } from './take.ts';

/** @throws 'not_found', 'stock_take.closed', 'stock_take.on_sheet', 'stock_take.overlaps' */
export const addFound: CommandHandler<'stockTakes.addFound'> = {
  run: async (ctx, { stockTakeId, round, itemId, locationId, lotNumber, expiry, quantity }) => {
    const take = readTake(ctx, stockTakeId);
    assertStatus(take.head, 'counting');
    if (!(await findItem(ctx.db, itemId))) throw new AppError('not_found', { resource: 'item' });
    const lotId = await lotFor(ctx, { itemId, lotNumber, expiry });
    if (take.lines.some((line) => line.lotId === lotId && line.locationId === locationId))
      throw new AppError('stock_take.on_sheet', { lotNumber });
    const [elsewhere] = listOpenLinesOf(ctx.raw, { lotId, locationId });
    if (elsewhere) throw new AppError('stock_take.overlaps', { number: elsewhere.number });
    const held = await ctx.db
      .selectFrom('stock_balance')
      .select('on_hand')
      .where('lot_id', '=', lotId)
      .where('location_id', '=', locationId)
      .executeTakeFirst();
    const book = held?.on_hand ?? 0;
    const lineId = ctx.newId();
    insert(ctx, 'stock_take_line', {
      id: lineId,
      stock_take_id: stockTakeId,
      position: take.lines.length + 1,
      item_id: itemId,
      lot_id: lotId,
      location_id: locationId,
      book_at_start: book,
      is_found: 1,
    });
    putCount(ctx.raw, { id: ctx.newId(), lineId, round, quantity, book, at: ctx.now(), by: ctx.user.userId });
    ctx.touched.add('stock_take_count');
    return { lineId };
  },
};
