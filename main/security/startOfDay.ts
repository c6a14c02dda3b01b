import { today } from '../../preload/contract/dates.ts';

const hour = 3_600_000;

/** The first instant of a calendar day in a time zone, to the minute; zones reach from UTC-12 to UTC+14. */
export function startOfDay(day: string, timeZone: string): string {
  let low = Date.parse(`${day}T00:00:00Z`) - 15 * hour; // still the day before, everywhere
  let high = Date.parse(`${day}T00:00:00Z`) + 13 * hour; // this day or later, everywhere
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (today(new Date(middle).toISOString(), timeZone) < day) low = middle;
    else high = middle;
  }
  return new Date(high).toISOString();
}
