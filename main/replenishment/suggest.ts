import type { SuggestedLine, WasteRow } from '../../preload/contract/replenishment.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { withinBudget } from './budget.ts';
import { planner } from './gather.ts';
import { readStock } from './readStock.ts';

export const suggested: QueryHandler<'replenishment.suggested'> = async (ctx, { budget }) => {
  const { lines, settings } = await ctx.facility.exclusive(() => suggestLines(ctx));
  const packs = withinBudget(
    lines.map(({ packs: wanted, packSize, unitPrice }) => ({ packs: wanted, packPrice: unitPrice === null ? null : unitPrice * packSize })),
    budget,
  );
  const shared = lines.map((line, at) => ({ ...line, packsWithin: packs[at] ?? 0 }));
  return {
    lines: shared,
    total: shared.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    totalWithin: shared.reduce((sum, { unitPrice, packsWithin, packSize }) => sum + (unitPrice ?? 0) * packsWithin * packSize, 0),
    withoutPrice: shared.filter(({ cost }) => cost === null).length,
    currency: ctx.facility.self.currency,
    settings,
  };
};

/** What is to be ordered now, first what runs out first; at the same day vital before essential. */
export function suggestLines(ctx: Context): {
  lines: Omit<SuggestedLine, 'packsWithin'>[];
  settings: ReturnType<typeof planner>['settings'];
} {
  const stock = new Map(readStock(ctx, []).map(({ row }) => [row.itemId, row]));
  const { facts, plan, settings } = planner(ctx, null);
  const lines = facts.flatMap((item) => {
    const row = stock.get(item.itemId);
    const reorder = row && plan(item, row);
    if (!reorder || reorder.packs === 0) return [];
    const { itemId, name: itemName, form, unit, ven, unitPrice } = item;
    const cost = unitPrice === null ? null : unitPrice * reorder.quantity;
    return [{ ...reorder, itemId, itemName, form, unit, ven, unitPrice, cost }];
  });
  return { lines: lines.toSorted(byUrgency), settings };
}

const venOrder = { V: 0, E: 1, N: 3 } as const;
const ranked = ({ ven }: Pick<SuggestedLine, 'ven'>): number => (ven === null ? 2 : venOrder[ven]);
const byUrgency = (a: Pick<SuggestedLine, 'runsOutOn' | 'ven'>, b: Pick<SuggestedLine, 'runsOutOn' | 'ven'>): number => {
  const [first, second] = [a.runsOutOn ?? '9999', b.runsOutOn ?? '9999'];
  return first === second ? ranked(a) - ranked(b) : first < second ? -1 : 1;
};

export const expectedWaste: QueryHandler<'replenishment.waste'> = async (ctx) => {
  const lots = await ctx.facility.exclusive(() => listWaste(ctx));
  return { lots, value: lots.reduce((sum, { wasteValue }) => sum + wasteValue, 0), currency: ctx.facility.self.currency };
};

/** What will be thrown away at the present use, soonest first. */
export function listWaste(ctx: Context): WasteRow[] {
  const stock = new Map(readStock(ctx, []).map(({ row }) => [row.itemId, row]));
  const { facts, waste } = planner(ctx, null);
  const rows = facts.flatMap((item) => waste(item, stock.get(item.itemId)?.amc ?? null));
  return rows.toSorted((a, b) => (a.expiry < b.expiry ? -1 : a.expiry > b.expiry ? 1 : b.wasteValue - a.wasteValue));
}
