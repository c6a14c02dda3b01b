import { insert } from '../../db/write.ts';
import { markSeen } from '../../db/queries/patients.ts';
import type { Context } from '../facility/context.ts';

/** The person is here: from now on they stand in the queue. */
export function openEncounter(ctx: Context, patientId: string, reason: string): string {
  const id = ctx.newId();
  const now = ctx.now();
  insert(ctx, 'encounter', {
    id,
    patient_id: patientId,
    status: 'arrived',
    reason,
    started_at: now,
    ended_at: null,
    local_date: ctx.today(),
  });
  markSeen(ctx.raw, patientId, now);
  return id;
}
