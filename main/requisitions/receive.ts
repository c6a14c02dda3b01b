import { findStore } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { move } from '../inventory/move.ts';
import { moveBetween } from '../inventory/moveBetween.ts';
import { lotFor } from '../inventory/receive.ts';
import { releaseReservation } from '../inventory/reserve.ts';
import { publishStock } from '../network/publishStock.ts';
import { requireSide } from './decide.ts';
import { act, type Attached, openForChange, type Requisition } from './document.ts';
import { type Shipment, transferNext } from './transferNext.ts';

/**
 * What came of a shipment goes to the asking place with its lots and days; a lot that is not named came whole. What is missing stays
 * seen on the document. @throws 'not_found', 'version.conflict', 'requisition.other_side', 'requisition.wrong_status', 'requisition.too_much'
 */
export const receiveRequisition: CommandHandler<'requisitions.receive'> = {
  run: async (ctx, { shipmentId, lots, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'asking');
    const key = requisition.lots.find((lot) => lot.shipmentId === shipmentId)?.shipmentKey;
    if (key === undefined) throw new AppError('not_found', { resource: 'shipment' });
    const event = { t: 'receive', shipment: key, lots } as const;
    const before = requisition.transfer.shipments.find((one) => one.key === key);
    if (before?.status !== 'shipped') throw new AppError('requisition.wrong_status', { status: requisition.status });
    const came = transferNext(requisition.transfer, event)?.shipments.find((one) => one.key === key);
    if (!came) throw new AppError('requisition.too_much');
    const attached = requisition.side === 'here' ? moveHere(ctx, requisition, came) : await takeIn(ctx, requisition, came);
    return act(ctx, requisition, event, { attached });
  },
};

const itemOf = (requisition: Requisition, position: number): string => {
  const itemId = requisition.lines.find((line) => line.position === position)?.itemId;
  if (!itemId) throw new Error('what was asked for is not an item here');
  return itemId;
};

async function takeIn(ctx: Context, requisition: Requisition, came: Shipment): Promise<Attached> {
  const locationId = requisition.askingLocationId ?? (await findStore(ctx.db)).id;
  const items = new Set<string>();
  const lots: NonNullable<Attached['lots']>[number][] = [];
  for (const { position, lotNumber, expiry, received } of came.lots) {
    if (received === null || received === 0) continue;
    const itemId = itemOf(requisition, position);
    const lotId = await lotFor(ctx, { itemId, lotNumber, expiry });
    move(ctx, {
      itemId,
      lotId,
      locationId,
      quantity: received,
      reason: 'transfer-in',
      refId: requisition.requisitionId,
      note: requisition.number,
    });
    items.add(itemId);
    lots.push({ position, lotNumber, expiry, lotId, locationId });
  }
  for (const itemId of items) publishStock(ctx, itemId);
  return { lots };
}

/** From shelf to shelf: nothing is consumed, and what did not come never left. */
function moveHere(ctx: Context, requisition: Requisition, came: Shipment): Attached {
  releaseReservation(ctx, came.key);
  const to = requisition.askingLocationId;
  if (to === null) throw new Error('a request within the facility has an asking place');
  for (const [at, { position, received }] of came.lots.entries()) {
    const lot = requisition.lots.filter(({ shipmentKey }) => shipmentKey === came.key)[at];
    if (!lot?.lotId || !lot.locationId || received === null || received === 0) continue;
    moveBetween(ctx, { itemId: itemOf(requisition, position), lotId: lot.lotId, from: lot.locationId, to, quantity: received, refId: requisition.requisitionId, note: requisition.number }); // prettier-ignore
  }
  for (const itemId of new Set(came.lots.map(({ position }) => itemOf(requisition, position)))) publishStock(ctx, itemId);
  return {};
}
