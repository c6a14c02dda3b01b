import { findTask } from '../../db/queries/dispensing.ts';
import { findRequest, type RequestLine } from '../../db/queries/prescriptions.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import { assertDispensable, owedOf } from '../prescriptions/dispensable.ts';
import { settleClaims } from '../prescriptionSeals/claims.ts';
import { moveRequest } from '../prescriptions/life.ts';
import { noteDemand } from '../prescriptions/demand.ts';
import { convert } from './exact.ts';
import { markPayment } from './pay.ts';
import { perDayOf } from './perDay.ts';
import { pickAndMove } from './pickAndMove.ts';
import { productOf } from './product.ts';
import { substituteFor } from './substituteFor.ts';
import { assertNotClaimed, setTask } from './task.ts';

type Line = Extract<Input<'dispensing.dispense'>['lines'][number], { medicationRequestId: string }>;
type Done = Output<'dispensing.dispense'>['lines'][number];

/** One line of a prescription. Inside the transaction. */
export async function handOut(ctx: Context, handoverId: string, line: Line): Promise<Done> {
  const request = await findRequest(ctx.db, line.medicationRequestId);
  if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
  const before = request.dispensed ?? 0;
  if (line.dispensedBefore !== undefined && line.dispensedBefore !== before) throw new AppError('version.conflict', { found: before });
  assertDispensable(request, line.quantity, ctx.today());
  const task = findTask(ctx.raw, request.id);
  assertNotClaimed(ctx, task);
  if (task?.status === 'ready') setTask(ctx, request, { status: 'preparing' }); // what was kept back for this person is free for them

  const { itemId, handed, substitution, perDay } = whatGoes(ctx, request, line);
  const medicationDispenseId = ctx.newId();
  const { picks, lotReason, write } = await pickAndMove(ctx, {
    itemId,
    quantity: handed,
    perDay,
    refId: medicationDispenseId,
    lotId: line.lotId,
    overrideReason: line.overrideReason,
    patientId: request.patient_id,
  });
  insert(ctx, 'medication_dispense', {
    id: medicationDispenseId,
    medication_request_id: request.id,
    patient_id: request.patient_id,
    quantity: line.quantity,
    when_handed_over: ctx.now(),
    performer_id: ctx.user.practitionerId,
    lot_reason: lotReason,
    item_id: itemId,
    handed: handed === line.quantity ? null : handed,
    handover_id: handoverId,
    reason: substitution?.reason ?? null,
    directions: substitution?.directions ?? null,
    counselled: line.counselled.length === 0 ? null : JSON.stringify(line.counselled),
    safety_reason: line.safetyReason ?? null,
  });
  write();
  settleClaims(ctx, request.id);
  if (line.payment) markPayment(ctx, { id: medicationDispenseId, patient_id: request.patient_id }, line.payment);
  if (substitution) tellPrescriber(ctx, request, substitution);

  const stillOwed = owedOf(request) - line.quantity;
  if (stillOwed === 0) {
    moveRequest(ctx, { ...request, dispensed: before + line.quantity }, 'complete');
    if (task) setTask(ctx, request, { status: 'closed' });
  } else if (line.owe || task?.status === 'owing') {
    setTask(ctx, request, { status: 'owing', owed_since: task?.owed_since ?? ctx.now(), note: task?.note ?? '' });
  } else if (task) setTask(ctx, request, { status: 'waiting' });
  noteDemand(ctx, { itemId, medicine: request.medicine, asked: handed, given: handed, why: 'given', askedFor: request.id });
  return { medicationDispenseId, picks, handed, stillOwed };
}

type Going = { itemId: string; handed: number; perDay: number | null; substitution: Substitution | null };
type Substitution = { itemId: string; name: string; reason: string; directions: string | null };

/** @throws 'prescription.no_item', 'dispensing.other_ingredient', 'dispensing.other_form', 'dispensing.strength_unknown', 'dispensing.not_exact', 'dispensing.directions_needed' */
function whatGoes(ctx: Context, request: RequestLine, line: Line): Going {
  const own = request.item_id;
  if (own === null) throw new AppError('prescription.no_item');
  const perDay = perDayOf(request, productOf(ctx.raw, own));
  if (!line.substitute || line.substitute.itemId === own) return { itemId: own, handed: line.quantity, perDay, substitution: null };
  const { item, rate, directions } = substituteFor(ctx, request, own, line.substitute.itemId);
  const handed = convert(line.quantity, rate);
  if (handed === null) throw new AppError('dispensing.not_exact', { units: rate.units, per: rate.per });
  const written = directions ?? line.substitute.directions ?? null;
  if (written === null) throw new AppError('dispensing.directions_needed');
  return {
    itemId: item.id,
    handed,
    perDay: perDay === null ? null : (perDay * rate.units) / rate.per,
    substitution: {
      itemId: item.id,
      name: item.name,
      reason: line.substitute.reason,
      directions: written === request.directions ? null : written,
    },
  };
}

function tellPrescriber(ctx: Context, request: RequestLine, { name, reason }: Substitution): void {
  insert(ctx, 'prescriber_notice', {
    id: ctx.newId(),
    medication_request_id: request.id,
    patient_id: request.patient_id,
    prescriber_id: request.prescriber_id,
    kind: 'substituted',
    handed_out: name,
    text: reason,
    written_at: ctx.now(),
    written_by: ctx.user.practitionerId,
  });
}
