import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageMonthly, consumptionWindow, daysAMonth, monthsOf } from '../../main/replenishment/consumption.ts';
import { listItemDays, readFirstDay } from '../../db/queries/replenishment.ts';
import { consumptionOf, consumptionOfAll, daysWithoutOfAll, monthsOfAll } from '../../main/replenishment/readConsumption.ts';
import { addDays, daysBetween } from '../../preload/contract/dates.ts';
import { type Moved, stockFile } from '../support/stockFile.ts';

const today = '2026-11-21';
const first = '2025-08-01';
const span = daysBetween(first, today);
const day = fc.integer({ min: 0, max: span }).map((days) => addDays(first, days));
const expiries = [null, '2026-01-15', '2026-09-20', '2027-06-30'] as const;

type Step =
  | { kind: 'move'; moved: Moved }
  | { kind: 'reverse'; nth: number; day: string }
  | { kind: 'ask'; asked: number; given: number; day: string; ask: string | null };

const lot = fc.integer({ min: 0, max: 3 });
const place = fc.integer({ min: 0, max: 2 });
const inward = fc.record({
  lot,
  place,
  quantity: fc.integer({ min: 1, max: 300 }),
  reason: fc.constantFrom('receipt', 'opening', 'move-in', 'transfer-in'),
  day,
});
const outward = fc.record({
  lot,
  place,
  quantity: fc.integer({ min: -120, max: -1 }),
  reason: fc.constantFrom('dispense', 'dispense', 'ward-issue', 'expired', 'transfer-out', 'move-out', 'adjustment'),
  day,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: inward.map((moved) => ({ kind: 'move' as const, moved })) },
  { weight: 5, arbitrary: outward.map((moved) => ({ kind: 'move' as const, moved })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), nth: fc.nat(40), day }) },
  {
    weight: 2,
    arbitrary: fc
      .record({ asked: fc.integer({ min: 1, max: 60 }), share: fc.double({ min: 0, max: 1, noNaN: true }), day, ask: fc.constantFrom(null, 'a', 'b') })
      .map(({ asked, share, ...rest }) => ({ kind: 'ask' as const, asked, given: Math.floor(asked * share), ...rest })),
  },
); // prettier-ignore
const history = fc.array(step, { maxLength: 40 });

const file = stockFile();
for (const [n, expiry] of expiries.entries()) file.lot(`l${n}`, expiry);
const { raw } = file;

/** What the ledger takes of a history: stock never under zero in the order of writing. */
function play(steps: readonly Step[]) {
  const movements: (Moved & { id: number })[] = [];
  const asks: Extract<Step, { kind: 'ask' }>[] = [];
  const reversed = new Set<number>();
  const tryMove = (moved: Moved) => {
    try {
      movements.push({ ...moved, id: file.move(moved) });
    } catch (error) {
      expect(String(error)).toContain('stock_never_negative');
    }
  };
  for (const one of steps) {
    if (one.kind === 'move') tryMove(one.moved);
    else if (one.kind === 'ask') {
      asks.push(one);
      file.ask(one.asked, one.given, one.day, one.ask);
    } else {
      const of = movements[one.nth % Math.max(1, movements.length)];
      if (!of || of.reason === 'reversal' || reversed.has(of.id)) continue;
      const before = movements.length;
      tryMove({ lot: of.lot, place: of.place, quantity: -of.quantity, reason: 'reversal', day: one.day, reverses: of.id });
      if (movements.length > before) reversed.add(of.id);
    }
  }
  return { movements, asks };
}

const derived = () => ({
  days: raw.prepare('SELECT * FROM item_day ORDER BY item_id, day').all(),
  months: raw.prepare('SELECT * FROM item_month WHERE issued <> 0 OR unmet <> 0 ORDER BY month').all(),
});

type Played = Pick<ReturnType<typeof play>, 'movements' | 'asks'>;
const isUsed = (reason: string) => reason === 'dispense' || reason === 'ward-issue';

