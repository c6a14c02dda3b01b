import type { Input } from '../../preload/contract/index.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { readStock } from '../replenishment/readStock.ts';

const worstFirst: Record<ItemRow['status'], number> = { out: 0, low: 1, ok: 2, over: 3 };

const orders: Record<Input<'inventory.items'>['sort'], (a: ItemRow, b: ItemRow) => number> = {
  name: () => 0, // the query's own order
  'on-hand': (a, b) => a.onHand - b.onHand,
  expiry: (a, b) => (a.nearestExpiry ?? '9999').localeCompare(b.nearestExpiry ?? '9999'),
  status: (a, b) => worstFirst[a.status] - worstFirst[b.status],
};

export const listItems: QueryHandler<'inventory.items'> = async (ctx, { filter, status, sort, offset, limit }) => {
  const words = fold(filter).split(' ').filter(Boolean).slice(0, 6);
  const stock = await ctx.facility.exclusive(() => readStock(ctx, words));
  const rows = stock.map(({ row }) => row).filter((row) => status === undefined || row.status === status);
  return { total: rows.length, items: rows.sort(orders[sort]).slice(offset, offset + limit) };
};
