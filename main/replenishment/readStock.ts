import { listStockLines, type StockLine } from '../../db/queries/inventory.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import { toItemRow } from '../inventory/stockLevel.ts';
import { type Consumption, consumptionOfAll } from './readConsumption.ts';
import { readSettings } from './readSettings.ts';

/** Every item whose name has the words, by name, with its stock and its use. */
export function readStock(ctx: Context, words: readonly string[]): { row: ItemRow; line: StockLine; consumption: Consumption }[] {
  const today = ctx.today();
  const consumptions = consumptionOfAll(ctx.raw, { today, months: readSettings(ctx.raw).consumptionMonths });
  return listStockLines(ctx.raw, { today }, words).map((line) => {
    const consumption = consumptions.get(line.itemId);
    if (!consumption) throw new Error('an item of the list is none of the items');
    return { line, consumption, row: toItemRow(line, consumption.amc) };
  });
}
