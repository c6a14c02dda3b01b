import { findTask } from '../../db/queries/dispensing.ts';
import { listLotsToPick } from '../../db/queries/inventory.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { allocateFefo } from '../inventory/fefo.ts';
import { reserveStock } from '../inventory/reserve.ts';
import { assertDispensable } from '../prescriptions/dispensable.ts';
import { perDayOf } from './perDay.ts';
import { productOf } from './product.ts';
import { assertNotClaimed, setTask } from './task.ts';

/** @throws 'not_found', 'prescription.not_active', 'prescription.quantity_exceeded', 'prescription.no_item', 'dispensing.claimed', 'stock.insufficient' */
export const setReady: CommandHandler<'dispensing.setReady'> = {
  run: async (ctx, { medicationRequestId, quantity }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    assertDispensable(request, quantity, ctx.today());
    const itemId = request.item_id;
    if (itemId === null) throw new AppError('prescription.no_item');
    assertNotClaimed(ctx, findTask(ctx.raw, medicationRequestId));
    const taskId = setTask(ctx, request, { status: 'ready', set_aside: quantity });
    const use = { today: ctx.today(), perDay: perDayOf(request, productOf(ctx.raw, itemId)) };
    const picks = allocateFefo(await listLotsToPick(ctx.db, itemId), quantity, use);
    for (const { lotId, locationId, quantity: units } of picks)
      reserveStock(ctx, { itemId, lotId, locationId, quantity: units, reason: 'dispense', refId: taskId });
    return { picks: picks.map(({ locationId: _, ...pick }) => pick) };
  },
};
