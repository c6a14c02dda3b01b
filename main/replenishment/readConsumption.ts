import type { Database as Raw } from 'better-sqlite3';
import { type EmptyDay, listEmptyDays, listItemDays, listItemMonths, listItemUse, readFirstDay } from '../../db/queries/replenishment.ts';
import { addMonths } from '../../preload/contract/dates.ts';
import {
  averageMonthly,
  consumptionWindow,
  type Gap,
  gapAfter,
  lengthOf,
  span,
  startOf,
  type Use,
  useOf,
  type Window,
} from './consumption.ts';

/** An item's use in the months that were counted. `months` is more than the facility's setting where those had too few days with stock. */
export type Consumption = { amc: number | null; use: Use | null; window: Window; months: number };

const widths = [3, 6, 12] as const;
/** Fewer days with stock than a month say little: then older months are counted too. */
const fewestDays = 30;

/** Where the months asked for are too few, the next wider window that has enough days, or else the widest that has any. */
function widened(months: number, isEnough: (use: Use | null) => boolean, useIn: (months: number) => Use | null): { use: Use | null; months: number } {
  let best = { use: useIn(months), months };
  for (const wider of widths) {
    if (isEnough(best.use)) break;
    if (wider <= best.months) continue;
    const use = useIn(wider);
    if (countedOf(use) > countedOf(best.use)) best = { use, months: wider };
  }
  return best;
} // prettier-ignore

const countedOf = (use: Use | null): number => (use === null ? 0 : use.days - use.daysWithout);
const isEnough = (use: Use | null): boolean => countedOf(use) >= fewestDays;

const toConsumption = (window: Window, { use, months }: { use: Use | null; months: number }): Consumption => ({
  amc: use === null ? null : averageMonthly(use),
  use,
  months,
  window,
});

export function consumptionOf(raw: Raw, itemId: string, { today, months }: { today: string; months: number }): Consumption {
  const firstDay = readFirstDay(raw, itemId);
  const useIn = (width: number) => {
    const window = consumptionWindow(today, width);
    return startOf(firstDay, window) === null ? null : useOf(listItemDays(raw, itemId, window), firstDay, window);
  };
  const found = widened(months, isEnough, useIn);
  return toConsumption(consumptionWindow(today, found.months), found);
}

/** The same for every item at once. */
export function consumptionOfAll(raw: Raw, { today, months }: { today: string; months: number }): Map<string, Consumption> {
  const window = consumptionWindow(today, months);
  const empty = Map.groupBy(listEmptyDays(raw, window), ({ itemId }) => itemId);
  return new Map(
    listItemUse(raw, window).map((row) => {
      const use = usedIn(row, empty.get(row.itemId) ?? [], window);
      const mayWiden = !isEnough(use) && row.firstDay !== null && row.firstDay < window.from;
      return [row.itemId, mayWiden ? consumptionOf(raw, row.itemId, { today, months }) : toConsumption(window, { use, months })];
    }),
  );
}

/** How many days of a stretch each item was without stock; the same days as the average leaves out. */
export function daysWithoutOfAll(raw: Raw, window: Window): Map<string, number> {
  const empty = Map.groupBy(listEmptyDays(raw, window), ({ itemId }) => itemId);
  return new Map(listItemUse(raw, window).map((row) => [row.itemId, usedIn(row, empty.get(row.itemId) ?? [], window)?.daysWithout ?? 0]));
}

type Counted = { firstDay: string | null; issued: number; unmet: number };

function usedIn({ firstDay, issued, unmet }: Counted, empty: readonly EmptyDay[], window: Window): Use | null {
  const from = startOf(firstDay, window);
  if (from === null) return null;
  const within = { from, to: window.to };
  const gaps = empty.map((one): Gap | null => gapAfter({ ...one, usable: 0 }, one.next, within)).filter((gap) => gap !== null);
  return { issued, unmet, days: span(from, window.to), daysWithout: lengthOf(gaps) };
}

/** The whole months of a window of every item, each by itself; those before an item's first day are left out. */
export function monthsOfAll(raw: Raw, window: Window): Map<string, (Use & { month: string })[]> {
  const empty = Map.groupBy(listEmptyDays(raw, window), ({ itemId }) => itemId);
  const sums = Map.groupBy(listItemMonths(raw, window), ({ itemId }) => itemId);
  const months: Window[] = [];
  for (let from = window.from; from < window.to; from = addMonths(from, 1)) months.push({ from, to: addMonths(from, 1) });
  return new Map(
    listItemUse(raw, window).map(({ itemId, firstDay }) => {
      const own = new Map(sums.get(itemId)?.map((sum) => [sum.month, sum]));
      const uses = months.flatMap((within) => {
        const month = within.from.slice(0, 7);
        const { issued, unmet } = own.get(month) ?? { issued: 0, unmet: 0 };
        const use = usedIn({ firstDay, issued, unmet }, empty.get(itemId) ?? [], within);
        return use ? [{ month, ...use }] : [];
      });
      return [itemId, uses];
    }),
  );
}
