import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveRequest } from './life.ts';

/** A draft is its writer's own. @throws 'not_found', 'prescription.not_yours', and as moveRequest */
export const change: CommandHandler<'prescriptions.change'> = {
  run: async (ctx, { medicationRequestId, act, reason }) => {
    const line = await findRequest(ctx.db, medicationRequestId);
    if (!line) throw new AppError('not_found', { resource: 'MedicationRequest' });
    if (line.status === 'draft' && line.prescriber_id !== ctx.user.practitionerId) throw new AppError('prescription.not_yours');
    return { status: moveRequest(ctx, line, act, reason) };
  },
};
