import { isDay, monthRange } from './dates.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** French packs: "févr.", "avr.", "mai", "juin", "juil.", "août", "déc." */
const frenchMonths = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'];

export type Expiry = { day: string; isWholeMonth: boolean };

/**
 * What is printed on a pack, as a day: "11/2027", "2027-11", "11 27", "NOV 2027", "30 Nov 2027", "30/11/2027", "271130" (GS1 AI 17).
 * A month alone means its last day, and so does day 00. Source: GS1 General Specifications, AI 17.
 * @returns null where the text is no such date
 */
export function parseExpiry(text: string): Expiry | null {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^\s*(exp|per|peremption|expiry)\b[:.\s]*/, '')
    .trim();
  if (/^\d{6}$/.test(plain)) return build(century(plain.slice(0, 2)), Number(plain.slice(2, 4)), Number(plain.slice(4)));
  const parts = plain.split(/[\s/.,-]+/).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^(\d{1,4}|[a-z]{3,9})$/.test(part))) return null;
  if (/^\d{4}$/.test(parts[0] ?? '')) return build(Number(parts[0]), monthOf(parts[1] ?? ''), Number(parts[2] ?? 0));
  const year = century(parts.at(-1) ?? '');
  const month = monthOf(parts.at(-2) ?? '');
  return build(year, month, parts.length === 3 ? Number(parts[0]) : 0);
}

function century(text: string): number {
  return /^\d{2}$/.test(text) ? 2000 + Number(text) : /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
}

function monthOf(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const english = months.findIndex((month) => text.startsWith(month));
  return (english >= 0 ? english : frenchMonths.findIndex((month) => text.startsWith(month))) + 1;
}

function build(year: number, month: number, dayOfMonth: number): Expiry | null {
  if (!(year >= 2000 && year <= 2099) || !(month >= 1 && month <= 12) || Number.isNaN(dayOfMonth)) return null;
  const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
  if (dayOfMonth === 0) return { day: monthRange(yearMonth).to, isWholeMonth: true };
  const day = `${yearMonth}-${String(dayOfMonth).padStart(2, '0')}`;
  return isDay(day) ? { day, isWholeMonth: false } : null;
}
