import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveRequest } from './life.ts';

/** @throws 'not_found', 'prescription.not_active' */
export const stop: CommandHandler<'prescriptions.stop'> = {
  run: async (ctx, { medicationRequestId, reason }) => {
    const line = await findRequest(ctx.db, medicationRequestId);
    if (!line) throw new AppError('not_found', { resource: 'MedicationRequest' });
    moveRequest(ctx, line, 'stop', reason);
    return {};
  },
};
