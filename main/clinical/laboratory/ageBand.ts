import { isSpan } from '../immunization/schedule.ts';

/** Days of a year of the calendar on average; 18 years are 6575 days, as the shipped ranges count them. */
const daysOf: Readonly<Record<string, number>> = { d: 1, w: 7, m: 365.25 / 12, y: 365.25 };

/** An age as it is printed, in whole days: 6w is 42, 18y is 6575; '' has no end. */
export function ageInDays(age: string): number {
  if (age === '') return Infinity;
  if (!isSpan(age)) throw new Error(`not an age: ${age}`);
  return Math.ceil(Number(age.slice(0, -1)) * daysOf[age.at(-1)!]!);
}

/** The same, the other way: in the largest unit that says it exactly. */
export function ageOfDays(days: number): string {
  if (days === Infinity) return '';
  for (const unit of ['y', 'm', 'w']) {
    const count = Math.floor(days / daysOf[unit]!);
    if (count > 0 && ageInDays(`${count}${unit}`) === days) return `${count}${unit}`;
  }
  return `${days}d`;
}
