import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { shareOf, takenBack } from '../../main/inventory/value.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { anItem, aPrescription } from '../support/factories.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

const lot = fc.nat(2);
const place = fc.nat(2);
const quantity = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 300 }));
const daysAgo = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 400 }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), lot, quantity, daysAgo, unitCost: fc.option(fc.nat(9_999), { nil: undefined }) }),
  fc.record({ kind: fc.constant('adjust' as const), lot, place, quantity: fc.integer({ min: -250, max: 100 }), daysAgo }),
  fc.record({
    kind: fc.constant('lose' as const),
    lot,
    place,
    quantity,
    daysAgo,
    reason: fc.constantFrom('expired', 'damaged', 'return-to-supplier'),
  }),
  fc.record({ kind: fc.constant('move' as const), lot, place, to: place, quantity, daysAgo }),
  fc.record({ kind: fc.constant('ward' as const), lot, place, quantity, daysAgo }),
  fc.record({ kind: fc.constant('dispense' as const), quantity: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('return' as const), lot, quantity: fc.integer({ min: 1, max: 20 }), daysAgo }),
  fc.record({ kind: fc.constant('hold' as const), lot, isOn: fc.boolean() }),
  fc.record({ kind: fc.constant('reverse' as const), nth: fc.nat(40) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 9 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Whatever else a step may be refused with is a mistake of the program. */
const expected: readonly ErrorCode[] = [
  'stock.insufficient',
  'stock.was_not_there',
  'stock.before_receipt',
  'stock.too_long_ago',
  'stock.same_place',
  'stock.already_reversed',
  'dispensing.reverse_at_desk',
  'stock.returned_too_much',
  'stock.not_on_hold',
  'stock.lot_on_hold',
  'ipc.invalid_input',
];

/** Answers what the balances say at the end, which is what the ledger must say. */
async function play(clinic: TestClinic, steps: readonly Step[]): Promise<number> {
  const { raw } = clinic.facility;
  const itemId = await anItem(clinic);
  const [store = ''] = raw.prepare('SELECT id FROM location').pluck().all() as string[];
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  const fridge = (await clinic.call('pharmacist', 'inventory.addLocation', { name: 'Fridge', kind: 'fridge', isDispensable: true }))
    .locationId;
  const ward = (
    await clinic.call('pharmacist', 'inventory.addLocation', { name: 'Ward', kind: 'ward', isDispensable: false, departmentId })
  ).locationId;
  const medicationRequestId = await aPrescription(clinic, { itemId, quantity: 5000, directions: 'as told' });
  const places = [store, fridge, ward];
  const lots = new Map<number, string>();
  for (const next of steps) {
    const before = [clinic.count('stock_movement'), clinic.count('medication_dispense')];
    const day = 'daysAgo' in next && next.daysAgo > 0 ? { movedOn: addDays(clinic.clock.now.slice(0, 10), -next.daysAgo) } : {};
    const lotId = 'lot' in next ? lots.get(next.lot) : undefined;
    if ('lot' in next && next.kind !== 'receive' && lotId === undefined) continue;
    const at = { lotId: lotId ?? '', locationId: 'place' in next ? (places[next.place] ?? '') : store, note: 'as it happened', ...day };
    const ask = () => {
      switch (next.kind) {
        case 'receive': {
          const { quantity: units, unitCost } = next;
          const cost = unitCost === undefined ? {} : { unitCost };
          return clinic.ask('pharmacist', 'inventory.receive', { itemId, lotNumber: `L${next.lot}`, expiry: `2029-0${next.lot + 1}-01`, quantity: units, ...cost, ...day }); // prettier-ignore
        }
        case 'adjust':
          return clinic.ask('pharmacist', 'inventory.adjust', { ...at, quantity: next.quantity, reason: 'adjustment' });
        case 'lose':
          return clinic.ask('pharmacist', 'inventory.adjust', { ...at, quantity: -next.quantity, reason: next.reason as 'expired' });
        case 'move':
          return clinic.ask('pharmacist', 'inventory.moveLot', { ...at, quantity: next.quantity, to: places[next.to] ?? '' });
        case 'ward':
          return clinic.ask('pharmacist', 'inventory.issueToWard', { ...at, quantity: next.quantity, departmentId });
        case 'dispense':
          return clinic.ask('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: next.quantity }] });
        case 'return':
          return clinic.ask('pharmacist', 'inventory.returnFromPatient', {
            lotId: at.lotId,
            quantity: next.quantity,
            note: at.note,
            ...day,
          });
        case 'hold':
          return clinic.ask('pharmacist', next.isOn ? 'inventory.holdLot' : 'inventory.releaseLot', {
            lotId: at.lotId,
            reason: 'looked at it',
          });
        case 'reverse': {
          const ids = raw.prepare('SELECT id FROM stock_movement ORDER BY rowid').pluck().all() as string[];
          const movementId = ids[next.nth % Math.max(1, ids.length)];
          return movementId === undefined ? undefined : clinic.ask('pharmacist', 'inventory.reverse', { movementId, note: 'typed twice' });
        }
        case 'wait':
          clinic.clock.now = `${addDays(clinic.clock.now.slice(0, 10), next.days)}T08:00:00.000Z`;
          return undefined;
      }
    };
    const done = await ask();
    if (done && !done.ok) {
      expect(expected).toContain(done.error.code);
      expect([clinic.count('stock_movement'), clinic.count('medication_dispense')]).toEqual(before);
    }
    if (done?.ok && next.kind === 'receive' && 'lotId' in done.value) lots.set(next.lot, String(done.value.lotId));
    expect(verifyLedger(raw).firstBad).toBeNull();
  }
  // every card, however it is cut, tells the same as the balance
  const { value, lots: now } = await clinic.call('pharmacist', 'inventory.item', { itemId });
  const today = clinic.clock.now.slice(0, 10);
  for (const locationId of [undefined, ...places]) {
    const of = locationId === undefined ? {} : { locationId };
    const card = await clinic.call('pharmacist', 'inventory.stockCard', { itemId, from: addDays(today, -15), to: today, ...of });
    const here = now.filter((one) => locationId === undefined || one.locationId === locationId);
    const held = { onHand: here.reduce((sum, one) => sum + one.onHand, 0), value: here.reduce((sum, one) => sum + one.value, 0) };
    expect(card.closing).toEqual(held);
    expect(card.opening.onHand + card.movements.reduce((sum, one) => sum + one.quantity, 0)).toBe(held.onHand);
    expect(card.opening.value + card.movements.reduce((sum, one) => sum + one.value, 0)).toBe(held.value);
    if (card.movements[0]) expect(card.movements[0].balanceAfter).toBe(held.onHand);
    expect(Math.min(0, ...card.movements.map((one) => one.balanceAfter))).toBe(0);
  }
  return value;
}

test('ledger, balance and value agree after any history, late entries, reversals and refusals among it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const clinic = await testClinic();
      const value = await play(clinic, steps);
      expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true, value });
      await clinic.host.close();
    }),
    { numRuns: 15 },
  );
});

