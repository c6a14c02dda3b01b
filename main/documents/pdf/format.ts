import { today } from '../../../preload/contract/dates.ts';
import type { Locale } from './strings.ts';

const months: Record<Locale, readonly string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
};
const fullMonths: Record<Locale, readonly string[]> = {
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
};

/** `21 Nov 2026`: the month in letters, since 11/12 is read differently in different places. */
export function formatDay(day: string, locale: Locale): string {
  return `${Number(day.slice(8, 10))}\u00A0${months[locale][Number(day.slice(5, 7)) - 1]}\u00A0${day.slice(0, 4)}`;
}

/** `November 2026` from `2026-11`. */
export function formatMonth(month: string, locale: Locale): string {
  return `${fullMonths[locale][Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** The facility's day and clock time. */
export function formatInstant(instant: string, timeZone: string, locale: Locale): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  );
  return `${formatDay(today(instant, timeZone), locale)}, ${clock}`;
}

/** Groups of three by comma, in French by a narrow no-break space; minus is a minus. */
export function formatCount(count: number, locale: Locale, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(count).toFixed(decimals).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, locale === 'fr' ? '\u202F' : ',');
  const sign = count < 0 && Number(Math.abs(count).toFixed(decimals)) !== 0 ? '−' : '';
  return sign + grouped + (fraction === undefined ? '' : (locale === 'fr' ? ',' : '.') + fraction);
}
