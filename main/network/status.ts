import type { QueryHandler } from '../facility/handlers.ts';
import { readAlerts } from './alerts.ts';

/** The line of truth. */
export const networkStatus: QueryHandler<'network.status'> = async (ctx) => {
  const alerts = await readAlerts(ctx, false);
  const desk = await ctx.facility.exclusive(() => ctx.facility.network.state());
  return { ...desk, openAlerts: alerts.filter((alert) => alert.acknowledgedAt === null).length };
};
