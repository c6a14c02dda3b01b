import { consumptionOfAll } from './readConsumption.ts';
import { readSettings } from './readSettings.ts';
import type { Context } from '../facility/context.ts';
import { publishStock } from '../network/publishStock.ts';

/** After the number of months was changed: the items whose average is another one now are told to others anew. */
export function publishChanged(ctx: Context, monthsBefore: number): void {
  const today = ctx.today();
  const before = consumptionOfAll(ctx.raw, { today, months: monthsBefore });
  for (const [itemId, { amc }] of consumptionOfAll(ctx.raw, { today, months: readSettings(ctx.raw).consumptionMonths }))
    if (amc !== before.get(itemId)?.amc) publishStock(ctx, itemId);
}
