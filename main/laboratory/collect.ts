import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { openRequest } from './openRequest.ts';

/** The specimen was taken, now and by who says so. @throws 'not_found', 'laboratory.closed', 'version.conflict' */
export const collect: CommandHandler<'laboratory.collect'> = {
  run: async (ctx, { serviceRequestId, version }) => {
    await openRequest(ctx, serviceRequestId);
    const changes = { collected_at: ctx.now(), collected_by: ctx.user.practitionerId };
    return { version: amend(ctx, 'service_request', serviceRequestId, changes, { version }) };
  },
};