test('whatever is taken in whatever portions, no cent is lost and the last unit leaves nothing behind', () => {
  const held = fc.record({ onHand: fc.integer({ min: 1, max: 1_000_000_000 }), value: fc.integer({ min: 0, max: 9_000_000_000_000_000 }) });
  fc.assert(
    fc.property(held, fc.array(fc.integer({ min: 1, max: 400_000_000 }), { maxLength: 20 }), (first, portions) => {
      const left = { ...first };
      let taken = 0;
      for (const portion of [...portions, first.onHand]) {
        const units = Math.min(portion, left.onHand);
        if (units === 0) continue;
        const share = shareOf(left, units);
        expect(Number.isSafeInteger(share) && share >= 0 && share <= left.value).toBe(true);
        // exact to half a minor unit: 2 * |share * all - value * units| <= all
        const off = 2n * (BigInt(share) * BigInt(left.onHand) - BigInt(left.value) * BigInt(units));
        expect((off < 0n ? -off : off) <= BigInt(left.onHand)).toBe(true);
        left.onHand -= units;
        left.value -= share;
        taken += share;
      }
      expect(left).toEqual({ onHand: 0, value: 0 });
      expect(taken).toBe(first.value);
    }),
  );
});

test('what is taken back is never worth more than what lies there, and all of it with the last unit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.nat(1_000_000),
      fc.integer({ min: 1, max: 1000 }),
      fc.nat(1_000_000),
      (onHand, value, units, worth) => {
        const back = takenBack({ onHand, value }, Math.min(units, onHand), worth);
        expect(back).toBe(units >= onHand ? value : Math.min(worth, value));
      },
    ),
  );
});
