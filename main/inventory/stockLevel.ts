import { readStockLine, type StockLine } from '../../db/queries/inventory.ts';
import { addMonths, daysBetween, monthRange } from '../../preload/contract/dates.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';

/** Consumption is counted over the last three whole months, as WHO and JSI guides on logistics do. `to` is exclusive. */
export function consumptionWindow(today: string): { from: string; to: string } {
  const to = monthRange(today).from;
  return { from: addMonths(to, -3), to };
}

/** Average monthly consumption in dispensing units; null without a day of history in the window. A younger item is averaged over its own days. */
export function averageMonthly(line: Pick<StockLine, 'consumed' | 'firstDay'>, window: { from: string; to: string }): number | null {
  if (line.firstDay === null || line.firstDay >= window.to) return null;
  const start = line.firstDay > window.from ? line.firstDay : window.from;
  const months = daysBetween(start, window.to) / (365.25 / 12);
  return months <= 0 ? null : Math.round((line.consumed / months) * 10) / 10;
}

export function stockStatusOf(line: Pick<StockLine, 'usable' | 'reorderLevel'>, amc: number | null): ItemRow['status'] {
  if (line.usable === 0) return 'out';
  if (line.usable < line.reorderLevel) return 'low';
  return amc !== null && amc > 0 && line.usable > amc * 12 ? 'over' : 'ok';
}

export function toItemRow(line: StockLine, window: { from: string; to: string }): ItemRow {
  const amc = averageMonthly(line, window);
  const { itemId, name, form, unit, packSize, atc, onHand, usable, reorderLevel, nearestExpiry } = line;
  const status = stockStatusOf(line, amc);
  const [isControlled, isColdChain] = [line.isControlled === 1, line.isColdChain === 1];
  return { itemId, name, form, unit, packSize, atc, onHand, usable, reorderLevel, nearestExpiry, amc, status, isControlled, isColdChain };
}

/** The same figure on every screen, report and message. */
export function readItem(ctx: Context, itemId: string): { row: ItemRow; line: StockLine } | undefined {
  const window = consumptionWindow(ctx.today());
  const line = readStockLine(ctx.raw, itemId, { today: ctx.today(), ...window });
  return line && { line, row: toItemRow(line, window) };
}
