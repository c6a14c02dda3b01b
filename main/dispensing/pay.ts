import { findDispense } from '../../db/queries/dispensing.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';

type Payment = { mark: 'paid' | 'exempt' | 'owed'; amount: number };

/** The newest mark counts; the earlier ones stay. */
export function markPayment(ctx: Context, of: { id: string; patient_id: string | null }, { mark, amount }: Payment): void {
  insert(ctx, 'dispense_payment', {
    id: ctx.newId(),
    medication_dispense_id: of.id,
    patient_id: of.patient_id,
    mark,
    amount,
    marked_at: ctx.now(),
    marked_by: ctx.user.practitionerId,
  });
}

/** @throws 'not_found' */
export const pay: CommandHandler<'dispensing.pay'> = {
  run: async (ctx, { medicationDispenseId, ...payment }) => {
    const dispense = findDispense(ctx.raw, medicationDispenseId);
    if (!dispense || dispense.reverses_id !== null) throw new AppError('not_found', { resource: 'MedicationDispense' });
    markPayment(ctx, dispense, payment);
    return {};
  },
};
