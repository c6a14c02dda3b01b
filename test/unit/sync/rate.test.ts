import { expect, test } from 'vitest';
import { createBudgets } from '../../../sync/hub/rate.ts';

test('a facility that comes back finds what it had left, another has its own, and a long absence fills it', () => {
  let now = 0;
  const budgets = createBudgets({ perSecond: 10, burst: 100 }, () => now);
  expect(budgets.of('a').take(100)).toBe(0);
  expect(budgets.of('a').take(1)).toBe(100);
  expect(budgets.of('b').take(100)).toBe(0);
  now = 5000;
  expect(budgets.of('a').take(51)).toBe(100);
  expect(budgets.of('a').take(50)).toBe(0);
  now = 60_000;
  budgets.of('c');
  expect(budgets.of('a').take(100)).toBe(0);
});
