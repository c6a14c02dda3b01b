import { findRequest } from '../../db/queries/prescriptions.ts';
import { findOutside } from '../../db/queries/prescriptionSeals.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveRequest } from '../prescriptions/life.ts';

/** The claim is released with the line's end. @throws 'not_found', 'prescription.given_already', 'prescription.not_active' */
export const giveBackOutside: CommandHandler<'prescriptionSeals.giveBack'> = {
  run: async (ctx, { medicationRequestId, reason }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request || !(await findOutside(ctx.db, medicationRequestId))) throw new AppError('not_found', { resource: 'MedicationRequest' });
    moveRequest(ctx, request, 'cancel', reason);
    return {};
  },
};
