import { addDays, addMonths, type Day, daysBetween, monthRange } from '../../preload/contract/dates.ts';

/** Days a month, as WHO's formula counts them. */
export const daysAMonth = 30.4;

/** `to` is exclusive. */
export type Window = { from: Day; to: Day };

/** The last whole months before today. Source: USAID | DELIVER, The Logistics Handbook (2011), 3.2.2: a number of months, not one. */
export function consumptionWindow(today: Day, months: number): Window {
  const to = monthRange(today).from;
  return { from: addMonths(to, -months), to };
}

/** Reading a day is slow beside all else that a list of thousands needs, and there are only some hundred different ones. */
function remembered<T>(work: (day: Day) => T): (day: Day) => T {
  const known = new Map<Day, T>();
  return (day) => {
    let found = known.get(day);
    if (found === undefined) known.set(day, (found = work(day)));
    return found;
  };
}
const numberOf = remembered((day) => daysBetween('2000-01-01', day));
const dayAfter = remembered((day) => addDays(day, 1));
/** Days from one to the other. */
export const span = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** One day on which something changed: dispensing units. `usable` holds until the next such day. */
export type ItemDay = { day: Day; issued: number; unmet: number; usable: number };
/** Days in a row without stock; `to` is exclusive. */
export type Gap = { from: Day; to: Day };

/**
 * A day is without stock when it ends with nothing usable and nothing was given out on it: stock in lots that expired is not usable, and
 * on a day on which the last tablet was given there was stock.
 */
const isWithout = (day: ItemDay): boolean => day.usable <= 0 && day.issued <= 0;

/** The stretch without stock that a day begins and the next one with a change ends, within the window. */
export function gapAfter(one: Pick<ItemDay, 'day' | 'issued' | 'usable'>, next: Day | null, window: Window): Gap | null {
  if (one.usable > 0) return null;
  const begins = one.issued > 0 ? dayAfter(one.day) : one.day;
  const ends = next ?? window.to;
  const from = begins > window.from ? begins : window.from;
  const to = ends < window.to ? ends : window.to;
  return from < to ? { from, to } : null;
}

/** The stretches without stock within the window. `days` in order; the first may lie before the window: it tells how the window begins. */
function gapsOf(days: readonly ItemDay[], window: Window): Gap[] {
  return days.flatMap((one, at) => gapAfter(one, days[at + 1]?.day ?? null, window) ?? []);
}

export const lengthOf = (gaps: readonly Gap[]): number => gaps.reduce((sum, { from, to }) => sum + span(from, to), 0);

/** What was asked in vain counts on days with stock only: the other days are not counted at all, so nothing is counted twice. */
export const unmetOf = (day: ItemDay): number => (isWithout(day) ? 0 : day.unmet);

/** Dispensing units and days of a stretch of time. */
export type Use = { issued: number; unmet: number; days: number; daysWithout: number };

/**
 * Average monthly consumption, dispensing units, to one decimal; null when no day can be counted.
 * AMC = (issued + asked in vain) ÷ (days with stock ÷ 30.4).
 * Source: WHO and MSH, adjusted for stock-outs: C_A = C_T ÷ [R_M − (D_OS ÷ 30.4)] (Pharmaceutical management for tuberculosis, quantification;
 * MSH, MDS-3, chapter 20); demand instead of issues: USAID | DELIVER, The Logistics Handbook (2011), 3.2.2.
 */
export function averageMonthly({ issued, unmet, days, daysWithout }: Use): number | null {
  const counted = days - daysWithout;
  return counted <= 0 ? null : Math.round(((issued + unmet) / counted) * daysAMonth * 10) / 10;
}

/** An item is counted from its first day here on. Null when that is later than the window. */
export function startOf(firstDay: Day | null, window: Window): Day | null {
  if (firstDay === null || firstDay >= window.to) return null;
  return firstDay > window.from ? firstDay : window.from;
}

/** The use of a window, from all of an item's days. */
export function useOf(days: readonly ItemDay[], firstDay: Day | null, window: Window): Use | null {
  const from = startOf(firstDay, window);
  if (from === null) return null;
  const within = days.filter(({ day }) => day >= from && day < window.to);
  return {
    issued: within.reduce((sum, { issued }) => sum + issued, 0),
    unmet: within.reduce((sum, day) => sum + unmetOf(day), 0),
    days: span(from, window.to),
    daysWithout: lengthOf(gapsOf(days, { from, to: window.to })),
  };
}

/** The whole months of a window, each by itself; those before the item's first day are left out. */
export function monthsOf(days: readonly ItemDay[], firstDay: Day | null, window: Window): (Use & { month: string })[] {
  const months: (Use & { month: string })[] = [];
  for (let from = window.from; from < window.to; from = addMonths(from, 1)) {
    const use = useOf(days, firstDay, { from, to: addMonths(from, 1) });
    if (use) months.push({ month: from.slice(0, 7), ...use });
  }
  return months;
}
