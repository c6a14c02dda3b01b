import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';

/** @throws 'not_found' */
export const setReorderLevel: CommandHandler<'inventory.setReorderLevel'> = {
  run: async (ctx, { itemId, reorderLevel }) => {
    amend(ctx, 'item', itemId, { reorder_level: reorderLevel });
    publishStock(ctx, itemId);
    return {};
  },
};
