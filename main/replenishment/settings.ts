import { amend } from '../../db/write.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { publishChanged } from './publishChanged.ts';
import { readSettings } from './readSettings.ts';

export const replenishmentSettings: QueryHandler<'replenishment.settings'> = (ctx) => ctx.facility.exclusive(() => readSettings(ctx.raw));

/** With another number of months others are told the new figures at once. @throws 'version.conflict' */
export const amendReplenishmentSettings: CommandHandler<'replenishment.amendSettings'> = {
  run: async (ctx, { consumptionMonths, leadTimeDays, reviewDays, serviceLevel, version, reason }) => {
    const before = readSettings(ctx.raw);
    const changes = {
      consumption_months: consumptionMonths,
      lead_time_days: leadTimeDays,
      review_days: reviewDays,
      service_level: serviceLevel,
    };
    const next = amend(ctx, 'replenishment_setting', 'facility', changes, { version, reason });
    if (consumptionMonths !== before.consumptionMonths) publishChanged(ctx, before.consumptionMonths);
    return { version: next };
  },
};
