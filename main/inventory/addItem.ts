import { insert } from '../../db/write.ts';
import type { RawInput } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { columnsOf } from '../items/facts.ts';
import { setPacks, settledPacks } from '../items/packs.ts';
import { assertLevels } from '../items/update.ts';
import { publishStock } from '../network/publishStock.ts';

/** Without packs the item has one of `packSize`; else `packSize` is the default one's. @throws 'item.gtin_invalid', 'item.gtin_taken', 'item.levels' */
export function insertItem(ctx: Context, { packs = [], packSize, ...input }: RawInput<'inventory.addItem'>): string {
  const { reorderLevel = 0, isControlled = false, isColdChain = false, category = '', programme = '' } = input;
  const { ven = null, minimum = null, maximum = null, leadTimeDays = null, price = null } = input;
  const facts = { name: input.name, product: input.product, reorderLevel, isControlled, isColdChain, category, programme, ven, minimum, maximum, leadTimeDays, price }; // prettier-ignore
  assertLevels(facts);
  const wanted = packs.length === 0 ? [{ gtin: null, size: packSize, name: '', isDefault: true }] : packs;
  const settled = settledPacks(
    ctx,
    { itemId: null, name: input.name },
    wanted.map(({ gtin = null, name = '', size, isDefault }) => ({ gtin, name, size, isDefault })),
  );
  const id = ctx.newId();
  const size = settled.find(({ isDefault }) => isDefault)?.size ?? packSize;
  insert(ctx, 'item', { id, ...columnsOf(facts), pack_size: size, created_at: ctx.now() });
  setPacks(ctx, id, settled);
  return id;
}

/** @throws 'item.gtin_invalid', 'item.gtin_taken', 'item.levels' */
export const addItem: CommandHandler<'inventory.addItem'> = {
  run: async (ctx, input) => {
    const itemId = insertItem(ctx, input);
    publishStock(ctx, itemId);
    return { itemId };
  },
};
