import { findStore } from '../../db/queries/inventory.ts';
import { amend } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Input } from '../../preload/contract/index.ts';
import { claimRequest } from '../dispensing/claim.ts';
import { dispense } from '../dispensing/dispense.ts';
import { readProduct } from '../dispensing/perDay.ts';
import { setReady } from '../dispensing/setReady.ts';
import { type Context, type Facility, inTransaction, makeContext } from '../facility/context.ts';
import { insertItem } from '../inventory/addItem.ts';
import { move } from '../inventory/move.ts';
import { lotFor } from '../inventory/receive.ts';
import { seatFor } from './makeDemoFacility.ts';

type Waiting = {
  id: string;
  itemId: string;
  name: string;
  quantity: number;
  product: string;
  form: string;
  unit: string;
  pack: number;
  price: number | null;
};
type Line = Extract<Input<'dispensing.dispense'>['lines'][number], { medicationRequestId: string }>;

/** The dispensing desk in the middle of its day: handed out, put aside, owed, something handed out instead, and what still waits. */
export async function deskUp(facility: Facility): Promise<void> {
  await inTransaction(makeContext(facility, seatFor(facility, 'grace')), async (ctx) => {
    const waiting = ctx.raw
      .prepare(
        `SELECT r.id, i.id AS itemId, i.name, r.quantity, i.product, i.form, i.unit, i.pack_size AS pack, i.price FROM medication_request r JOIN item i ON i.id = r.item_id
         WHERE r.status = 'active' AND i.is_controlled = 0 ORDER BY r.authored_at, r.id`,
      )
      .all() as Waiting[];
    const give = (one: Waiting, line: Partial<Line> = {}) =>
      dispense.run(
        ctx,
        { lines: [{ medicationRequestId: one.id, quantity: one.quantity, counselled: [], owe: false, ...line }] },
        undefined,
      );
    const halved = waiting.find(({ name }) => /ibuprofen 400|ciprofloxacin 500/i.test(name));
    const [paid, part, aside, mine] = waiting.filter((one) => one !== halved);
    if (paid) await give(paid, { payment: { mark: 'paid', amount: (paid.price ?? 0) * paid.quantity } });
    if (part) await give(part, { quantity: Math.ceil(part.quantity / 3), owe: true });
    if (aside) await setReady.run(ctx, { medicationRequestId: aside.id, quantity: aside.quantity }, undefined);
    if (mine) await claimRequest.run(ctx, { medicationRequestId: mine.id, isTakenOver: false }, undefined);
    if (halved) {
      const itemId = await halfStrength(ctx, halved);
      const reason =
        facility.self.locale === 'fr' ? 'les comprimés plus forts sont réservés au service' : 'the stronger tablets are kept for the ward';
      await give(halved, { substitute: { itemId, reason, directions: 'as written, twice as many' } });
    }
    const open = ctx.raw
      .prepare(
        `SELECT id FROM item WHERE is_controlled = 0 AND (product LIKE '%paracetamol%' OR product LIKE '%zinc%' OR product LIKE '%rehydration%')`,
      )
      .pluck()
      .all() as string[];
    for (const id of open) amend(ctx, 'item', id, { counter_rule: 'anybody' });
  });
}

/** The same medicine, half as strong, on the shelf. */
async function halfStrength(ctx: Context, { name, product, pack, price }: Waiting): Promise<string> {
  const whole = readProduct(product);
  const itemId = insertItem(ctx, {
    name: name.replace(/\d+(?= ?mg)/, (strength) => String(Number(strength) / 2)),
    product: {
      ...whole,
      ingredients: whole.ingredients.map((one) => ({ ...one, strength: one.strength === null ? null : one.strength / 2 })),
    },
    packSize: pack,
    price: price === null ? null : Math.ceil(price / 2),
  });
  const lotId = await lotFor(ctx, { itemId, lotNumber: 'H20418', expiry: addDays(ctx.today(), 380), unitCost: 4 });
  const store = await findStore(ctx.db);
  move(ctx, { itemId, lotId, locationId: store.id, quantity: 20 * pack, reason: 'opening' });
  return itemId;
}
