import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { whenOf } from './backdate.ts';
import { moveAndPublish } from './move.ts';
import { lotNamed } from './lotNamed.ts';

const losses: readonly string[] = ['expired', 'damaged', 'return-to-supplier'];

/** @throws 'not_found', 'ipc.invalid_input' for nothing or the wrong direction, 'stock.insufficient', 'stock.was_not_there', and those of `whenOf` */
export const adjust: CommandHandler<'inventory.adjust'> = {
  run: async (ctx, { lotId, locationId, quantity, reason, note, movedOn }) => {
    const lot = lotNamed(ctx, lotId);
    if (quantity === 0 || (losses.includes(reason) && quantity > 0)) throw new AppError('ipc.invalid_input', { path: 'quantity' });
    const when = whenOf(ctx, movedOn, { lotId, isOut: quantity < 0 });
    const { movementIds, onHand } = moveAndPublish(ctx, [{ itemId: lot.item_id, lotId, locationId, quantity, reason, note, ...when }]);
    return { movementId: movementIds[0] ?? '', onHand };
  },
};
