import { listLotsToPick } from '../../db/queries/inventory.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { amend, audit, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { allocateFefo, allocateFrom, proposeFefo } from '../inventory/fefo.ts';
import { moveAndPublish } from '../inventory/move.ts';
import { dailyUse } from './dailyUse.ts';
import { noteDemand, refusalReasons } from './demand.ts';
import { assertDispensable, owedOf } from './dispensable.ts';

/** One ledger: the lots' movements stand in the same transaction as the dispense. @throws see preload/contract/prescriptions.ts */
export const dispense: CommandHandler<'prescriptions.dispense'> = {
  run: async (ctx, { medicationRequestId, quantity, lotId, overrideReason }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    assertDispensable(request, quantity, ctx.today());
    const itemId = request.item_id;
    if (itemId === null) throw new AppError('prescription.no_item');
    const lots = await listLotsToPick(ctx.db, itemId);
    const use = { today: ctx.today(), perDay: dailyUse(request.directions, request.unit) };
    const picks = lotId ? allocateFrom(lots, lotId, quantity, use.today) : allocateFefo(lots, quantity, use);
    const insteadOf = lotId ? proposeFefo(lots, quantity, use).picks.find((pick) => pick.lotId !== lotId) : undefined;
    if (insteadOf && overrideReason === undefined) throw new AppError('stock.reason_needed', { lotNumber: insteadOf.lotNumber });
    const lotReason = insteadOf ? (overrideReason ?? null) : null;

    const medicationDispenseId = ctx.newId();
    insert(ctx, 'medication_dispense', {
      id: medicationDispenseId,
      medication_request_id: request.id,
      patient_id: request.patient_id,
      quantity,
      when_handed_over: ctx.now(),
      performer_id: ctx.user.practitionerId,
      lot_reason: lotReason,
    });
    if (lotId && lotReason !== null)
      audit(ctx, { action: 'override', resource: 'lot', resourceId: lotId, patientId: request.patient_id, reason: lotReason });
    moveAndPublish(
      ctx,
      picks.map((pick) => ({
        itemId,
        lotId: pick.lotId,
        locationId: pick.locationId,
        quantity: -pick.quantity,
        reason: 'dispense',
        refId: medicationDispenseId,
      })),
    );
    const stillOwed = owedOf(request) - quantity;
    if (stillOwed === 0) amend(ctx, 'medication_request', request.id, { status: 'completed' }, { version: request.version });
    noteDemand(ctx, { itemId, medicine: request.medicine, asked: quantity, given: quantity, why: 'given', askedFor: medicationRequestId });
    return { medicationDispenseId, picks: picks.map(({ locationId: _, ...pick }) => pick), stillOwed };
  },
  refused: async (ctx, { medicationRequestId, quantity }, error) => {
    const why = refusalReasons[error.code];
    const request = why && (await findRequest(ctx.db, medicationRequestId));
    if (!request) return;
    const isExpired = why === 'out-of-stock' && Number(error.data['available']) === 0 && Number(error.data['expired']) > 0;
    noteDemand(ctx, {
      itemId: request.item_id,
      medicine: request.medicine,
      asked: quantity,
      given: 0,
      why: isExpired ? 'expired' : why,
      askedFor: medicationRequestId,
    });
  },
};
