import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findExcursions, isOut } from '../../../../main/coldChain/findExcursions.ts';
import { standardLimits as limits } from '../../../../main/coldChain/limits.ts';

const start = Date.parse('2026-11-20T00:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const every = (minutes: number, ...values: number[]) => values.map((celsius, index) => ({ at: at(index * minutes), celsius }));

test('a logger: above +8 counts from ten hours on, at or below -0.5 from one hour on', () => {
  expect(findExcursions(every(10, 5, ...Array<number>(59).fill(9), 5), limits)).toEqual([]);
  expect(findExcursions(every(10, 5, ...Array<number>(60).fill(9), 5), limits)).toEqual([
    { kind: 'heat', startedAt: at(10), endedAt: at(610), extreme: 9, isTimed: true },
  ]);
  expect(findExcursions(every(10, 5, ...Array<number>(5).fill(-0.5), 5), limits)).toEqual([]);
  expect(findExcursions(every(10, 5, ...Array<number>(6).fill(-1), 5), limits)).toEqual([
    { kind: 'freeze', startedAt: at(10), endedAt: at(70), extreme: -1, isTimed: true },
  ]);
  expect(findExcursions(every(10, 5, ...Array<number>(60).fill(1), 5), limits)).toEqual([]); // cold, nothing freezes
});

test('two looks a day: one reading out of range counts, nobody knows how long it was', () => {
  expect(findExcursions(every(720, 5, 11, 6), limits)).toEqual([
    { kind: 'heat', startedAt: at(720), endedAt: at(1440), extreme: 11, isTimed: false },
  ]);
  expect(findExcursions(every(1, 12), limits)).toEqual([{ kind: 'heat', startedAt: at(0), endedAt: null, extreme: 12, isTimed: false }]);
});

test('a freezer with a range of its own freezes nothing at -20', () => {
  const freezer = { low: -25, high: -15, heatMinutes: 60, freezeMinutes: 60 };
  expect(findExcursions(every(720, -20, -20), freezer)).toEqual([]);
  expect(findExcursions(every(720, -20, -10, -20), freezer)).toMatchObject([{ kind: 'heat', extreme: -10 }]);
});

test('whatever the readings: spans are of readings out of range, do not touch, and every look far apart that is out is in one', () => {
  const readings = fc
    .array(fc.tuple(fc.constantFrom(5, 10, 61, 720), fc.integer({ min: -30, max: 150 })), { maxLength: 60 })
    .map((steps) => {
      let minutes = 0;
      return steps.map(([gap, tenths]) => ({ at: at((minutes += gap)), celsius: tenths / 10 }));
    });
  fc.assert(
    fc.property(readings, (all) => {
      const found = findExcursions(all, limits);
      for (const kind of ['heat', 'freeze'] as const) {
        const spans = found.filter((one) => one.kind === kind);
        for (const span of spans) {
          const inside = all.filter((one) => one.at >= span.startedAt && (span.endedAt === null || one.at < span.endedAt));
          expect(inside.every(({ celsius }) => isOut(celsius, kind, limits))).toBe(true);
          expect(inside.map(({ celsius }) => celsius)).toContain(span.extreme);
        }
        all.forEach((one, index) => {
          const isAlone = Date.parse(one.at) - Date.parse(all[index - 1]?.at ?? at(-9999)) > 3_600_000;
          if (index > 0 && isAlone && isOut(one.celsius, kind, limits))
            expect(spans.some((span) => span.startedAt <= one.at && (span.endedAt === null || one.at < span.endedAt))).toBe(true);
        });
      }
    }),
  );
});
