import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPacks, parseCount } from '../../../../renderer/features/stockTakes/parseCount.ts';

test.each([
  ['94', 94],
  ['0', 0],
  [' 12 ', 12],
  ['1 000', 1000],
  ['3+4', 94],
  ['3 + 4', 94],
  ['3p', 90],
  ['3p4', 94],
  ['3 packs 4', 94],
  ['3 packs + 4', 94],
  ['3 boîtes', 90],
  ['3b+4', 94],
  ['', null],
  ['3+', null],
  ['-4', null],
  ['4.5', null],
  ['12x', null],
  ['+4', null],
  ['10000001', null],
  ['99999999999999999999', null],
] as const)('%s of packs of 30', (typed, units) => {
  expect(parseCount(typed, 30)).toBe(units);
});

test('packs and loose units say what was counted', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 2000 }), (units, packSize) => {
      const { packs, loose } = inPacks(units, packSize);
      expect(loose).toBeLessThan(packSize);
      expect(parseCount(`${packs}+${loose}`, packSize)).toBe(units);
      expect(parseCount(String(units), packSize)).toBe(units);
    }),
  );
});
