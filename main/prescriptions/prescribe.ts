import { findItem } from '../../db/queries/inventory.ts';
import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from '../encounters/assertOpenEncounter.ts';
import { checkOrder } from './check.ts';

/**
 * Checks again inside the transaction: what the prescriber saw may be older than an allergy recorded meanwhile.
 * @throws 'not_found', 'encounter.closed', 'prescription.reason_needed' { stops }
 */
export const prescribe: CommandHandler<'prescriptions.prescribe'> = {
  run: async (ctx, input) => {
    if (input.encounterId) {
      const encounter = await assertOpenEncounter(ctx.db, input.encounterId);
      if (encounter.patient_id !== input.patientId) throw new AppError('not_found', { resource: 'Encounter' });
    }
    const item = input.itemId === null ? undefined : await findItem(ctx.db, input.itemId);
    if (input.itemId !== null && !item) throw new AppError('not_found', { resource: 'item' });
    const safety = await checkOrder(ctx, input.patientId, input.medicine);
    const reasons = new Set(input.overrides.map((override) => override.cause));
    const unanswered = safety.findings.filter((finding) => finding.severity === 'stop' && !reasons.has(finding.cause));
    if (unanswered.length > 0) throw new AppError('prescription.reason_needed', { stops: unanswered.length });

    const medicationRequestId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'prescription');
    insert(ctx, 'medication_request', {
      id: medicationRequestId,
      number,
      patient_id: input.patientId,
      encounter_id: input.encounterId,
      item_id: input.itemId,
      medicine: input.medicine,
      directions: input.directions,
      quantity: input.quantity,
      unit: item?.unit ?? input.unit,
      status: 'active',
      authored_at: ctx.now(),
      valid_until: addDays(ctx.today(), input.validDays),
      prescriber_id: ctx.user.practitionerId,
      safety: JSON.stringify(safety),
      overrides: JSON.stringify(input.overrides),
    });
    return { medicationRequestId, number, safety };
  },
  about: (input) => input.patientId,
};
