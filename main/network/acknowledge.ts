import { insert, publish } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { readAlerts } from './alerts.ts';

/** Somebody here has seen it; its facility is told. Twice is once. @throws 'not_found' */
export const acknowledge: CommandHandler<'network.acknowledge'> = {
  run: async (ctx, { alertId }) => {
    const alert = (await readAlerts(ctx, true)).find((row) => row.alertId === alertId);
    if (!alert) throw new AppError('not_found', { resource: 'alert' });
    if (alert.acknowledgedAt !== null) return {};
    insert(ctx, 'acknowledgement', { id: ctx.newId(), alert_id: alertId, user_id: ctx.user.userId, at: ctx.now() });
    if (!alert.isOurs) publish(ctx, 'ack', alertId, { at: ctx.now() });
    return {};
  },
};
