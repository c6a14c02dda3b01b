import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { whenOf } from './backdate.ts';
import { lotNamed, placeInUse } from './lotNamed.ts';
import { moveBetween } from './moveBetween.ts';
import { assertFree } from './reserve.ts';

/** @throws 'not_found', 'stock.same_place', 'stock.place_closed', 'stock.insufficient', 'stock.was_not_there', and those of `whenOf` */
export const moveLot: CommandHandler<'inventory.moveLot'> = {
  run: async (ctx, { lotId, locationId, to, quantity, note, movedOn }) => {
    const { item_id: itemId } = lotNamed(ctx, lotId);
    placeInUse(ctx, to);
    assertFree(ctx, { lotId, locationId }, quantity);
    const when = whenOf(ctx, movedOn, { lotId, isOut: true });
    const { outId } = moveBetween(ctx, { itemId, lotId, from: locationId, to, quantity, note, ...when });
    return { movementId: outId, onHand: publishStock(ctx, itemId).onHand };
  },
};
