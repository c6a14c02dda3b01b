import { findStore } from '../../db/queries/inventory.ts';
import { listFreeLots } from '../../db/queries/requisitions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { proposeFefo } from '../inventory/fefo.ts';
import { move } from '../inventory/move.ts';
import { releaseReservation, reserveStock } from '../inventory/reserve.ts';
import { publishStock } from '../network/publishStock.ts';
import { requireSide } from './decide.ts';
import { act, openForChange, type Requisition } from './document.ts';
import { owedOf, type TransferEvent } from './transferNext.ts';

/**
 * Takes what is owed off the shelf, first expired first, and keeps it back: FEFO offers it to nobody else. What there is not stays owed.
 * @throws 'not_found', 'version.conflict', 'requisition.other_side', 'requisition.wrong_status', 'requisition.not_mapped' { name }, 'requisition.nothing_to_pick'
 */
export const pickRequisition: CommandHandler<'requisitions.pick'> = {
  run: async (ctx, { lines, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    const locationId = requisition.givingLocationId ?? (await findStore(ctx.db)).id;
    const wanted = new Map(lines?.map(({ position, quantity }) => [position, quantity]));
    const picked = requisition.lines.flatMap((line) => {
      const owed = owedOf(requisition.transfer, line);
      const quantity = Math.min(owed, lines === undefined ? owed : (wanted.get(line.position) ?? 0));
      if (quantity === 0) return [];
      const { itemId } = line;
      if (itemId === null) throw new AppError('requisition.not_mapped', { name: line.name });
      const lots = listFreeLots(ctx.raw, { itemId, locationId });
      const costs = new Map(lots.map((lot) => [lot.lotId, lot.unitCost]));
      return proposeFefo(lots, quantity, { today: ctx.today(), perDay: null }).picks.map((one) => ({
        ...one,
        itemId,
        position: line.position,
        unitCost: costs.get(one.lotId) ?? null,
      }));
    });
    const shipment = ctx.newId();
    const event: TransferEvent = {
      t: 'pick',
      shipment,
      lots: picked.map(({ position, lotNumber, expiry, unitCost, quantity }) => ({ position, lotNumber, expiry, unitCost, quantity })),
    };
    const owesNothing = requisition.lines.every((line) => owedOf(requisition.transfer, line) === 0);
    if (picked.length === 0 && !owesNothing) throw new AppError('requisition.nothing_to_pick');
    for (const { itemId, lotId, quantity } of picked)
      reserveStock(ctx, { itemId, lotId, locationId, quantity, reason: 'transfer', refId: shipment });
    return act(ctx, requisition, event, { attached: { lots: picked } });
  },
};

/** @throws 'requisition.wrong_status' */
function pickedNow(requisition: Requisition): string {
  const key = requisition.transfer.shipments.find(({ status }) => status === 'picked')?.key;
  if (key === undefined) throw new AppError('requisition.wrong_status', { status: requisition.status });
  return key;
}

/** @throws 'not_found', 'version.conflict', 'requisition.other_side', 'requisition.wrong_status' */
export const putBackRequisition: CommandHandler<'requisitions.putBack'> = {
  run: async (ctx, change) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    const shipment = pickedNow(requisition);
    releaseReservation(ctx, shipment);
    return act(ctx, requisition, { t: 'put-back', shipment });
  },
};

/**
 * What was picked leaves. To another facility it leaves the ledger now; between two places here it moves when it is received there,
 * and stays kept back until then. @throws 'not_found', 'version.conflict', 'requisition.other_side', 'requisition.wrong_status', 'stock.insufficient'
 */
export const shipRequisition: CommandHandler<'requisitions.ship'> = {
  run: async (ctx, change) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    const shipment = pickedNow(requisition);
    if (requisition.side === 'giving') takeOut(ctx, requisition, shipment);
    return act(ctx, requisition, { t: 'ship', shipment });
  },
};

function takeOut(ctx: Context, requisition: Requisition, shipment: string): void {
  releaseReservation(ctx, shipment);
  const items = new Set<string>();
  for (const lot of requisition.lots.filter(({ shipmentKey }) => shipmentKey === shipment)) {
    const itemId = requisition.lines.find(({ position }) => position === lot.position)?.itemId;
    if (!itemId || lot.lotId === null || lot.locationId === null) throw new Error('a lot was picked that is not ours');
    const { lotId, locationId, quantity } = lot;
    move(ctx, {
      itemId,
      lotId,
      locationId,
      quantity: -quantity,
      reason: 'transfer-out',
      refId: requisition.requisitionId,
      note: requisition.number,
    });
    items.add(itemId);
  }
  for (const itemId of items) publishStock(ctx, itemId);
}
