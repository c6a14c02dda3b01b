import { expect, test } from 'vitest';
import { trendOf } from '../../../../renderer/features/patients/latest.ts';

const at = (day: number, value: number, unit = 'kg', code = 'weight') => ({
  code,
  value,
  unit,
  effectiveAt: `2026-11-${day}T08:00:00.000Z`,
});

test('one kind, in the unit of the newest, oldest first', () => {
  const all = [at(20, 61), at(18, 134, '[lb_av]'), at(10, 60), at(19, 170, 'cm', 'height')];
  expect(trendOf(all, 'weight').map(({ value }) => value)).toEqual([60, 61]);
});

test('what is seen rather than measured has no trend, nor has what was never measured', () => {
  expect(trendOf([at(20, 1, '{ACVPU}'), at(21, 0, '{ACVPU}')], 'weight')).toEqual([]);
  expect(trendOf([], 'weight')).toEqual([]);
});
