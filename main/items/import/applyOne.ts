import { findLotId, hasOpening, listPacks, readItemRow } from '../../../db/queries/items.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { PackFacts } from '../../../preload/contract/itemFacts.ts';
import type { Context } from '../../facility/context.ts';
import { insertItem } from '../../inventory/addItem.ts';
import { readProduct } from '../../inventory/item.ts';
import { move } from '../../inventory/move.ts';
import { lotFor } from '../../inventory/receive.ts';
import { publishStock } from '../../network/publishStock.ts';
import { factsOf } from '../facts.ts';
import { changeItem } from '../update.ts';
import type { Operation } from './plan.ts';
import type { RowPack } from './rows.ts';

export type Done = { is: 'added' | 'updated' | 'unchanged'; lots: number };

/** One item of a list, its packs and its opening stock. Doing it again changes nothing. Inside a transaction. @throws what adding and changing items refuse */
export async function applyOne(ctx: Context, operation: Operation, storeId: string): Promise<Done> {
  const { itemId, is } = operation.itemId === null ? addNew(ctx, operation) : changeKnown(ctx, operation, operation.itemId);
  let lots = 0;
  for (const { lotNumber, expiry, quantity, unitCost } of operation.lots) {
    const known = findLotId(ctx.raw, { itemId, lotNumber, expiry });
    if (known !== undefined && hasOpening(ctx.raw, known)) continue;
    const lotId = known ?? (await lotFor(ctx, { itemId, lotNumber, expiry, unitCost: unitCost ?? undefined }));
    move(ctx, { itemId, lotId, locationId: storeId, quantity, reason: 'opening', unitCost: unitCost ?? undefined });
    lots += 1;
  }
  if (is !== 'unchanged' || lots > 0) publishStock(ctx, itemId);
  return { is: is === 'unchanged' && lots > 0 ? 'updated' : is, lots };
}

function addNew(ctx: Context, { name, product, facts, packs }: Operation): { itemId: string; is: Done['is'] } {
  if (name === null || product === null) throw new Error('a new item is planned with its name and product');
  const wanted = packs.map((pack, at) => ({ gtin: pack.gtin, name: pack.name, size: pack.size ?? 1, isDefault: at === 0 }));
  return { itemId: insertItem(ctx, { name, product, packSize: wanted[0]?.size ?? 1, packs: wanted, ...facts }), is: 'added' };
}

function changeKnown(ctx: Context, { name, product, facts, packs }: Operation, itemId: string): { itemId: string; is: Done['is'] } {
  const before = readItemRow(ctx.raw, itemId);
  if (!before) throw new AppError('not_found', { resource: 'item' });
  const now = factsOf(before, readProduct(before.product));
  const next = { ...now, ...facts, name: name ?? now.name, product: product ?? now.product };
  const kept = listPacks(ctx.raw, itemId).map((pack) => ({ packId: pack.id, gtin: pack.gtin, size: pack.size, name: pack.name, isDefault: pack.is_default === 1 })); // prettier-ignore
  const hasChanged = changeItem(ctx, before, next, packs.reduce(withPack, kept));
  return { itemId, is: hasChanged ? 'updated' : 'unchanged' };
}

/** A row's pack is the one with its GTIN, else the one of its size that has none yet, else a further one. */
function withPack(packs: readonly PackFacts[], { gtin, size, name }: RowPack): PackFacts[] {
  const at = packs.findIndex((pack) => (gtin !== null && pack.gtin === gtin) || (size !== null && pack.size === size && (gtin === null || pack.gtin === null))); // prettier-ignore
  const found = packs[at];
  if (!found)
    return [...packs, { gtin, size: size ?? packs.find(({ isDefault }) => isDefault)?.size ?? 1, name, isDefault: packs.length === 0 }];
  return packs.with(at, { ...found, gtin: gtin ?? found.gtin, size: size ?? found.size, name: name || found.name });
}
