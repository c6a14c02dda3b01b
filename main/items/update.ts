import { hasMoved, listPacks, readItemRow } from '../../db/queries/items.ts';
import type { Row } from '../../db/schema/index.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { PackFacts } from '../../preload/contract/itemFacts.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { columnsOf, type ItemFacts } from './facts.ts';
import { setPacks, settledPacks } from './packs.ts';

/** @throws 'not_found', 'version.conflict', 'item.unit_fixed', 'item.gtin_invalid', 'item.gtin_taken', 'item.levels' */
export const updateItem: CommandHandler<'items.update'> = {
  run: async (ctx, { itemId, version, packs, ...facts }) => {
    const before = readItemRow(ctx.raw, itemId);
    if (!before) throw new AppError('not_found', { resource: 'item' });
    if (before.version !== version) throw new AppError('version.conflict', { found: before.version });
    changeItem(ctx, before, facts, packs);
    publishStock(ctx, itemId);
    return { version: readItemRow(ctx.raw, itemId)?.version ?? version };
  },
};

/** Inside a transaction. @returns whether there was anything to change. @throws 'item.unit_fixed' { unit }, 'item.levels' and what packs refuse */
export function changeItem(ctx: Context, before: Row<'item'>, facts: ItemFacts, packs: readonly PackFacts[]): boolean {
  if (facts.product.unit !== before.unit && hasMoved(ctx.raw, before.id)) throw new AppError('item.unit_fixed', { unit: before.unit });
  assertLevels(facts);
  const settled = settledPacks(ctx, { itemId: before.id, name: facts.name }, packs);
  const size = settled.find(({ isDefault }) => isDefault)?.size ?? before.pack_size;
  const columns = { ...columnsOf(facts), pack_size: size };
  const hasChanged = Object.entries(columns).some(([name, value]) => before[name as keyof typeof columns] !== value);
  const isSamePacks = samePacks(listPacks(ctx.raw, before.id), settled);
  if (!hasChanged && isSamePacks) return false;
  // packs alone change the item too: whoever edits it elsewhere must see that
  amend(ctx, 'item', before.id, columns, { version: before.version });
  if (!isSamePacks) setPacks(ctx, before.id, settled);
  return true;
}

/** @throws 'item.levels' */
export function assertLevels({ minimum, maximum }: Pick<ItemFacts, 'minimum' | 'maximum'>): void {
  if (minimum !== null && maximum !== null && maximum < minimum) throw new AppError('item.levels');
}

const samePacks = (before: readonly Row<'item_pack'>[], next: readonly PackFacts[]) =>
  before.length === next.length &&
  before.every((pack) => next.some((other) => other.packId === pack.id && other.gtin === pack.gtin && other.size === pack.size && other.name === pack.name && other.isDefault === (pack.is_default === 1))); // prettier-ignore
