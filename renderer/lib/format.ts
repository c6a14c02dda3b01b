import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { addDays, ageAt, ageText, instantOf, yearsBetween } from '../../preload/contract/dates.ts';

export type Locale = 'en' | 'fr';
export type BirthDatePrecision = 'day' | 'month' | 'year';

/** Months as three or four letters; English as in the United States, since British "Sept" breaks columns. */
const monthLocale: Record<Locale, string> = { en: 'en-US', fr: 'fr-FR' };
const numberLocale: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

/** "21 Nov 2026" from "2026-11-21". Never shifted by a time zone. */
export function formatDay(day: string, locale: Locale): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return `${date.getUTCDate()} ${monthName(date, locale, 'UTC')} ${date.getUTCFullYear()}`;
}

/** "Sat 21 Nov 2026" */
export function formatLongDay(day: string, locale: Locale): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = new Intl.DateTimeFormat(monthLocale[locale], { weekday: 'short', timeZone: 'UTC' }).format(date);
  return `${weekday} ${formatDay(day, locale)}`;
}

/** "09:05" on the facility's wall clock */
export function formatTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(instant));
}

/** "21 Nov 2026, 09:05" on the facility's wall clock */
export function formatInstant(instant: string, locale: Locale, timeZone: string): string {
  return `${formatDay(localDay(instant, timeZone), locale)}, ${formatTime(instant, timeZone)}`;
}

/** The facility's calendar day of an instant. */
export function localDay(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).formatToParts(
    new Date(instant),
  );
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

/** Ages as clinicians say them: 3 d, 5 w, 14 m, 7 y; an estimated one carries "~". */
export function formatAge(birthDate: string | null, precision: BirthDatePrecision, today: string, locale: Locale): string {
  if (!birthDate || birthDate > today) return '';
  if (precision === 'year') return `~${ageText({ value: yearsBetween(birthDate, today), unit: 'y' }, locale)}`;
  return ageText(ageAt(birthDate, today), locale);
}

/** A birth date says no more than is known: "12 Mar 1987", "Mar 1987", "1987". */
export function formatBirthDate(birthDate: string | null, precision: BirthDatePrecision, locale: Locale): string {
  if (!birthDate) return '';
  if (precision === 'year') return birthDate.slice(0, 4);
  const whole = formatDay(birthDate, locale);
  return precision === 'month' ? whole.slice(whole.indexOf(' ') + 1) : whole;
}

/** "just now", "3 min ago", "3 h ago", "5 days ago" */
export function formatAgo(instant: string, now: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  return formatAgeSeconds(seconds, locale);
}

export function formatAgeSeconds(seconds: number, locale: Locale): string {
  const [amount, unit] = inWords(seconds, locale);
  if (amount === null) return unit;
  return locale === 'fr' ? `il y a ${amount} ${unit}` : `${amount} ${unit} ago`;
}

function inWords(seconds: number, locale: Locale): [number | null, string] {
  const isFrench = locale === 'fr';
  if (seconds < 45) return [null, isFrench ? 'à l’instant' : 'just now'];
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return [minutes, 'min'];
  const hours = Math.round(seconds / 3600);
  if (hours < 36) return [hours, 'h'];
  const days = Math.round(seconds / 86_400);
  return [days, isFrench ? (days === 1 ? 'jour' : 'jours') : days === 1 ? 'day' : 'days'];
}

export function formatNumber(value: number, locale: Locale, fractionDigits = 0): string {
  return new Intl.NumberFormat(numberLocale[locale], { maximumFractionDigits: fractionDigits }).format(value);
}

/** A measured value: no trailing zeros, a leading zero always (ISMP). */
export function formatMeasure(value: number, locale: Locale): string {
  return new Intl.NumberFormat(numberLocale[locale], { maximumFractionDigits: 3, useGrouping: false }).format(value);
}

/** Minor units to "1,250.00 KES" */
export function formatMoney(minorUnits: number, currency: string, locale: Locale): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = new Intl.NumberFormat(numberLocale[locale], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    minorUnits / 10 ** digits,
  );
  return `${amount} ${currency}`;
}

export type ExpiryTone = 'past' | 'soon' | 'fine' | 'none';

/** Amber from 90 days, red when past. A lot may be used through its printed day. */
export function expiryTone(expiry: string | null, today: string): ExpiryTone {
  if (!expiry) return 'none';
  if (expiry < today) return 'past';
  return expiry <= addDays(today, 90) ? 'soon' : 'fine';
}

function monthName(date: Date, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(monthLocale[locale], { month: 'short', timeZone }).format(date);
}

/** The facility's time zone, set by the frame when it knows the facility. */
export const useFacilityClock = create<{ timeZone: string }>(() => ({ timeZone: 'UTC' }));

/** The minute-hand of the screens: re-renders whoever shows an age, every 20 s. */
export function useNow(): number {
  return useSyncExternalStore(minuteHand.subscribe, minuteHand.read);
}

const minuteHand = (() => {
  const waiting = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    for (const tell of waiting) tell();
  };
  return {
    read: () => now,
    subscribe: (tell: () => void) => {
      waiting.add(tell);
      if (timer === undefined) {
        now = Date.now(); // nobody moved the hand while nobody looked
        timer = setInterval(tick, 20_000);
      }
      return () => {
        waiting.delete(tell);
        if (waiting.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
})();

export function useLocale(): Locale {
  return useTranslation().i18n.language === 'fr' ? 'fr' : 'en';
}

/** All of the above, bound to the user's language and the facility's time zone. */
export function useFormat() {
  const locale = useLocale();
  const timeZone = useFacilityClock((state) => state.timeZone);
  const now = useNow();
  return useMemo(() => {
    const today = localDay(new Date(now).toISOString(), timeZone);
    return {
      locale,
      timeZone,
      today,
      now,
      day: (day: string) => formatDay(day, locale),
      longDay: (day: string) => formatLongDay(day, locale),
      time: (instant: string) => formatTime(instant, timeZone),
      instant: (instant: string) => formatInstant(instant, locale, timeZone),
      dayOf: (instant: string) => formatDay(localDay(instant, timeZone), locale),
      age: (birthDate: string | null, precision: BirthDatePrecision = 'day') => formatAge(birthDate, precision, today, locale),
      birthDate: (birthDate: string | null, precision: BirthDatePrecision = 'day') => formatBirthDate(birthDate, precision, locale),
      ago: (instant: string) => formatAgo(instant, now, locale),
      ageSeconds: (seconds: number) => formatAgeSeconds(seconds, locale),
      number: (value: number, fractionDigits = 0) => formatNumber(value, locale, fractionDigits),
      measure: (value: number) => formatMeasure(value, locale),
      money: (minorUnits: number, currency: string) => formatMoney(minorUnits, currency, locale),
      expiryTone: (expiry: string | null) => expiryTone(expiry, today),
      toInstant: (day: string, time: string) => instantOf(day, time, timeZone),
    };
  }, [locale, timeZone, now]);
}
