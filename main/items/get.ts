import { findPackByGtin, hasMoved, listPacks, listWords, readItemRow } from '../../db/queries/items.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readProduct } from '../inventory/item.ts';
import { factsOf } from './facts.ts';
import { minorDigitsOf } from './minorDigits.ts';
import { normalGtin, toPack } from './packs.ts';

/** @throws 'not_found' */
export const getItem: QueryHandler<'items.get'> = (ctx, { itemId }) =>
  ctx.facility.exclusive(() => {
    const row = itemRow(ctx, itemId);
    const packs = listPacks(ctx.raw, itemId).map(toPack);
    return { ...factsOf(row, readProduct(row.product)), version: row.version, packs, isUnitFixed: hasMoved(ctx.raw, itemId) };
  });

/** @throws 'not_found' */
export const itemPacks: QueryHandler<'items.packs'> = (ctx, { itemId }) =>
  ctx.facility.exclusive(() => ({ unit: itemRow(ctx, itemId).unit, packs: listPacks(ctx.raw, itemId).map(toPack) }));

/** @throws 'item.gtin_invalid' */
export const findByGtin: QueryHandler<'items.findByGtin'> = (ctx, { gtin }) => {
  const digits = normalGtin(gtin);
  return ctx.facility.exclusive(() => {
    const pack = findPackByGtin(ctx.raw, digits);
    return { found: pack ? { itemId: pack.item_id, name: pack.itemName, unit: pack.unit, pack: toPack(pack) } : null };
  });
};

export const itemChoices: QueryHandler<'items.choices'> = (ctx) => {
  const { currency } = ctx.facility.self;
  return ctx.facility.exclusive(() => ({
    categories: listWords(ctx.raw, 'category'),
    programmes: listWords(ctx.raw, 'programme'),
    currency,
    minorDigits: minorDigitsOf(currency),
  }));
};

function itemRow(ctx: Context, itemId: string): Row<'item'> {
  const row = readItemRow(ctx.raw, itemId);
  if (!row) throw new AppError('not_found', { resource: 'item' });
  return row;
}
