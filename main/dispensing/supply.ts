import { addDays, daysBetween } from '../../preload/contract/dates.ts';

/** What was collected, in any one unit, and how much of that is used a day. */
export type Collected = { day: string; units: number; perDay: number };

/** A day or two early is how people come; more is said. The house's choice, no published figure. */
const early = { days: 2, share: 0.25 };

export type SupplyLeft = { daysLeft: number; collectedOn: string; isEarly: boolean };

/**
 * For how many days after today earlier collections still last, when they are used one after the other from the day they were collected on.
 * null: nothing was collected, or it is used up. Source of the carry-over: days' supply as in the proportion of days covered (Pharmacy
 * Quality Alliance; Hess et al., Ann Pharmacother 2006).
 */
export function supplyLeft(collections: readonly Collected[], today: string): SupplyLeft | null {
  const ordered = collections
    .filter(({ units, perDay }) => units > 0 && perDay > 0)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let coveredFor = 0; // days from the day of the last collection on
  let last: Collected | null = null;
  for (const one of ordered) {
    const carried = last === null ? 0 : Math.max(0, coveredFor - daysBetween(last.day, one.day));
    coveredFor = carried + one.units / one.perDay;
    last = one;
  }
  if (last === null) return null;
  const lastDay = addDays(last.day, Math.ceil(coveredFor) - 1);
  const daysLeft = daysBetween(today, lastDay);
  if (daysLeft <= 0) return null;
  const isEarly = daysLeft > early.days && daysLeft > (last.units / last.perDay) * early.share;
  return { daysLeft, collectedOn: last.day, isEarly };
}
