import { listConsumptionValues, listCycles, listLastCounted, listShelf, type ShelfLot } from '../../db/queries/stockTakes.ts';
import { addDays, addMonths } from '../../preload/contract/dates.ts';
import type { AbcClass, StockTakeRow, StockTakeScope } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import { abcClasses, proposedDays } from './abc.ts';

type Kind = StockTakeRow['kind'];
export type DueItem = { itemId: string; class: AbcClass; /** null: never counted */ lastCounted: string | null };

/** The lots that a take of this kind and scope would count, in the order of the shelves. */
export function chooseLots(ctx: Context, kind: Kind, scope: StockTakeScope): ShelfLot[] {
  const shelf = listShelf(ctx.raw);
  if (kind === 'full') return shelf;
  const chosen = shelf.filter((lot) => isWithin(lot, scope));
  if (kind === 'partial') return chosen;
  const stocked = new Set(chosen.map((lot) => lot.itemId));
  const due = listDue(ctx).filter((item) => scope.classes.includes(item.class) && stocked.has(item.itemId));
  const now = new Set(due.slice(0, scope.items).map((item) => item.itemId));
  return chosen.filter((lot) => now.has(lot.itemId));
}

function isWithin(lot: ShelfLot, scope: StockTakeScope): boolean {
  const letter = lot.sortName.charAt(0).toUpperCase();
  return (
    (scope.locationId === undefined || lot.locationId === scope.locationId) &&
    (scope.category === undefined || lot.category === scope.category) &&
    (scope.programme === undefined || lot.programme === scope.programme) &&
    (scope.fromLetter === undefined || letter >= scope.fromLetter) &&
    (scope.toLetter === undefined || letter <= scope.toLetter) &&
    (!scope.onlyControlled || lot.isControlled === 1)
  );
}

/** The class of each item by what its use was worth in the last year. */
export function classesNow(ctx: Context): Map<string, AbcClass> {
  return abcClasses(listConsumptionValues(ctx.raw, addMonths(ctx.today(), -12)));
}

/** Days between two counts of a class: the facility's own, or what is proposed. */
export function intervalsNow(ctx: Context): Record<AbcClass, { intervalDays: number; version: number }> {
  const own = listCycles(ctx.raw);
  const of = (name: AbcClass) => own.get(name) ?? { intervalDays: proposedDays[name], version: 0 };
  return { A: of('A'), B: of('B'), C: of('C') };
}

/** Items whose class's interval has passed since they were last counted: A before B before C, never counted before long ago. */
export function listDue(ctx: Context): DueItem[] {
  const today = ctx.today();
  const last = listLastCounted(ctx.raw);
  const intervals = intervalsNow(ctx);
  const due = [...classesNow(ctx)].flatMap(([itemId, name]) => {
    const lastCounted = last.get(itemId) ?? null;
    const isDue = lastCounted === null || addDays(lastCounted, intervals[name].intervalDays) <= today;
    return isDue ? [{ itemId, class: name, lastCounted }] : [];
  });
  const order = (item: DueItem) => `${item.class} ${item.lastCounted ?? ''} ${item.itemId}`;
  return due.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
