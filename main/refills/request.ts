import { nextNumber } from '../../db/numbers.ts';
import { findRequest, listLinesOf, type RequestLine } from '../../db/queries/prescriptions.ts';
import { countRefills, findOpenRefillOf } from '../../db/queries/refills.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { checkOrder } from '../prescriptions/check.ts';
import { noteEvent } from '../prescriptions/life.ts';
import { orderOf } from '../prescriptions/rows.ts';

/**
 * Within what was signed, and where nothing new speaks against it, the refill is there at once. Else it waits for a prescriber.
 * @throws 'not_found', 'refill.not_possible' { status }, 'refill.asked_already'
 */
export const requestRefill: CommandHandler<'refills.request'> = {
  run: async (ctx, { medicationRequestId, note }) => {
    const asked = await findRequest(ctx.db, medicationRequestId);
    if (!asked || asked.status === 'draft') throw new AppError('not_found', { resource: 'MedicationRequest' });
    const first = asked.refill_of === null ? asked : await findRequest(ctx.db, asked.refill_of);
    if (!first) throw new Error('a refill has its line');
    assertRefillable(first);
    const lines = first.prescription_id === null ? [first] : await listLinesOf(ctx.db, first.prescription_id);
    const isWaiting = lines.some((line) => line.refill_of === first.id && ['active', 'on-hold'].includes(line.status));
    if (isWaiting || (await findOpenRefillOf(ctx.db, first.id))) throw new AppError('refill.asked_already');

    const used = (await countRefills(ctx.db, [first.id])).get(first.id) ?? 0;
    const safety = await checkOrder(ctx, first.patient_id, orderOf(first), first.id);
    const isAllowed = used < first.refills_allowed && first.valid_until >= ctx.today() && isAnswered(first, safety);
    const refillId = isAllowed ? addRefill(ctx, first, lines, safety) : null;
    insert(ctx, 'refill_request', {
      id: ctx.newId(),
      medication_request_id: first.id,
      patient_id: first.patient_id,
      status: refillId === null ? 'requested' : 'approved',
      note,
      requested_at: ctx.now(),
      requested_by: ctx.user.practitionerId,
      decided_at: refillId === null ? null : ctx.now(),
      refill_id: refillId,
    });
    return { outcome: refillId === null ? 'requested' : 'approved', medicationRequestId: refillId };
  },
};

/** @throws 'refill.not_possible' { status } */
function assertRefillable(line: RequestLine): void {
  if (line.status === 'completed') return;
  throw new AppError('refill.not_possible', { status: line.status });
}

/** Every stop of today was answered by the prescriber when it was signed. */
function isAnswered(line: RequestLine, safety: SafetyAnswer): boolean {
  const answered = new Set((JSON.parse(line.overrides) as { cause: string }[]).map(({ cause }) => cause));
  return safety.findings.every((finding) => finding.severity !== 'stop' || answered.has(finding.cause));
}

function addRefill(ctx: Context, first: RequestLine, lines: readonly RequestLine[], safety: SafetyAnswer): string {
  const id = ctx.newId();
  insert(ctx, 'medication_request', {
    id,
    number: nextNumber(ctx, ctx.facility.self, first.is_controlled === 1 ? 'controlledPrescription' : 'prescription'),
    patient_id: first.patient_id,
    encounter_id: null,
    item_id: first.item_id,
    medicine: first.medicine,
    directions: first.directions,
    dosage: first.dosage,
    quantity: first.quantity,
    unit: first.unit,
    status: 'active', // under the signature of the line that it repeats
    authored_at: ctx.now(),
    valid_until: first.valid_until,
    prescriber_id: first.prescriber_id,
    safety: JSON.stringify(safety),
    overrides: first.overrides,
    prescription_id: first.prescription_id,
    line: Math.max(...lines.map(({ line }) => line)) + 1,
    refill_of: first.id,
  });
  noteEvent(ctx, { id, patient_id: first.patient_id }, null, 'active');
  return id;
}
