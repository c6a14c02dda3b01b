import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withinBudget } from '../../main/replenishment/budget.ts';
import { planItem, type ToPlan } from '../../main/replenishment/planItem.ts';
import { zOf } from '../../main/replenishment/reorder.ts';
import { type LotLeft, runDown } from '../../main/replenishment/runDown.ts';
import { addDays } from '../../preload/contract/dates.ts';

const today = '2026-11-21';
const amc = fc.option(fc.integer({ min: 0, max: 20_000 }).map((tenths) => tenths / 10));
const lots = fc
  .array(
    fc.record({ days: fc.option(fc.integer({ min: -30, max: 900 })), onHand: fc.integer({ min: 0, max: 5000 }), value: fc.nat(1_000_000) }),
    { maxLength: 6 },
  )
  .map((all) =>
    all
      .map(({ days, onHand, value }): Omit<LotLeft, 'lotId'> => ({ expiry: days === null ? null : addDays(today, days), onHand, value: onHand === 0 ? 0 : value }))
      .toSorted((a, b) => ((a.expiry ?? '9999') < (b.expiry ?? '9999') ? -1 : 1))
      .map((lot, at): LotLeft => ({ lotId: `l${at}`, ...lot })),
  ); // prettier-ignore

const toPlan: fc.Arbitrary<ToPlan> = fc
  .record({
    amc,
    lots,
    deviation: fc.option(fc.integer({ min: 0, max: 5000 }).map((tenths) => tenths / 10)),
    onOrder: fc.nat(3000),
    leadTimeDays: fc.nat(400),
    reviewDays: fc.integer({ min: 1, max: 200 }),
    serviceLevel: fc.constantFrom(...([800, 850, 900, 950, 975, 990] as const)),
    minimum: fc.oneof(fc.constant(0), fc.nat(3000)),
    maximum: fc.option(fc.nat(8000)),
    packSize: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ amc: use, lots: all, deviation, onOrder, leadTimeDays, reviewDays, serviceLevel, minimum, maximum, packSize }) => ({
    facts: { minimum, maximum, packSize },
    amc: use,
    spread: deviation === null ? null : { deviation, months: 6 },
    usable: all.filter(({ expiry }) => expiry === null || expiry >= today).reduce((sum, { onHand }) => sum + onHand, 0),
    lots: all,
    onOrder,
    leadTime: { leadTimeDays, leadTimeFrom: 'facility' as const },
    settings: { reviewDays, serviceLevel },
    today,
  }));

test('an order is never negative, whole packs, over the maximum by less than a pack, and only at or under the reorder point', () => {
  fc.assert(
    fc.property(toPlan, (item) => {
      const plan = planItem(item);
      const position = plan.usable - plan.expiring + plan.onOrder;
      expect(plan.packs).toBeGreaterThanOrEqual(0);
      expect(Number.isSafeInteger(plan.packs)).toBe(true);
      expect(plan.quantity).toBe(plan.packs * plan.packSize);
      expect(plan.reorderPoint).toBeLessThanOrEqual(plan.upTo);
      expect(plan.expiring).toBeLessThanOrEqual(plan.usable);
      expect(plan.safetyStock).toBeGreaterThanOrEqual(0);
      if (plan.maximum !== null) expect(plan.upTo).toBeLessThanOrEqual(plan.maximum);
      if (plan.packs > 0) {
        expect(position).toBeLessThanOrEqual(plan.reorderPoint);
        expect(position + plan.quantity).toBeLessThan(plan.upTo + plan.packSize);
        expect(position + plan.quantity).toBeGreaterThanOrEqual(plan.upTo);
      } else expect(position > plan.reorderPoint || position >= plan.upTo).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a longer lead time and a higher service level never order less or later', () => {
  fc.assert(
    fc.property(toPlan, fc.nat(300), fc.constantFrom(...([800, 850, 900, 950, 975, 990] as const)), (item, longer, level) => {
      const plan = planItem(item);
      const slow = planItem({ ...item, leadTime: { ...item.leadTime, leadTimeDays: item.leadTime.leadTimeDays + longer } });
      expect(slow.reorderPoint).toBeGreaterThanOrEqual(plan.reorderPoint);
      expect(slow.quantity).toBeGreaterThanOrEqual(plan.quantity);
      const [low, high] = [level, item.settings.serviceLevel].toSorted((a, b) => zOf[a] - zOf[b]);
      const at = (serviceLevel: typeof level) => planItem({ ...item, settings: { ...item.settings, serviceLevel } });
      expect(at(high!).quantity).toBeGreaterThanOrEqual(at(low!).quantity);
    }),
    { numRuns: 2000 },
  );
});

test('what will be wasted is at most what lies there, its value too, and what is not wasted is used in time', () => {
  fc.assert(
    fc.property(amc, lots, (use, all) => {
      const down = runDown(all, use, today);
      let used = 0;
      for (const [at, { expiry, onHand, value }] of all.entries()) {
        const { waste, wasteValue } = down.lots[at]!;
        expect(waste).toBeGreaterThanOrEqual(0);
        expect(waste).toBeLessThanOrEqual(onHand);
        expect(wasteValue).toBeGreaterThanOrEqual(0);
        expect(wasteValue).toBeLessThanOrEqual(value);
        if (expiry === null) expect(waste).toBe(0);
        if (expiry !== null && expiry < today) expect(waste).toBe(onHand);
        else used += onHand - waste;
        if (use !== null && expiry !== null && expiry >= today) {
          const days = (Date.parse(expiry) - Date.parse(today)) / 86_400_000 + 1;
          // everything used by that day fits into the days until then, and nothing more could have been
          if (onHand - waste > 0) expect(used).toBeLessThanOrEqual((use / 30.4) * days + 1e-3);
          if (waste > 0) expect(used + 1).toBeGreaterThan((use / 30.4) * days - 1e-3);
        }
      }
      // using more wastes less
      if (use !== null) {
        const more = runDown(all, use * 2 + 1, today).lots.reduce((sum, { waste }) => sum + waste, 0);
        expect(more).toBeLessThanOrEqual(down.lots.reduce((sum, { waste }) => sum + waste, 0));
      }
    }),
    { numRuns: 2000 },
  );
});

test('a budget is never overspent, and nothing is left that would still buy a pack', () => {
  const line = fc.record({ packs: fc.nat(50), packPrice: fc.option(fc.nat(5000)) });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.option(fc.nat(200_000)), (all, budget) => {
      const packs = withinBudget(all, budget);
      const spent = all.reduce((sum, { packPrice }, at) => sum + packs[at]! * (packPrice ?? 0), 0);
      if (budget !== null) expect(spent).toBeLessThanOrEqual(budget);
      for (const [at, { packs: wanted, packPrice }] of all.entries()) {
        expect(packs[at]).toBeLessThanOrEqual(wanted);
        if (packs[at]! < wanted) expect(spent + packPrice!).toBeGreaterThan(budget!);
      }
    }),
  );
});
