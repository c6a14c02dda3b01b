import { listStockLines } from '../../db/queries/inventory.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { consumptionWindow, toItemRow } from './stockLevel.ts';

const worstFirst: Record<ItemRow['status'], number> = { out: 0, low: 1, ok: 2, over: 3 };

const orders: Record<Input<'inventory.items'>['sort'], (a: ItemRow, b: ItemRow) => number> = {
  name: () => 0, // the query's own order
  'on-hand': (a, b) => a.onHand - b.onHand,
  expiry: (a, b) => (a.nearestExpiry ?? '9999').localeCompare(b.nearestExpiry ?? '9999'),
  status: (a, b) => worstFirst[a.status] - worstFirst[b.status],
};

export const listItems: QueryHandler<'inventory.items'> = async (ctx, { filter, status, sort, offset, limit }) => {
  const window = consumptionWindow(ctx.today());
  const words = fold(filter).split(' ').filter(Boolean).slice(0, 6);
  const lines = await ctx.facility.exclusive(() => listStockLines(ctx.raw, { today: ctx.today(), ...window }, words));
  const rows = lines.map((line) => toItemRow(line, window)).filter((row) => status === undefined || row.status === status);
  return { total: rows.length, items: rows.sort(orders[sort]).slice(offset, offset + limit) };
};
