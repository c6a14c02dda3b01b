import { listResultsOfMany } from '../../db/queries/laboratory.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { openRequest } from './openRequest.ts';

/** Called off before there is a result. @throws 'not_found', 'laboratory.closed', 'laboratory.has_results', 'version.conflict' */
export const revoke: CommandHandler<'laboratory.revoke'> = {
  run: async (ctx, { serviceRequestId, version, reason }) => {
    await openRequest(ctx, serviceRequestId);
    if ((await listResultsOfMany(ctx.db, [serviceRequestId])).length > 0) throw new AppError('laboratory.has_results');
    amend(ctx, 'service_request', serviceRequestId, { status: 'revoked' }, { version, reason });
    return {};
  },
};
