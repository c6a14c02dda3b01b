import { expect, test } from 'vitest';
import { listMonth } from '../../../../db/queries/stockMonth.ts';
import { seededRandom } from '../../../../db/seed/random.ts';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { addDays } from '../../../../preload/contract/dates.ts';
import { aPatient, aPrescription } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const medicines = ['Amoxicillin', 'Paracetamol', 'Metformin', 'Amlodipine', 'Artemether', 'Zinc', 'Omeprazole', 'Salbutamol'];

/** On paper beside the program: what lies of each lot at each place, units. */
class Book {
  readonly lines = new Map<string, number>();
  add(lotId: string, locationId: string, quantity: number): void {
    const key = `${lotId} ${locationId}`;
    this.lines.set(key, (this.lines.get(key) ?? 0) + quantity);
  }
}

test('a month of a small store, played day by day: what is left is on every line what a book kept beside it says', async () => {
  const clinic = await testClinic();
  const random = seededRandom(30);
  const book = new Book();
  const atDay = (day: number) => (clinic.clock.now = `${addDays('2026-10-01', day)}T08:00:00.000Z`);
  atDay(0);
  const patientId = await aPatient(clinic);
  const call = clinic.call;
  const { departmentId } = await call('administrator', 'departments.add', { name: 'Maternity' });
  const ward = (await call('pharmacist', 'inventory.addLocation', { name: 'Maternity cupboard', kind: 'ward', isDispensable: false, departmentId })).locationId;
  const store = (await call('pharmacist', 'inventory.locations', {})).locations.find(({ kind }) => kind === 'store')!.locationId;
  const items: string[] = [];
  for (const inn of medicines) {
    const product = { ingredients: [{ inn: inn.toLowerCase(), strength: 10, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
    items.push((await call('pharmacist', 'inventory.addItem', { name: `${inn} 10 mg tablet`, product, packSize: 10 })).itemId);
  }
  const moved = { received: new Map<string, number>(), issued: new Map<string, number>(), adjusted: new Map<string, number>() };
  const count = (what: keyof typeof moved, itemId: string, quantity: number) => moved[what].set(itemId, (moved[what].get(itemId) ?? 0) + quantity);
  const onHand = (itemId: string, place: string) => call('pharmacist', 'inventory.item', { itemId }).then(({ lots }) => lots.filter((lot) => lot.locationId === place && lot.onHand > 0));

  for (let day = 0; day < 31; day++) {
    atDay(day);
    for (const itemId of items) {
      if (day === 0 || random.happens(0.08)) {
        const quantity = random.whole(5, 30) * 10;
        const { lotId } = await call('pharmacist', 'inventory.receive', { itemId, lotNumber: `L${random.whole(1, 3)}`, expiry: `2027-0${random.whole(1, 9)}-28`, quantity, unitCost: random.whole(1, 40) });
        book.add(lotId, store, quantity);
        count('received', itemId, quantity);
      }
      const here = await onHand(itemId, store);
      const total = here.reduce((sum, lot) => sum + lot.onHand, 0);
      if (total > 0 && random.happens(0.6)) {
        const quantity = Math.min(total, random.whole(1, 21));
        const medicationRequestId = await aPrescription(clinic, { patientId, itemId, medicine: 'tablet', directions: '1 tablet when needed', quantity });
        const [done] = (await call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] })).lines;
        for (const pick of done!.picks) book.add(pick.lotId, store, -pick.quantity);
        count('issued', itemId, quantity);
        if (random.happens(0.1)) {
          await call('pharmacist', 'dispensing.reverse', { medicationDispenseId: done!.medicationDispenseId, reason: 'not collected' });
          for (const pick of done!.picks) book.add(pick.lotId, store, pick.quantity);
          count('issued', itemId, -quantity);
        }
      }
      const rest = (await onHand(itemId, store))[0];
      const what = random.whole(1, 20);
      if (rest && what === 1) {
        const quantity = -Math.min(rest.onHand, random.whole(1, 4));
        await call('pharmacist', 'inventory.adjust', { lotId: rest.lotId, locationId: store, quantity, reason: 'damaged', note: 'wet in the rain' });
        book.add(rest.lotId, store, quantity);
        count('adjusted', itemId, quantity);
      } else if (rest && what === 2) {
        const quantity = Math.min(rest.onHand, 10);
        await call('pharmacist', 'inventory.moveLot', { lotId: rest.lotId, locationId: store, to: ward, quantity, note: 'for the ward' });
        book.add(rest.lotId, store, -quantity);
        book.add(rest.lotId, ward, quantity);
      }
    }
  }

  const balances = clinic.facility.raw.prepare('SELECT lot_id, location_id, on_hand, value FROM stock_balance WHERE on_hand > 0').all() as { lot_id: string; location_id: string; on_hand: number; value: number }[];
  const kept = [...book.lines].filter(([, quantity]) => quantity !== 0);
  expect(new Map(balances.map((row) => [`${row.lot_id} ${row.location_id}`, row.on_hand]))).toEqual(new Map(kept));
  expect(kept.length).toBeGreaterThan(medicines.length);
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true, value: balances.reduce((sum, row) => sum + row.value, 0) });
  const month = new Map(listMonth(clinic.facility.raw, { from: '2026-10-01', to: '2026-10-31' }).map((line) => [line.itemId, line]));
  for (const itemId of items) {
    const of = (what: keyof typeof moved) => moved[what].get(itemId) ?? 0;
    const closing = balances.length === 0 ? 0 : of('received') - of('issued') + of('adjusted');
    expect(month.get(itemId)).toMatchObject({ opening: 0, received: of('received'), issued: of('issued'), adjusted: of('adjusted'), closing });
    const card = await call('pharmacist', 'inventory.stockCard', { itemId, from: '2026-10-01', to: '2026-10-31' });
    expect(card).toMatchObject({ opening: { onHand: 0, value: 0 }, closing: { onHand: closing } });
    expect((await call('pharmacist', 'inventory.item', { itemId })).item.onHand).toBe(closing);
  }
}); // prettier-ignore
