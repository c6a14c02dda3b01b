import { findRequest } from '../../db/queries/prescriptions.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'prescription.not_active' */
export const stop: CommandHandler<'prescriptions.stop'> = {
  run: async (ctx, { medicationRequestId, reason }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    if (request.status !== 'active' && request.status !== 'on-hold')
      throw new AppError('prescription.not_active', { status: request.status });
    amend(ctx, 'medication_request', medicationRequestId, { status: 'stopped' }, { version: request.version, reason });
    return {};
  },
};
