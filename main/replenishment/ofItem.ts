import { listItemDays, readFirstDay } from '../../db/queries/replenishment.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { ConsumptionWorking } from '../../preload/contract/replenishment.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readItem } from '../inventory/stockLevel.ts';
import { monthsOf } from './consumption.ts';
import { planner } from './gather.ts';
import { type Consumption, consumptionOf } from './readConsumption.ts';

/** @throws 'not_found' */
export const replenishmentOfItem: QueryHandler<'replenishment.ofItem'> = (ctx, { itemId }) =>
  ctx.facility.exclusive(() => {
    const found = readItem(ctx, itemId);
    const { facts, plan, waste, settings } = planner(ctx, itemId);
    const [item] = facts;
    if (!found || !item) throw new AppError('not_found', { resource: 'item' });
    const { amc, usable } = found.row;
    const consumption = consumptionOf(ctx.raw, itemId, { today: ctx.today(), months: settings.consumptionMonths });
    return {
      unit: item.unit,
      consumption: showWorking(ctx, itemId, consumption),
      reorder: plan(item, { usable, amc }),
      waste: waste(item, amc),
    };
  });

function showWorking(ctx: Context, itemId: string, { amc, use, window, months }: Consumption): ConsumptionWorking {
  const firstDay = readFirstDay(ctx.raw, itemId);
  return { amc, months, ...window, firstDay, total: use, byMonth: monthsOf(listItemDays(ctx.raw, itemId, window), firstDay, window) };
}
