import { findPackByGtin, listPacks } from '../../db/queries/items.ts';
import type { Row } from '../../db/schema/index.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { toGtin14 } from '../../preload/contract/gs1/checkDigit.ts';
import type { PackFacts } from '../../preload/contract/itemFacts.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';

export type PackRow = Output<'items.packs'>['packs'][number];

export const toPack = (row: Row<'item_pack'>): PackRow => ({ packId: row.id, gtin: row.gtin, size: row.size, name: row.name, isDefault: row.is_default === 1 }); // prettier-ignore

/** As a pack or a scanner writes it: signs between the digits are left out. @throws 'item.gtin_invalid' */
export function normalGtin(typed: string): string {
  const gtin = toGtin14(typed.replace(/[\s()-]/g, ''));
  if (gtin === null) throw new AppError('item.gtin_invalid', { gtin: typed.replaceAll(/\D/g, '').slice(0, 40) }); // anything may have been typed there
  return gtin;
}

/**
 * The packs as they are wanted, GTINs in fourteen digits, exactly one default (the first that says so, else the first).
 * @throws 'item.gtin_invalid', 'item.gtin_taken' when a number is another item's, or stands here twice
 */
export function settledPacks(ctx: Context, item: { itemId: string | null; name: string }, packs: readonly PackFacts[]): PackFacts[] {
  const at = Math.max(0, packs.findIndex(({ isDefault }) => isDefault)); // prettier-ignore
  const seen = new Set<string>();
  return packs.map((pack, index) => {
    const gtin = pack.gtin === null || pack.gtin.trim() === '' ? null : normalGtin(pack.gtin);
    if (gtin !== null) {
      const holder = findPackByGtin(ctx.raw, gtin);
      if (holder && holder.item_id !== item.itemId) throw new AppError('item.gtin_taken', { gtin, name: holder.itemName });
      if (seen.has(gtin)) throw new AppError('item.gtin_taken', { gtin, name: item.name });
      seen.add(gtin);
    }
    return { ...pack, gtin, isDefault: index === at };
  });
}

/** Changes, adds and takes out of use until the packs are those that are wanted. Inside a transaction. @throws 'not_found' for a pack of another item */
export function setPacks(ctx: Context, itemId: string, packs: readonly PackFacts[]): void {
  const before = listPacks(ctx.raw, itemId);
  const kept = new Set(packs.map(({ packId }) => packId));
  if (packs.some(({ packId }) => packId !== undefined && !before.some(({ id }) => id === packId))) throw new AppError('not_found', { resource: 'item' });
  for (const pack of before) if (!kept.has(pack.id)) amend(ctx, 'item_pack', pack.id, { is_active: 0, is_default: 0 });
  // what a pack gives up first, another may take: two that change places meet no rule in between
  for (const pack of before) {
    const next = packs.find(({ packId }) => packId === pack.id);
    if (!next) continue;
    const givesUp = { ...(pack.gtin !== null && pack.gtin !== next.gtin && { gtin: null }), ...(pack.is_default === 1 && !next.isDefault && { is_default: 0 }) };
    if (Object.keys(givesUp).length > 0) amend(ctx, 'item_pack', pack.id, givesUp);
  }
  for (const pack of packs) {
    const facts = { gtin: pack.gtin, size: pack.size, name: pack.name, is_default: pack.isDefault ? 1 : 0 };
    const old = before.find(({ id }) => id === pack.packId);
    if (!old) insert(ctx, 'item_pack', { id: ctx.newId(), item_id: itemId, ...facts });
    else if (old.gtin !== facts.gtin || old.size !== facts.size || old.name !== facts.name || old.is_default !== facts.is_default) amend(ctx, 'item_pack', old.id, facts);
  }
} // prettier-ignore
