import { type Comparison, dictionaryOf, missing, same } from './comparison.ts';
import { slips } from './slips.ts';

const levels = [
  'missing',
  'same',
  'year-only',
  'swapped',
  'one-digit',
  'same-month',
  'near-year-only',
  'same-day-of-year',
  'near',
  'different',
] as const;
type Level = (typeof levels)[number];

// The days of some forty years.
const usualDay = 1 / 15_000;

/** How common a birth date is that two share, as YYYYMMDD: a year that was told or guessed (1 January) is shared by many, as is a month (day 00). */
export function usualBirth(text: string): number {
  const { isYearOnly, day } = partsOf(text);
  return isYearOnly ? usualDay * 365 : day === 0 ? usualDay * 30 : usualDay;
}

/**
 * Birth dates as YYYYMMDD, as they were typed: a slip may have made the month 70. 1 January (or day 00) stands for a year
 * that was told or guessed, not for a day, and so agrees with every day of that year and nearly with the years beside it.
 */
export function compareDates(field: string, column: readonly string[]): Comparison {
  const { values, of, share } = dictionaryOf(column, usualDay);
  const parts = values.map(partsOf);
  return {
    field,
    levels,
    nature: 'birth',
    guess: [0, 0.7, 0.05, 0.03, 0.06, 0.05, 0.05, 0.01, 0.02, 0.03],
    strangers: [0, 0.0001, 0.005, 0.0002, 0.004, 0.001, 0.02, 0.002, 0.06, 0.9077],
    namesakes: [0, 0.002, 0.01, 0.001, 0.01, 0.01, 0.02, 0.2, 0.05, 0.7],
    compare: (one, other) => {
      const [a, b] = [of[one]!, of[other]!];
      if (a === 0 || b === 0) return missing;
      return a === b ? same : levels.indexOf(dateLevel(parts[a]!, parts[b]!));
    },
    commonness: (one, _, level) => {
      if (level !== same) return 0;
      const at = of[one]!;
      return parts[at]!.isYearOnly || parts[at]!.day === 0 ? Math.max(share[at]!, usualBirth(values[at]!)) : share[at]!;
    },
    shown: (one, other) => [values[of[one]!]!, values[of[other]!]!],
  };
}

type Parts = { text: string; year: number; month: number; day: number; isYearOnly: boolean };

function partsOf(text: string): Parts {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  return { text, year, month, day, isYearOnly: (month === 1 && day === 1) || (month === 0 && day === 0) };
}

function dateLevel(one: Parts, other: Parts): Level {
  const years = Math.abs(one.year - other.year);
  if (one.isYearOnly || other.isYearOnly) {
    if (years === 0) return 'year-only';
    if (years <= 2) return 'near-year-only';
  }
  if (years === 0 && one.month === other.day && one.day === other.month) return 'swapped';
  const isSameMonth = years === 0 && one.month === other.month;
  if (!isSameMonth && slips(one.text, other.text, 1) <= 1) return 'one-digit';
  if (isSameMonth) return 'same-month';
  if (one.month === other.month && one.day === other.day) return one.isYearOnly ? 'different' : 'same-day-of-year';
  return years <= 2 ? 'near' : 'different';
}
