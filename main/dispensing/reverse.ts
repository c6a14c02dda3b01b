import { type Dispense, findDispense, findTask, listStanding, readReturnedOf, readTakenBack } from '../../db/queries/dispensing.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { settleClaims } from '../prescriptionSeals/claims.ts';
import { type Movement, moveAndPublish } from '../inventory/move.ts';
import { owedOf } from '../prescriptions/dispensable.ts';
import { moveRequest } from '../prescriptions/life.ts';
import { convert } from './exact.ts';
import { setTask } from './task.ts';

/**
 * What never left the counter: movements that point at the wrong ones bring the lots back worth what they went with, the register of
 * controlled medicines gets its counter entries, and the prescription is open again. Nothing is edited.
 * @throws 'not_found', 'dispensing.nothing_left' { left }, 'dispensing.not_exact', 'controlled.witness_needed'
 */
export const reverseDispense: CommandHandler<'dispensing.reverse'> = {
  run: async (ctx, { medicationDispenseId, quantity: said, reason }) => {
    const wrong = findDispense(ctx.raw, medicationDispenseId);
    if (!wrong || wrong.reverses_id !== null) throw new AppError('not_found', { resource: 'MedicationDispense' });
    const back = readTakenBack(ctx.raw, wrong.id);
    const rate = { units: wrong.handed ?? wrong.quantity, per: wrong.quantity };
    const left = wrong.quantity - back.quantity - Math.ceil((back.returned * rate.per) / rate.units);
    const quantity = said ?? left;
    if (quantity <= 0 || quantity > left) throw new AppError('dispensing.nothing_left', { left: Math.max(0, left) });
    const handed = convert(quantity, rate);
    if (handed === null) throw new AppError('dispensing.not_exact', rate);

    const id = ctx.newId();
    insert(ctx, 'medication_dispense', {
      id,
      medication_request_id: wrong.medication_request_id,
      patient_id: wrong.patient_id,
      quantity: -quantity,
      when_handed_over: ctx.now(),
      performer_id: ctx.user.practitionerId,
      item_id: wrong.item_id,
      handed: wrong.handed === null ? null : -handed,
      reverses_id: wrong.id,
      reason,
    });
    if (wrong.medication_request_id !== null) settleClaims(ctx, wrong.medication_request_id);
    moveAndPublish(ctx, movementsBack(ctx, wrong, handed, reason));
    return { medicationDispenseId: id, owed: await reopen(ctx, wrong, reason) };
  },
};

/**
 * The last lots first. A movement is taken back whole or not at all: of one that is too large the part that stays with the person goes out
 * once more. Units that came back into quarantine are no longer there to be taken back.
 */
function movementsBack(ctx: Context, wrong: Dispense, handed: number, note: string): Movement[] {
  const back: Movement[] = [];
  let left = handed;
  const inQuarantine = new Map<string, number>();
  for (const { movementId, itemId, lotId, locationId, quantity, value } of listStanding(ctx.raw, wrong.id)) {
    if (left === 0) break;
    const returned = inQuarantine.get(lotId) ?? readReturnedOf(ctx.raw, wrong.id, lotId);
    const kept = Math.min(returned, quantity);
    inQuarantine.set(lotId, returned - kept);
    const taken = Math.min(left, quantity - kept);
    if (taken === 0) continue;
    left -= taken;
    const at = { itemId, lotId, locationId, refId: wrong.id, note };
    back.push({ ...at, quantity, value, reason: 'reversal', reversesId: movementId });
    const stays = quantity - taken;
    if (stays > 0) back.push({ ...at, quantity: -stays, value: -Math.round((value * stays) / quantity) || 0, reason: 'dispense' });
  }
  if (left > 0) throw new AppError('dispensing.nothing_left', { left: handed - left });
  return back;
}

/** What is owed now; 0 where it was no prescription, or it is no longer one that is handed out. */
async function reopen(ctx: Context, wrong: Dispense, reason: string): Promise<number> {
  const request = wrong.medication_request_id === null ? undefined : await findRequest(ctx.db, wrong.medication_request_id);
  if (!request) return 0;
  const status = request.status === 'completed' ? moveRequest(ctx, request, 'reopen', reason) : request.status;
  const task = findTask(ctx.raw, request.id);
  if (task?.status === 'closed') setTask(ctx, request, { status: 'waiting' });
  return status === 'active' ? owedOf(request) : 0;
}