/** Day by day from the ledger, as one would with pencil and paper. */
function byHand({ movements, asks }: Played, window: { from: string; to: string }) {
  const firstDay = movements.map((one) => one.day).toSorted()[0];
  if (firstDay === undefined || firstDay >= window.to) return null;
  const start = firstDay > window.from ? firstDay : window.from;
  const use = { issued: 0, unmet: 0, days: 0, daysWithout: 0 };
  for (let on = start; on < window.to; on = addDays(on, 1)) {
    const usable = movements
      .filter((one) => one.day <= on && one.place !== 2 && (expiries[one.lot] ?? '9999') >= on)
      .reduce((sum, one) => sum + one.quantity, 0);
    const issued = movements.reduce((sum, one) => {
      if (isUsed(one.reason) && one.day === on) return sum - one.quantity;
      const of = one.reverses === undefined ? undefined : movements.find(({ id }) => id === one.reverses);
      return of && isUsed(of.reason) && of.day === on ? sum - one.quantity : sum;
    }, 0);
    use.days += 1;
    use.issued += issued;
    if (usable <= 0 && issued <= 0) use.daysWithout += 1;
    else {
      const ofDay = asks.filter((one) => one.day === on);
      const single = ofDay.filter((one) => one.ask === null).reduce((sum, one) => sum + one.asked - one.given, 0);
      const together = ['a', 'b'].map((name) => {
        const same = ofDay.filter((one) => one.ask === name);
        return Math.max(0, Math.max(0, ...same.map((one) => one.asked)) - same.reduce((sum, one) => sum + one.given, 0));
      });
      use.unmet += single + together.reduce((sum, one) => sum + one, 0);
    }
  }
  return use;
}

test('the days kept by trigger are the ledger, and every way to the average leads to the same figure, whatever the history', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(3, 6, 12), (steps, months) => file.aside(() => {
      const { movements, asks } = play(steps);
      const at = { today, months };
      const one = consumptionOf(raw, 'i0', at);
      expect(consumptionOfAll(raw, at).get('i0')).toEqual(one);
      const hand = byHand({ movements, asks }, one.window);
      expect(one.use).toEqual(hand);
      expect(one.amc).toBe(hand === null ? null : averageMonthly(hand));
      expect(one.amc === null || one.amc >= 0).toBe(true);
      expect(one.months).toBeGreaterThanOrEqual(months);
      const month = { from: '2026-09-01', to: '2026-10-01' };
      expect(daysWithoutOfAll(raw, month).get('i0')).toBe(byHand({ movements, asks }, month)?.daysWithout ?? 0);

      const year = consumptionWindow(today, 12);
      expect(monthsOfAll(raw, year).get('i0')).toEqual(monthsOf(listItemDays(raw, 'i0', year), readFirstDay(raw, 'i0'), year));

      // what was kept row by row is what the whole ledger gives: an expiry or a place that is set and set back makes the days anew
      const kept = derived();
      raw.exec(`UPDATE lot SET expiry = '2030-01-01' WHERE id = 'l0'; UPDATE lot SET expiry = NULL WHERE id = 'l0'`);
      expect(derived()).toEqual(kept);
      raw.exec(`UPDATE location SET is_dispensable = 0 WHERE id = 'p1'; UPDATE location SET is_dispensable = 1 WHERE id = 'p1'`);
      expect(derived()).toEqual(kept);
    })),
  );
}); // prettier-ignore

test('the order in which movements and asks are written down changes nothing', () => {
  const shuffled = fc.array(outward, { maxLength: 25 }).chain((moves) => fc.tuple(fc.constant(moves), fc.shuffledSubarray([...moves.keys()], { minLength: moves.length })));
  fc.assert(
    fc.property(shuffled, ([moves, order]) => {
      const written = (which: readonly Moved[]) => file.aside(() => {
        // enough from before everything
        for (const n of expiries.keys()) for (const at of [0, 1, 2]) file.move({ lot: n, place: at, quantity: 5000, reason: 'opening', day: first });
        for (const moved of which) file.move(moved);
        return { ...derived(), amc: consumptionOf(raw, 'i0', { today, months: 3 }).amc };
      });
      expect(written(order.map((at) => moves[at]!))).toEqual(written(moves));
    }),
  );
}); // prettier-ignore

test('days without stock do not lower the average: the same use on the other days gives the same figure', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 60 }), (aDay, without) => file.aside(() => {
      const window = consumptionWindow(today, 3);
      const days = daysBetween(window.from, window.to);
      file.move({ lot: 0, place: 0, quantity: aDay * (days - without), reason: 'opening', day: window.from });
      for (let on = 0; on < days - without; on++)
        file.move({ lot: 0, place: 0, quantity: -aDay, reason: 'dispense', day: addDays(window.from, on) });
      // people ask meanwhile: their need is in the average already, since the days are left out
      for (let on = days - without; on < days; on++) file.ask(aDay, 0, addDays(window.from, on));
      const { amc, use } = consumptionOf(raw, 'i0', { today, months: 3 });
      expect(use?.daysWithout).toBe(without);
      expect(amc).toBeCloseTo(aDay * daysAMonth, 5);
    })),
  );
}); // prettier-ignore
