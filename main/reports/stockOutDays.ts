import { addDays, daysBetween } from '../../preload/contract/dates.ts';

/**
 * Days that ended with nothing on hand, from `from` to `to`, both counted. `sums` are the day's movements in order of days.
 * An item that is new in the month counts from its first movement.
 */
export function stockOutDays(opening: number, sums: readonly { day: string; sum: number }[], from: string, to: string): number {
  const [first] = sums;
  if (opening === 0 && !first) return 0;
  let days = 0;
  let balance = opening;
  let since = opening === 0 && first ? first.day : from;
  for (const { day, sum } of sums) {
    if (balance === 0) days += daysBetween(since, day);
    balance += sum;
    since = day;
  }
  return balance === 0 ? days + daysBetween(since, addDays(to, 1)) : days;
}
