import { AppError } from './errors.ts';

/** A calendar day `YYYY-MM-DD`, years 0001 to 9999. It has no time zone and is never shifted by one. */
export type Day = string;

const millisecondsADay = 86_400_000;

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || match[1] === '0000') return false;
  return dayOf(numberOf(text)) === text;
}

/** @throws 'date.invalid' when the result is past year 9999 or before 0001, or `day` is none */
export function addDays(day: Day, days: number): Day {
  return checked(dayOf(daysSince1970(day) + days));
}

/** The same day of another month, or that month's last day where it is shorter: 31 January and a month is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  const counted = year * 12 + month - 1 + months;
  const first = dayText(Math.floor(counted / 12), (counted % 12) + 1, 1);
  return dayText(Math.floor(counted / 12), (counted % 12) + 1, Math.min(dayOfMonth, daysInMonth(first)));
}

/** Positive when `to` is later. */
export function daysBetween(from: Day, to: Day): number {
  return daysSince1970(to) - daysSince1970(from);
}

/** First and last day of the month that a day (or `YYYY-MM`) lies in. */
export function monthRange(dayOrMonth: string): { from: Day; to: Day } {
  const from = checked(`${dayOrMonth.slice(0, 7)}-01`);
  if (dayOrMonth.length !== 7) checked(dayOrMonth);
  return { from, to: from.slice(0, 8) + String(daysInMonth(from)).padStart(2, '0') };
}

/** Completed months: a month is complete on the same day of the month; where that day is missing, on the first of the next month. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) return -monthsBetween(to, from);
  const a = partsOf(from);
  const b = partsOf(to);
  return (b.year - a.year) * 12 + b.month - a.month - (b.dayOfMonth < a.dayOfMonth ? 1 : 0);
}

/** Completed years. Who is born on 29 February has the birthday on 1 March in other years: no dose rule or consent starts a day early. */
export function yearsBetween(from: Day, to: Day): number {
  return Math.trunc(monthsBetween(from, to) / 12);
}

export type Age = { value: number; unit: 'd' | 'w' | 'm' | 'y' };

/**
 * Age as clinicians say it: under 4 weeks in days, under 1 year in weeks, under 2 years in months, then years; always completed units.
 * Source of the boundaries: NHS Common User Interface, Patient Banner 4.0 (age display), the larger unit alone and hours left out,
 * since a birth date holds no time.
 * @throws 'date.in_future' when born after `on`
 */
export function ageAt(birthDate: Day, on: Day): Age {
  const days = daysBetween(birthDate, on);
  if (days < 0) throw new AppError('date.in_future', { date: 'birthDate' });
  const months = monthsBetween(birthDate, on);
  if (days < 28) return { value: days, unit: 'd' };
  if (months < 12) return { value: Math.floor(days / 7), unit: 'w' };
  if (months < 24) return { value: months, unit: 'm' };
  return { value: Math.trunc(months / 12), unit: 'y' };
}

/** 3 d, 5 w, 14 m, 7 y; in French 3 j, 5 sem, 14 mois, 7 ans. */
export function ageText({ value, unit }: Age, locale: 'en' | 'fr' = 'en'): string {
  if (locale === 'en') return `${value} ${unit}`;
  return `${value} ${{ d: 'j', w: 'sem', m: 'mois', y: value < 2 ? 'an' : 'ans' }[unit]}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at an instant in the facility's time zone: what its people call today. @throws 'date.invalid' */
export function today(instantIso: string, ianaZone: string): Day {
  const instant = Date.parse(instantIso);
  if (Number.isNaN(instant)) throw new AppError('date.invalid', { text: instantIso.slice(0, 40) });
  const parts = new Map(
    formatterOf(ianaZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const year = parts.get('era') === 'BC' ? '0000' : (parts.get('year') ?? '').padStart(4, '0');
  return checked(`${year}-${parts.get('month')}-${parts.get('day')}`);
}

/** The instant of a time ("14:30" or "14:30:05") on the facility's wall clock. In the hour that summer time skips, the later one. */
export function instantOf(day: Day, time: string, ianaZone: string): string {
  const asUtc = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(asUtc)) throw new AppError('date.invalid', { text: `${day} ${time}`.slice(0, 40) });
  const offsetAt = (at: number) => {
    const parts = new Map(clockOf(ianaZone).formatToParts(at).map((part) => [part.type, Number(part.value)])); // prettier-ignore
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000;
  };
  return new Date(asUtc - offsetAt(asUtc - offsetAt(asUtc))).toISOString();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(ianaZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(ianaZone);
  if (!clock) {
    const all = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    clocks.set(ianaZone, (clock = new Intl.DateTimeFormat('en-GB', { ...all, hourCycle: 'h23', timeZone: ianaZone })));
  }
  return clock;
}

export function isTimeZone(ianaZone: string): boolean {
  try {
    formatterOf(ianaZone);
    return true;
  } catch {
    return false;
  }
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

function checked(day: string): Day {
  if (!isDay(day)) throw new AppError('date.invalid', { text: day.slice(0, 40) });
  return day;
}

function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  checked(day);
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), dayOfMonth: Number(day.slice(8, 10)) };
}

function daysInMonth(first: Day): number {
  const { year, month } = partsOf(first);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dayText(year: number, month: number, dayOfMonth: number): Day {
  return checked(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`);
}

function daysSince1970(day: Day): number {
  return numberOf(checked(day));
}

function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / millisecondsADay; // ISO text with Z: no zone of this computer comes in
}

function dayOf(days: number): string {
  const instant = new Date(days * millisecondsADay);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}
