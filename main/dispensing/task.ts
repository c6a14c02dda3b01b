import { findTask, type Task, type WorkRow } from '../../db/queries/dispensing.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { releaseReservation } from '../inventory/reserve.ts';

type Changes = { status: WorkRow['status']; set_aside?: number; owed_since?: string | null; note?: string };

/** How far the desk is with a prescription; whoever prepares it or has put it aside has it. What was reserved for it is let go of. */
export function setTask(ctx: Context, request: { id: string; patient_id: string }, changes: Changes, reason = ''): string {
  const task = findTask(ctx.raw, request.id);
  const isHeld = changes.status === 'preparing' || changes.status === 'ready';
  const next = {
    set_aside: 0,
    owed_since: null,
    note: '',
    ...changes,
    claimed_by: isHeld ? ctx.user.practitionerId : null,
    changed_at: ctx.now(),
  };
  if (task) {
    if (task.status === 'ready') releaseReservation(ctx, task.id);
    amend(ctx, 'dispense_task', task.id, next, { version: task.version, reason });
    return task.id;
  }
  const id = ctx.newId();
  insert(ctx, 'dispense_task', { id, medication_request_id: request.id, patient_id: request.patient_id, ...next });
  return id;
}

/** Who prepares a prescription is the only one who does. @throws 'dispensing.claimed' */
export function assertNotClaimed(ctx: Context, task: Task | undefined): void {
  if (task?.status === 'preparing' && task.claimed_by !== ctx.user.practitionerId) throw new AppError('dispensing.claimed');
}
