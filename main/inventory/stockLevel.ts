import { readStockLine, type StockLine } from '../../db/queries/inventory.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import { consumptionOf } from '../replenishment/readConsumption.ts';
import { readSettings } from '../replenishment/readSettings.ts';

export function stockStatusOf(line: Pick<StockLine, 'usable' | 'reorderLevel'>, amc: number | null): ItemRow['status'] {
  if (line.usable === 0) return 'out';
  if (line.usable < line.reorderLevel) return 'low';
  return amc !== null && amc > 0 && line.usable > amc * 12 ? 'over' : 'ok';
}

/** `amc`: from main/replenishment, the only place that knows an average. */
export function toItemRow(line: StockLine, amc: number | null): ItemRow {
  const { itemId, name, form, unit, packSize, atc, onHand, usable, reorderLevel, nearestExpiry } = line;
  const status = stockStatusOf(line, amc);
  const [isControlled, isColdChain] = [line.isControlled === 1, line.isColdChain === 1];
  return { itemId, name, form, unit, packSize, atc, onHand, usable, reorderLevel, nearestExpiry, amc, status, isControlled, isColdChain };
}

/** The same figure on every screen, report and message. */
export function readItem(ctx: Context, itemId: string): { row: ItemRow; line: StockLine } | undefined {
  const today = ctx.today();
  const line = readStockLine(ctx.raw, itemId, { today });
  if (!line) return undefined;
  const { amc } = consumptionOf(ctx.raw, itemId, { today, months: readSettings(ctx.raw).consumptionMonths });
  return { line, row: toItemRow(line, amc) };
}
