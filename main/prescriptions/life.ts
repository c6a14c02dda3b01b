import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type RequestAct, type RequestStatus, stepOf } from '../../preload/contract/prescriptionLife.ts';
import type { Context } from '../facility/context.ts';
import { settleClaims } from '../prescriptionSeals/claims.ts';

type Line = Pick<RequestLine, 'id' | 'patient_id' | 'status' | 'dispensed' | 'version'>;

/**
 * The only way in which a line's status changes: by the state machine, with its event. `changes`: columns that change with it.
 * @throws 'prescription.not_active' { status }, 'prescription.given_already', 'prescription.why_needed', 'version.conflict'
 */
export function moveRequest(
  ctx: Context,
  line: Line,
  act: RequestAct,
  reason = '',
  changes: { valid_until?: string; authored_at?: string } = {},
): RequestStatus {
  const from = line.status as RequestStatus;
  const step = stepOf({ status: from, dispensed: line.dispensed ?? 0 }, act, reason);
  if (!step.ok) throw refusal(step.why, from);
  const why = reason.trim();
  amend(
    ctx,
    'medication_request',
    line.id,
    { status: step.to, ...changes },
    { version: line.version, ...(why === '' ? {} : { reason: why }) },
  );
  noteEvent(ctx, line, from, step.to, why);
  settleClaims(ctx, line.id);
  return step.to;
}

/** `from` null: it was written. */
export function noteEvent(
  ctx: Context,
  line: Pick<Line, 'id' | 'patient_id'>,
  from: RequestStatus | null,
  to: RequestStatus,
  reason = '',
): void {
  insert(ctx, 'medication_request_event', {
    id: ctx.newId(),
    medication_request_id: line.id,
    patient_id: line.patient_id,
    from_status: from,
    to_status: to,
    reason,
    happened_at: ctx.now(),
    performer_id: ctx.user.practitionerId,
  });
}

function refusal(why: 'status' | 'given' | 'nothing_given' | 'reason', status: RequestStatus): AppError {
  if (why === 'given') return new AppError('prescription.given_already');
  if (why === 'reason') return new AppError('prescription.why_needed');
  return new AppError('prescription.not_active', { status });
}
