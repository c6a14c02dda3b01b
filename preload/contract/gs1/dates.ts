import { type Day, isDay, monthRange } from '../dates.ts';

/**
 * YYMMDD as a day. Day 00 is the last day of its month, leap years counted.
 * The century is that which brings the year nearest to `today`: 51 to 99 ahead lies in the last century, 50 to 99 behind in the next.
 * Source: GS1 General Specifications, section 7.12 (determination of century in dates) and 3.4.2 to 3.4.7 (AI 11 to 17, day 00).
 * @returns null for a day that no calendar has
 */
export function readGs1Day(yymmdd: string, today: Day): Day | null {
  if (!/^\d{6}$/.test(yymmdd)) return null;
  const year = fullYear(Number(yymmdd.slice(0, 2)), Number(today.slice(0, 4)));
  const month = yymmdd.slice(2, 4);
  if (Number(month) < 1 || Number(month) > 12) return null;
  const yearMonth = `${year}-${month}`;
  const dayOfMonth = yymmdd.slice(4);
  if (dayOfMonth === '00') return monthRange(yearMonth).to;
  const day = `${yearMonth}-${dayOfMonth}`;
  return isDay(day) ? day : null;
}

function fullYear(twoDigits: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100);
  const ahead = twoDigits - (thisYear % 100);
  if (ahead >= 51) return century - 100 + twoDigits;
  if (ahead <= -50) return century + 100 + twoDigits;
  return century + twoDigits;
}
