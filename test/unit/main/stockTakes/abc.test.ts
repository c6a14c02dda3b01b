import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abcClasses } from '../../../../main/stockTakes/abc.ts';

test('80 / 15 / 5 of the value, dearest first; what was not used is C', () => {
  const classes = abcClasses(new Map([['a', 700], ['b', 150], ['c', 90], ['d', 40], ['e', 20], ['f', 0], ['g', -5]])); // prettier-ignore
  expect(Object.fromEntries(classes)).toEqual({ a: 'A', b: 'A', c: 'B', d: 'B', e: 'C', f: 'C', g: 'C' });
});

test('nothing used at all: everything is C; nobody: nothing', () => {
  expect([...abcClasses(new Map([['a', 0], ['b', 0]])).values()]).toEqual(['C', 'C']); // prettier-ignore
  expect(abcClasses(new Map()).size).toBe(0);
});

test('every item has one class, no dearer item a lower one, and A reaches 80 % without its last item', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.uuid(), fc.integer({ min: 0, max: 1_000_000 })), { selector: ([id]) => id }), (pairs) => {
      const values = new Map(pairs);
      const classes = abcClasses(values);
      expect(classes.size).toBe(values.size);
      const of = (id: string) => classes.get(id) ?? '';
      const total = pairs.reduce((sum, [, value]) => sum + value, 0);
      for (const [a, x] of pairs) for (const [b, y] of pairs) if (x > y) expect(of(a) <= of(b)).toBe(true);
      const inA = pairs.filter(([id]) => of(id) === 'A').map(([, value]) => value);
      const sum = inA.reduce((all, value) => all + value, 0);
      if (total > 0) {
        expect(sum).toBeGreaterThanOrEqual(0.8 * total - 1e-6);
        expect(sum - Math.min(...inA)).toBeLessThan(0.8 * total);
      } else expect(inA).toEqual([]);
    }),
  );
});
