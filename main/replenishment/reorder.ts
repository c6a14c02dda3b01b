import { averageMonthly, daysAMonth, type Use } from './consumption.ts';

/**
 * How often, of 1000 times, the stock is to last until the next delivery, and the standard normal quantile that gives it.
 * Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th edition, appendix: the unit normal distribution.
 */
export const zOf = { 800: 0.842, 850: 1.036, 900: 1.282, 950: 1.645, 975: 1.96, 990: 2.326 } as const;
export type ServiceLevel = keyof typeof zOf;

/** Fewer months say nothing about how much use differs from month to month. */
const fewestMonths = 3;
/** A month that was without stock for more than half of its days is not compared with others. */
const leastShare = 0.5;

/**
 * How much monthly use differs: sample standard deviation of each month's use, corrected for days without stock; dispensing units a month.
 * Null with fewer than three months to compare.
 */
export function spreadOf(months: readonly Use[]): { deviation: number; months: number } | null {
  const figures = months.flatMap((month) => {
    const amc = month.days - month.daysWithout >= month.days * leastShare && month.days >= 28 ? averageMonthly(month) : null;
    return amc === null ? [] : [amc];
  });
  if (figures.length < fewestMonths) return null;
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const variance = figures.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (figures.length - 1);
  return { deviation: Math.round(Math.sqrt(variance) * 10) / 10, months: figures.length };
}

export type ReorderRule = {
  leadTimeDays: number;
  reviewDays: number;
  serviceLevel: ServiceLevel;
  /** the facility's own limits, dispensing units; 0 and null = none */
  minimum: number;
  maximum: number | null;
};
export type ReorderPlan = {
  safetyStock: number;
  /** half = too little history, half of what is used between two orders */
  safetyFrom: 'spread' | 'half' | 'none';
  reorderPoint: number;
  upTo: number;
  /** what the point was moved by: the facility's own minimum or maximum */
  limitedBy: 'minimum' | 'maximum' | null;
};

/**
 * When to order and up to how much, dispensing units.
 * Reorder point = use in (lead time + time between two orders) + safety stock; order up to = reorder point + use between two orders.
 * Source: USAID | DELIVER, The Logistics Handbook (2011), chapter 4, standard max-min system: the minimum covers lead time, review period and
 * safety stock, the maximum one review period more.
 * Safety stock = z × σ × √(lead time + time between two orders), σ a day. Source: Silver, Pyke and Thomas, chapter 6, periodic review.
 * Without enough history it is half of the use between two orders, the least that the Logistics Handbook advises.
 */
export function planReorder(amc: number | null, spread: { deviation: number } | null, rule: ReorderRule): ReorderPlan {
  const aDay = (amc ?? 0) / daysAMonth;
  const covered = rule.leadTimeDays + rule.reviewDays;
  const safety = aDay === 0 ? 0 : spread ? zOf[rule.serviceLevel] * (spread.deviation / Math.sqrt(daysAMonth)) * Math.sqrt(covered) : (aDay * rule.reviewDays) / 2;
  const safetyStock = whole(safety);
  const computed = whole(aDay * covered + safety);
  const raised = Math.max(computed, rule.minimum);
  const wanted = raised + whole(aDay * rule.reviewDays);
  const upTo = rule.maximum === null ? wanted : Math.min(wanted, rule.maximum);
  const reorderPoint = Math.min(raised, upTo);
  return {
    safetyStock,
    safetyFrom: aDay === 0 ? 'none' : spread ? 'spread' : 'half',
    reorderPoint,
    upTo,
    limitedBy: upTo < wanted ? 'maximum' : raised > computed ? 'minimum' : null,
  };
} // prettier-ignore

/** Up to the next whole unit; 12.000000001 is 12. */
const whole = (units: number): number => Math.ceil(Math.round(units * 1000) / 1000);

/** Whole packs that bring `position` (usable in time, and on order) up to the plan; 0 while it is over the reorder point. */
export function packsToOrder(plan: Pick<ReorderPlan, 'reorderPoint' | 'upTo'>, position: number, packSize: number): number {
  return position > plan.reorderPoint ? 0 : Math.max(0, Math.ceil((plan.upTo - position) / packSize));
}
