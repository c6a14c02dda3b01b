import type { AbcClass } from '../../preload/contract/stockTakes.ts';

/** A: the first 80 % of the value, B: the next 15 %, C: the last 5 %. */
const shares = { A: 0.8, B: 0.95 } as const;

/**
 * Classes by value of consumption, in any one unit of money: the dearest first, an item belongs to A while what stands before it is under
 * 80 % of the whole, to B while it is under 95 %. What was not used is C. Items of equal value keep the order of their ids.
 * Source: Management Sciences for Health, MDS-3: Managing Access to Medicines and Health Technologies (2012), chapter 40, ABC analysis.
 */
export function abcClasses(values: ReadonlyMap<string, number>): Map<string, AbcClass> {
  const worth = (value: number) => Math.max(0, value);
  const total = [...values.values()].reduce((sum, value) => sum + worth(value), 0);
  const dearestFirst = [...values].sort(([a, x], [b, y]) => worth(y) - worth(x) || (a < b ? -1 : 1));
  const classes = new Map<string, AbcClass>();
  let before = 0;
  for (const [itemId, value] of dearestFirst) {
    const isUsed = worth(value) > 0;
    classes.set(itemId, isUsed && before < shares.A * total ? 'A' : isUsed && before < shares.B * total ? 'B' : 'C');
    before += worth(value);
  }
  return classes;
}

/** A monthly, B quarterly, C yearly. Source: USAID DELIVER, The Logistics Handbook (2011), cyclic physical inventory. */
export const proposedDays: Readonly<Record<AbcClass, number>> = { A: 30, B: 91, C: 365 };
