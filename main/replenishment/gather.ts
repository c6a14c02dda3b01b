import { type ItemFacts, listItemDays, listItemFacts, listLotsToUse, listOnOrder, readFirstDay } from '../../db/queries/replenishment.ts';
import type { ReorderWorking, WasteRow } from '../../preload/contract/replenishment.ts';
import type { Context } from '../facility/context.ts';
import { consumptionWindow, monthsOf, type Use } from './consumption.ts';
import { leadTimes } from './leadTimes.ts';
import { planItem } from './planItem.ts';
import { monthsOfAll } from './readConsumption.ts';
import { readSettings } from './readSettings.ts';
import { spreadOf } from './reorder.ts';
import { runDown } from './runDown.ts';

type LotToUse = ReturnType<typeof listLotsToUse>[number];

/** How much use differs is seen over a year at most. */
const spreadMonths = 12;

/** The plans of one item or of all: what they share is read once. `figures`: the item's usable stock and average, as every screen shows them. */
export function planner(ctx: Context, itemId: string | null) {
  const today = ctx.today();
  const settings = readSettings(ctx.raw);
  const leadTimeOf = leadTimes(ctx, settings);
  const onOrder = listOnOrder(ctx.raw, itemId);
  const lots = Map.groupBy(listLotsToUse(ctx.raw, itemId), (lot) => lot.itemId);
  const year = consumptionWindow(today, spreadMonths);
  const months: ReadonlyMap<string, readonly Use[]> =
    itemId === null
      ? monthsOfAll(ctx.raw, year)
      : new Map([[itemId, monthsOf(listItemDays(ctx.raw, itemId, year), readFirstDay(ctx.raw, itemId), year)]]);
  return {
    settings,
    facts: listItemFacts(ctx.raw, itemId),
    plan: (facts: ItemFacts, figures: { usable: number; amc: number | null }): ReorderWorking =>
      planItem({
        facts,
        ...figures,
        spread: spreadOf(months.get(facts.itemId) ?? []),
        lots: lots.get(facts.itemId) ?? [],
        onOrder: onOrder.get(facts.itemId) ?? 0,
        leadTime: leadTimeOf(facts),
        settings,
        today,
      }),
    waste: (facts: ItemFacts, amc: number | null): WasteRow[] => wasteOf(facts, lots.get(facts.itemId) ?? [], amc, today),
  };
}

function wasteOf({ itemId, name, form, unit }: ItemFacts, lots: readonly LotToUse[], amc: number | null, today: string): WasteRow[] {
  const down = runDown(lots, amc, today);
  return lots.flatMap(({ lotId, lotNumber, expiry, onHand }, at) => {
    const { waste = 0, wasteValue = 0 } = down.lots[at] ?? {};
    if (waste === 0 || expiry === null) return [];
    return [{ itemId, itemName: name, form, unit, lotId, lotNumber, expiry, isExpired: expiry < today, onHand, waste, wasteValue }];
  });
}
