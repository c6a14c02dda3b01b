import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Collection, daysCovered } from '../../main/medications/daysCovered.ts';
import { addDays, daysBetween } from '../../preload/contract/dates.ts';

const first = '2026-01-01';
const day = fc.integer({ min: 0, max: 400 }).map((after) => addDays(first, after));
const collection = fc.record({ on: day, days: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.double({ min: 0, max: 40, noNaN: true })) });
const collections = fc.array(collection, { maxLength: 12 });

/** Day by day, with what is left in the cupboard: slow and plain. */
function byHand(all: readonly Collection[], from: string, until: string): { days: number; covered: number } | null {
  const counted = all.filter(({ on, days }) => on <= until && days >= 1);
  if (counted.length === 0) return null;
  let today = counted.map(({ on }) => on).toSorted()[0]!;
  let [left, days, covered] = [0, 0, 0];
  for (; today <= until; today = addDays(today, 1)) {
    for (const { on, days: more } of counted) if (on === today) left += Math.floor(more);
    if (today >= from) days += 1;
    if (left > 0) {
      left -= 1;
      if (today >= from) covered += 1;
    }
  }
  return { days, covered };
}

test('the days with medicine at home are those that somebody counts who empties a cupboard day by day', () => {
  fc.assert(
    fc.property(collections, day, fc.integer({ min: 0, max: 200 }), (all, from, length) => {
      const until = addDays(from, length);
      const cover = daysCovered(all, from, until);
      const counted = byHand(all, from, until);
      expect(cover && { days: cover.days, covered: cover.covered }).toEqual(counted);
      if (!cover) return;
      const sum = (spans: readonly { from: string; to: string }[]) => spans.reduce((all, span) => all + daysBetween(span.from, span.to) + 1, 0);
      expect(sum(cover.spans)).toBe(cover.covered);
      expect(sum(cover.spans) + sum(cover.gaps)).toBe(cover.days);
    }),
  );
}); // prettier-ignore

test('one collection more never lowers the days covered, and their order says nothing', () => {
  fc.assert(
    fc.property(collections, collection, day, (all, more, until) => {
      const [before, after] = [daysCovered(all, first, until), daysCovered([more, ...all.toReversed()], first, until)];
      expect(after?.covered ?? 0).toBeGreaterThanOrEqual(before?.covered ?? 0);
    }),
  );
});
