import { insert } from '../../db/write.ts';
import type { Input } from '../../preload/contract/index.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { fold } from '../patients/names.ts';

export function insertItem(ctx: Context, input: Input<'inventory.addItem'>): string {
  const id = ctx.newId();
  insert(ctx, 'item', {
    id,
    name: input.name,
    sort_name: fold(input.name),
    form: input.product.form,
    unit: input.product.unit,
    pack_size: input.packSize,
    atc: input.product.atc,
    product: JSON.stringify(input.product),
    product_key: productKey(input.product),
    reorder_level: input.reorderLevel,
    is_controlled: input.isControlled ? 1 : 0,
    is_cold_chain: input.isColdChain ? 1 : 0,
    created_at: ctx.now(),
  });
  return id;
}

export const addItem: CommandHandler<'inventory.addItem'> = {
  run: async (ctx, input) => {
    const itemId = insertItem(ctx, input);
    publishStock(ctx, itemId);
    return { itemId };
  },
};
