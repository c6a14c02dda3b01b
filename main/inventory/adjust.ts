import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveAndPublish } from './move.ts';

/** @throws 'not_found', 'ipc.invalid_input' for nothing or the wrong direction, 'stock.insufficient' */
export const adjust: CommandHandler<'inventory.adjust'> = {
  run: async (ctx, input) => {
    const lot = await ctx.db.selectFrom('lot').select('item_id').where('id', '=', input.lotId).executeTakeFirst();
    if (!lot) throw new AppError('not_found', { resource: 'lot' });
    const isLoss = input.reason === 'expired' || input.reason === 'damaged';
    if (input.quantity === 0 || (isLoss && input.quantity > 0)) throw new AppError('ipc.invalid_input', { path: 'quantity' });
    const { lotId, locationId, quantity, reason, note } = input;
    const { movementIds, onHand } = moveAndPublish(ctx, [{ itemId: lot.item_id, lotId, locationId, quantity, reason, note }]);
    return { movementId: movementIds[0] ?? '', onHand };
  },
};
