import { findServiceRequest } from '../../db/queries/laboratory.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** The wrong result stays in the file, marked; the order waits for the right one. An alert that it opened ends with it. @throws 'not_found' */
export const retract: CommandHandler<'laboratory.retract'> = {
  run: async (ctx, { observationId, reason }) => {
    const found = await ctx.db
      .selectFrom('observation')
      .select(['service_request_id', 'status'])
      .where('id', '=', observationId)
      .where('service_request_id', 'is not', null)
      .executeTakeFirst();
    if (!found?.service_request_id || found.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Observation' });
    amend(ctx, 'observation', observationId, { status: 'entered-in-error' }, { reason });
    const request = await findServiceRequest(ctx.db, found.service_request_id);
    if (request?.status === 'completed' && request.performer === '') {
      amend(ctx, 'service_request', request.id, { status: 'active', completed_at: null }, { reason });
    }
    return {};
  },
};
