import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { dailyUse } from '../prescriptions/dailyUse.ts';
import { noteDemand } from '../prescriptions/demand.ts';
import { markPayment } from './pay.ts';
import { pickAndMove } from './pickAndMove.ts';

type Line = Extract<Input<'dispensing.dispense'>['lines'][number], { itemId: string }>;
type Done = Output<'dispensing.dispense'>['lines'][number];

/** Over the counter, without a prescription, where the item's rule allows it. @throws 'not_found', 'dispensing.prescription_only', 'dispensing.person_needed' */
export async function sell(ctx: Context, handoverId: string, line: Line, patientId: string | undefined): Promise<Done> {
  const item = await ctx.db
    .selectFrom('item')
    .select(['id', 'name', 'unit', 'counter_rule', 'is_controlled'])
    .where('id', '=', line.itemId)
    .executeTakeFirst();
  if (!item) throw new AppError('not_found', { resource: 'item' });
  if (item.counter_rule === 'prescription' || item.is_controlled === 1) throw new AppError('dispensing.prescription_only');
  if (item.counter_rule === 'named' && patientId === undefined) throw new AppError('dispensing.person_needed');
  if (patientId !== undefined) await assertPatient(ctx.db, patientId);
  const medicationDispenseId = ctx.newId();
  const { picks, lotReason, write } = await pickAndMove(ctx, {
    itemId: item.id,
    quantity: line.quantity,
    perDay: dailyUse(line.directions, item.unit),
    refId: medicationDispenseId,
    lotId: line.lotId,
    overrideReason: line.overrideReason,
    patientId: patientId ?? null,
  });
  insert(ctx, 'medication_dispense', {
    id: medicationDispenseId,
    medication_request_id: null,
    patient_id: patientId ?? null,
    quantity: line.quantity,
    when_handed_over: ctx.now(),
    performer_id: ctx.user.practitionerId,
    lot_reason: lotReason,
    item_id: item.id,
    handover_id: handoverId,
    directions: line.directions,
    counselled: line.counselled.length === 0 ? null : JSON.stringify(line.counselled),
    safety_reason: line.safetyReason ?? null,
  });
  write();
  if (line.payment) markPayment(ctx, { id: medicationDispenseId, patient_id: patientId ?? null }, line.payment);
  noteDemand(ctx, { itemId: item.id, medicine: item.name, asked: line.quantity, given: line.quantity, why: 'given' });
  return { medicationDispenseId, picks, handed: line.quantity, stillOwed: 0 };
}
