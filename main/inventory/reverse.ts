import { findMovement } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveAndPublish } from './move.ts';

/** A mistake is never edited: the opposite movement points at it, once. @throws 'not_found', 'stock.already_reversed', 'stock.insufficient' */
export const reverse: CommandHandler<'inventory.reverse'> = {
  run: async (ctx, { movementId, note }) => {
    const movement = await findMovement(ctx.db, movementId);
    if (!movement) throw new AppError('not_found', { resource: 'movement' });
    const before = await ctx.db.selectFrom('stock_movement').select('id').where('reverses_id', '=', movementId).executeTakeFirst();
    if (before || movement.reason === 'reversal') throw new AppError('stock.already_reversed');
    const { item_id: itemId, lot_id: lotId, location_id: locationId, quantity } = movement;
    const opposite = { itemId, lotId, locationId, quantity: -quantity, reason: 'reversal', reversesId: movementId, note } as const;
    const { movementIds, onHand } = moveAndPublish(ctx, [opposite]);
    return { movementId: movementIds[0] ?? '', onHand };
  },
};
