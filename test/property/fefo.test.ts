import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateFefo, freeOf, isUsable, type LotOnHand, lastDayOf, proposeFefo, type Use } from '../../main/inventory/fefo.ts';
import { addDays, daysBetween } from '../../preload/contract/dates.ts';

const today = '2026-11-21';
const lot: fc.Arbitrary<LotOnHand> = fc.record({
  lotId: fc.uuid(),
  locationId: fc.constantFrom('store', 'shelf'),
  lotNumber: fc.string({ minLength: 1, maxLength: 6 }),
  expiry: fc.option(
    fc
      .oneof(
        fc.integer({ min: -400, max: 900 }),
        fc.integer({ min: -2, max: 12 }), // many that end together, or during the treatment
      )
      .map((days) => addDays(today, days)),
  ),
  status: fc.constantFrom('active', 'active', 'active', 'on-hold', 'recalled'),
  onHand: fc.integer({ min: 0, max: 500 }),
  reserved: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 })),
  packSize: fc.constantFrom(1, 10, 28, 100),
});
const lots = fc.uniqueArray(lot, { selector: (row) => row.lotId, maxLength: 12 });
const use: fc.Arbitrary<Use> = fc.oneof(fc.constant(null), fc.constantFrom(0.5, 1, 2, 3, 4, 12)).map((perDay) => ({ today, perDay }));
const wanted = fc.integer({ min: 1, max: 2000 });
const last = '9999-12-31';
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Written another way than the rule: every unit by itself, each on the day it is used, from the lot that ends first of those still good then. */
function unitByUnit(rows: readonly LotOnHand[], { perDay }: Use): number {
  const left = rows.filter((row) => isUsable(row, today)).map((row) => ({ expiry: row.expiry ?? last, free: freeOf(row) }));
  left.sort((a, b) => (a.expiry < b.expiry ? -1 : a.expiry > b.expiry ? 1 : 0));
  for (let unit = 0; ; unit++) {
    const day = perDay === null ? today : addDays(today, Math.ceil((unit + 1) / perDay) - 1); // half a tablet lies a night longer
    const from = left.find((row) => row.free > 0 && row.expiry >= day);
    if (!from) return unit;
    from.free--;
  }
}

test('picks conserve the quantity, take no expired, held or reserved unit, and never more than a lot has free', () => {
  fc.assert(
    fc.property(lots, wanted, use, (rows, quantity, how) => {
      const proposal = proposeFefo(rows, quantity, how);
      const taken = sum(proposal.picks.map((pick) => pick.quantity));
      expect(taken).toBe(Math.min(quantity, proposal.available));
      for (const pick of proposal.picks) {
        const from = rows.find((row) => row.lotId === pick.lotId);
        expect(from && isUsable(from, today) && pick.quantity > 0 && pick.quantity <= freeOf(from)).toBe(true);
      }
    }),
  );
});

test('no unit is used after the last day of its lot, and no order of lots could cover more days', () => {
  fc.assert(
    fc.property(lots, use, (rows, how) => {
      const { picks, available } = proposeFefo(rows, 100_000, how);
      let used = 0;
      for (const pick of picks) {
        used += pick.quantity;
        const lastDay = lastDayOf(used, how);
        if (lastDay !== null && pick.expiry !== null) expect(pick.expiry >= lastDay).toBe(true);
      }
      expect(available).toBe(unitByUnit(rows, how));
    }),
  );
});

test('a lot is opened only when every one that ends earlier is empty, or could not be used up in time, which is said', () => {
  fc.assert(
    fc.property(lots, wanted, use, (rows, quantity, how) => {
      const { picks, passedOver } = proposeFefo(rows, quantity, how);
      const latest = picks.at(-1)?.expiry ?? last;
      if (picks.length === 0) return;
      for (const row of rows.filter((each) => isUsable(each, today) && (each.expiry ?? last) < latest && freeOf(each) > 0)) {
        const taken = sum(picks.filter((pick) => pick.lotId === row.lotId).map((pick) => pick.quantity));
        const said = sum(passedOver.filter((one) => one.lotId === row.lotId).map((one) => one.quantity));
        if (said === 0) expect(taken).toBe(freeOf(row));
        else {
          expect(taken + said).toBeLessThanOrEqual(freeOf(row));
          // what was passed over could really not be used before its day, after all that was taken from lots that end no later
          const before = sum(picks.filter((pick) => (pick.expiry ?? last) <= (row.expiry ?? last)).map((pick) => pick.quantity));
          expect(before + 1).toBeGreaterThan((daysBetween(today, row.expiry ?? last) + 1) * (how.perDay ?? Number.POSITIVE_INFINITY));
        }
      }
    }),
  );
});

test('of lots that end together the opened pack goes first', () => {
  fc.assert(
    fc.property(lots, wanted, (rows, quantity) => {
      const same = rows.map((row) => ({ ...row, expiry: '2027-01-31' }));
      const { picks } = proposeFefo(same, quantity, { today, perDay: null });
      const isOpened = picks
        .map((pick) => same.find((row) => row.lotId === pick.lotId))
        .map((row) => row !== undefined && row.onHand % (row.packSize ?? 1) !== 0);
      expect(isOpened.toSorted((a, b) => Number(b) - Number(a))).toEqual(isOpened);
    }),
  );
});

test('too little is refused with what there is and why the rest does not count', () => {
  fc.assert(
    fc.property(lots, wanted, use, (rows, quantity, how) => {
      const { available, reserved, expired, tooShort } = proposeFefo(rows, quantity, how);
      const usable = rows.filter((row) => isUsable(row, today));
      expect(available + reserved + tooShort).toBe(sum(usable.map((row) => row.onHand)));
      if (available < quantity)
        expect(() => allocateFefo(rows, quantity, how)).toThrow(
          expect.objectContaining({ code: 'stock.insufficient', data: { wanted: quantity, available, expired, reserved, tooShort } }),
        );
      else expect(sum(allocateFefo(rows, quantity, how).map((pick) => pick.quantity))).toBe(quantity);
    }),
  );
});

test('giving less takes the beginning of the same picks, and the order in which lots are listed does not matter', () => {
  fc.assert(
    fc.property(lots, wanted, wanted, use, (rows, more, less, how) => {
      const whole = proposeFefo(rows, Math.max(more, less), how).picks;
      const part = proposeFefo(rows.toReversed(), Math.min(more, less), how).picks;
      expect(part.map((pick) => pick.lotId)).toEqual(whole.slice(0, part.length).map((pick) => pick.lotId));
      for (const [n, pick] of part.entries()) expect(pick.quantity).toBeLessThanOrEqual(whole[n]?.quantity ?? 0);
      for (const [n, pick] of part.slice(0, -1).entries()) expect(pick).toEqual(whole[n]);
    }),
  );
});
