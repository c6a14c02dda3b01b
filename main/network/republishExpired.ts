import { listItemsWithExpired } from '../../db/queries/inventory.ts';
import { type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { publishStock } from './publishStock.ts';

const program: Seat = { id: 'expiry', kind: 'command', user: null };
const publishedDays = new WeakMap<Facility, string>();

/** When a day has ended, lots may have expired that neighbours still count on: their levels are said again, and shortages begin. Once a day. */
export async function republishExpired(facility: Facility): Promise<void> {
  const ctx = makeContext(facility, program);
  const today = ctx.today();
  if (publishedDays.get(facility) === today) return;
  await inTransaction(ctx, async (inside) => {
    for (const { itemId } of await listItemsWithExpired(inside.db, today)) publishStock(inside, itemId);
  });
  publishedDays.set(facility, today);
}
