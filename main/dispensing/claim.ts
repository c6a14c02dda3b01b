import { findTask } from '../../db/queries/dispensing.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertDispensable } from '../prescriptions/dispensable.ts';
import { assertNotClaimed, setTask } from './task.ts';

/** An owing stays one while somebody looks at it. @throws 'not_found', 'prescription.not_active', 'dispensing.claimed' */
export const claimRequest: CommandHandler<'dispensing.claim'> = {
  run: async (ctx, { medicationRequestId, isTakenOver }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    assertDispensable(request, 0, ctx.today());
    const task = findTask(ctx.raw, medicationRequestId);
    if (!isTakenOver) assertNotClaimed(ctx, task);
    if (task?.status === 'preparing' && task.claimed_by === ctx.user.practitionerId) return {};
    if (task && !isTakenOver && (task.status === 'ready' || task.status === 'owing')) return {};
    setTask(ctx, request, { status: 'preparing' });
    return {};
  },
};

/** Somebody else may take it: what was put aside goes back to the shelf. @throws 'dispensing.claimed' */
export const releaseRequest: CommandHandler<'dispensing.release'> = {
  run: async (ctx, { medicationRequestId }) => {
    const task = findTask(ctx.raw, medicationRequestId);
    if (!task || (task.status !== 'preparing' && task.status !== 'ready')) return {};
    assertNotClaimed(ctx, task);
    setTask(ctx, { id: medicationRequestId, patient_id: task.patient_id }, { status: 'waiting' });
    return {};
  },
};
