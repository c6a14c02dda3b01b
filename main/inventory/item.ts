import { listLots, listMovements } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Product, product as productShape } from '../../preload/contract/inventory.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readItem } from './stockLevel.ts';

type Lot = Output<'inventory.item'>['lots'][number];
const shownMovements = 500;

/** @throws 'not_found' */
export const itemCard: QueryHandler<'inventory.item'> = async (ctx, { itemId }) => {
  const found = readItem(ctx, itemId);
  if (!found) throw new AppError('not_found', { resource: 'item' });
  const lots = await listLots(ctx.db, itemId);
  const movements = await listMovements(ctx.db, itemId, shownMovements);
  return {
    item: found.row,
    product: readProduct(found.line.product),
    lots: lots.map((lot) => ({ ...lot, status: lot.status as Lot['status'] })),
    movements: movements.map(({ reversedBy, ...row }) => ({ ...row, isReversed: reversedBy !== null })),
  };
};

export const readProduct = (text: string): Product => productShape.parse(JSON.parse(text));
