import type { QueryHandler } from '../facility/handlers.ts';
import { readAlerts } from './alerts.ts';

/** The line of truth. */
export const networkStatus: QueryHandler<'network.status'> = async (ctx) => {
  const alerts = await readAlerts(ctx, false);
  return { ...ctx.facility.network.status(), openAlerts: alerts.filter((alert) => alert.acknowledgedAt === null).length };
};
