import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateFefo, isUsable, type LotOnHand, proposeFefo } from '../../main/inventory/fefo.ts';
import { addDays } from '../../preload/contract/dates.ts';

const today = '2026-11-21';
const lot = fc.record({
  lotId: fc.uuid(),
  locationId: fc.constant('store'),
  lotNumber: fc.string({ minLength: 1, maxLength: 6 }),
  expiry: fc.option(fc.integer({ min: -400, max: 900 }).map((days) => addDays(today, days))),
  status: fc.constantFrom('active', 'active', 'active', 'on-hold', 'recalled'),
  onHand: fc.integer({ min: 0, max: 500 }),
});
const lots = fc.uniqueArray(lot, { selector: (row) => row.lotId, maxLength: 12 });
const usableSum = (rows: readonly LotOnHand[]) => rows.filter((row) => isUsable(row, today)).reduce((sum, row) => sum + row.onHand, 0);

test('picks sum to the quantity, take no expired or held lot, and never more than a lot holds', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 2000 }), (rows, quantity) => {
      fc.pre(usableSum(rows) >= quantity);
      const picks = allocateFefo(rows, quantity, today);
      expect(picks.reduce((sum, pick) => sum + pick.quantity, 0)).toBe(quantity);
      for (const pick of picks) {
        const from = rows.find((row) => row.lotId === pick.lotId);
        expect(from && isUsable(from, today) && pick.quantity > 0 && pick.quantity <= from.onHand).toBe(true);
      }
    }),
  );
});

test('a later lot is opened only when every earlier one is emptied', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 2000 }), (rows, quantity) => {
      fc.pre(usableSum(rows) >= quantity);
      const picks = allocateFefo(rows, quantity, today);
      const latest = picks.at(-1)?.expiry ?? '9999-12-31';
      for (const row of rows.filter((each) => isUsable(each, today) && (each.expiry ?? '9999-12-31') < latest && each.onHand > 0)) {
        expect(picks.find((pick) => pick.lotId === row.lotId)?.quantity).toBe(row.onHand);
      }
    }),
  );
});

test('too little is refused with what there is; the proposal gives exactly that', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 5000 }), (rows, quantity) => {
      const available = usableSum(rows);
      const proposal = proposeFefo(rows, quantity, today);
      expect(proposal.available).toBe(available);
      expect(proposal.picks.reduce((sum, pick) => sum + pick.quantity, 0)).toBe(Math.min(quantity, available));
      if (available < quantity)
        expect(() => allocateFefo(rows, quantity, today)).toThrow(expect.objectContaining({ code: 'stock.insufficient' }));
    }),
  );
});

test('the order in which lots are listed does not matter', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 2000 }), (rows, quantity) => {
      expect(proposeFefo(rows.toReversed(), quantity, today)).toEqual(proposeFefo(rows, quantity, today));
    }),
  );
});
