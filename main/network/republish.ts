import { type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { publishProfile } from './publishProfile.ts';
import { publishStock } from './publishStock.ts';

const program: Seat = { id: 'republish', kind: 'command', user: null };
const itemsAtOnce = 50;

/** Says the whole current state again: after enrolment, and after a restore of either side. */
export async function republish(facility: Facility): Promise<void> {
  const ctx = makeContext(facility, program);
  await inTransaction(ctx, (inside) => publishProfile(inside, facility.self));
  const items = await facility.db.selectFrom('item').select('id').orderBy('id').execute();
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    await inTransaction(ctx, (inside) => {
      for (const { id } of items.slice(from, from + itemsAtOnce)) publishStock(inside, id);
    });
  }
}
