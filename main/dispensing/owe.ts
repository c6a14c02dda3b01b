import { findTask } from '../../db/queries/dispensing.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { noteDemand } from '../prescriptions/demand.ts';
import { assertDispensable, owedOf } from '../prescriptions/dispensable.ts';
import { moveRequest } from '../prescriptions/life.ts';
import { assertNotClaimed, setTask } from './task.ts';

/** @throws 'not_found', 'prescription.not_active', 'dispensing.claimed' */
export const oweRequest: CommandHandler<'dispensing.owe'> = {
  run: async (ctx, { medicationRequestId, note }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    assertDispensable(request, 1, ctx.today());
    const task = findTask(ctx.raw, medicationRequestId);
    assertNotClaimed(ctx, task);
    setTask(ctx, request, { status: 'owing', owed_since: task?.owed_since ?? ctx.now(), note });
    return {};
  },
};

/**
 * What is owed was never demanded in vain as long as somebody waits for it: it is counted when it is handed out, or here, when they no
 * longer do. @throws 'not_found', 'dispensing.not_owing'
 */
export const endOwing: CommandHandler<'dispensing.endOwing'> = {
  run: async (ctx, { medicationRequestId, reason }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    if (findTask(ctx.raw, medicationRequestId)?.status !== 'owing') throw new AppError('dispensing.not_owing');
    const owed = owedOf(request);
    setTask(ctx, request, { status: 'closed' }, reason);
    if (request.status === 'active') moveRequest(ctx, request, (request.dispensed ?? 0) > 0 ? 'complete' : 'cancel', reason);
    noteDemand(ctx, { itemId: request.item_id, medicine: request.medicine, asked: owed, given: 0, why: 'out-of-stock' });
    return {};
  },
};
