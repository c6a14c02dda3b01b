import { addDays, addMonths, isDay } from '../../preload/contract/dates.ts';
import type { BirthDatePrecision } from './format.ts';

export type Birth = { birthDate: string; precision: BirthDatePrecision };

/** First letters of the months in both languages, told apart ("juin" and "juillet", "mar" and "mai"). */
const monthStarts = [
  ['jan'],
  ['feb', 'fev'],
  ['mar'],
  ['apr', 'avr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou'],
  ['sep'],
  ['oct'],
  ['nov'],
  ['dec'],
] as const;
const ageUnits: Record<string, 'd' | 'w' | 'm' | 'y'> = {
  d: 'd',
  j: 'd',
  w: 'w',
  sem: 'w',
  s: 'w',
  m: 'm',
  mo: 'm',
  mois: 'm',
  y: 'y',
  yr: 'y',
  a: 'y',
  an: 'y',
  ans: 'y',
};

/**
 * Reads a birth date or an age as people say it: "12/3/1987" (day first), "12 mar 1987", "1987-03-12", "mar 1987", "1987", "34 y", "34", "5 m", "3w".
 * An age in years gives a date of 'year' precision, in months 'month'. null: not understood, or in the future.
 */
export function parseBirth(text: string, today: string): Birth | null {
  const typed = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replaceAll(/[.,]/g, ' ').replaceAll(/\s+/g, ' ');
  const birth = fromDate(typed) ?? fromAge(typed, today);
  return birth && birth.birthDate <= today && birth.birthDate > '1880' ? birth : null;
}

function fromDate(typed: string): Birth | null {
  if (isDay(typed)) return { birthDate: typed, precision: 'day' };
  const numeric = /^(\d{1,2})[ /-](\d{1,2})[ /-](\d{4})$/.exec(typed);
  if (numeric) return day(numeric[3], numeric[2], numeric[1]);
  const worded = /^(\d{1,2}) ?([a-z]+) ?(\d{4})$/.exec(typed);
  if (worded) return day(worded[3], monthOf(worded[2]), worded[1]);
  const month = /^([a-z]+) ?(\d{4})$/.exec(typed);
  if (month) return withPrecision(day(month[2], monthOf(month[1]), '1'), 'month');
  const slashed = /^(\d{1,2})[/-](\d{4})$/.exec(typed);
  if (slashed) return withPrecision(day(slashed[2], slashed[1], '1'), 'month');
  return /^\d{4}$/.test(typed) ? withPrecision(day(typed, '1', '1'), 'year') : null;
}

function fromAge(typed: string, today: string): Birth | null {
  const found = /^~?(\d{1,3}) ?([a-z]*)$/.exec(typed);
  if (!found) return null;
  const count = Number(found[1]);
  const word = found[2] ?? '';
  const unit = word === '' ? 'y' : (ageUnits[word] ?? ageUnits[word.replace(/(ears?|r?s|onths?|eeks?|ays?|ours?)$/, '')]);
  if (!unit || count > 130) return null;
  if (unit === 'd') return { birthDate: addDays(today, -count), precision: 'day' };
  if (unit === 'w') return { birthDate: addDays(today, -7 * count), precision: 'month' };
  if (unit === 'm') return { birthDate: addMonths(today, -count), precision: 'month' };
  return { birthDate: `${String(Number(today.slice(0, 4)) - count).padStart(4, '0')}-01-01`, precision: 'year' };
}

function monthOf(word = ''): string {
  const index = monthStarts.findIndex((starts) => starts.some((start) => word.startsWith(start)));
  return String(index + 1);
}

function day(year = '', month = '', dayOfMonth = ''): Birth | null {
  const birthDate = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return isDay(birthDate) ? { birthDate, precision: 'day' } : null;
}

function withPrecision(birth: Birth | null, precision: BirthDatePrecision): Birth | null {
  return birth && { ...birth, precision };
}
