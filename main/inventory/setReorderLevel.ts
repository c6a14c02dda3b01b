import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { readItem } from './stockLevel.ts';

/** @throws 'not_found', 'version.conflict' { found } when somebody set another level meanwhile */
export const setReorderLevel: CommandHandler<'inventory.setReorderLevel'> = {
  run: async (ctx, { itemId, reorderLevel, seen }) => {
    const found = readItem(ctx, itemId)?.row.reorderLevel;
    if (seen !== undefined && found !== undefined && found !== seen) throw new AppError('version.conflict', { found });
    amend(ctx, 'item', itemId, { reorder_level: reorderLevel });
    publishStock(ctx, itemId);
    return {};
  },
};
