import {
  findRequisition,
  listRequisitionLines,
  listRequisitionLots,
  type RequisitionLineRecord,
  type RequisitionLotRecord,
  type RequisitionRecord,
} from '../../db/queries/requisitions.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { RequisitionStatus } from '../../preload/contract/requisitions.ts';
import type { Context } from '../facility/context.ts';
import { publishTransfer } from './publish.ts';
import { eventKey, type Shipment, statusOf, type Transfer, type TransferEvent, transferNext } from './transferNext.ts';

export type Requisition = RequisitionRecord & { lines: RequisitionLineRecord[]; lots: RequisitionLotRecord[]; transfer: Transfer };

/** The request as stored, and as the state machine sees it. @throws 'not_found' */
export function openRequisition(ctx: Context, requisitionId: string): Requisition {
  const record = findRequisition(ctx.raw, requisitionId);
  if (!record) throw new AppError('not_found', { resource: 'requisition' });
  return withDocument(ctx, record);
}

export function withDocument(ctx: Pick<Context, 'raw'>, record: RequisitionRecord): Requisition {
  const lines = listRequisitionLines(ctx.raw, record.requisitionId);
  const lots = listRequisitionLots(ctx.raw, record.requisitionId);
  const shipments = [...Map.groupBy(lots, (lot) => lot.shipmentKey)].map(([key, own]): Shipment => ({
    key,
    status: own[0]?.shipmentStatus ?? 'picked',
    lots: own,
  }));
  const { status } = record;
  const end = status === 'rejected' || status === 'cancelled' || status === 'closed' ? status : null;
  return { ...record, lines, lots, transfer: { lines, shipments, end } };
}

export type RequisitionChange = { requisitionId: string; version: number };

/** @throws 'not_found', 'version.conflict' */
export function openForChange(ctx: Context, { requisitionId, version }: RequisitionChange): Requisition {
  const found = openRequisition(ctx, requisitionId);
  if (found.version !== version) throw new AppError('version.conflict', { found: found.version });
  return found;
}

/** What an event carries besides itself: local ids of the lots that were picked or came. */
export type Attached = {
  lots?: readonly { position: number; lotNumber: string; expiry: string | null; lotId: string; locationId: string }[];
};
type Told = { note?: string; by?: string; attached?: Attached };

/** One act on this side: the next state is stored, stands in the timeline and goes to the other facility. @throws 'requisition.wrong_status' { status } */
export function act(
  ctx: Context,
  requisition: Requisition,
  event: TransferEvent,
  told: Told = {},
): { version: number; status: RequisitionStatus } {
  const next = transferNext(requisition.transfer, event);
  if (next === null || next === requisition.transfer)
    throw new AppError('requisition.wrong_status', { status: statusOf(requisition.transfer) });
  const kept = keep(ctx, requisition, next, event, told);
  publishTransfer(ctx, openRequisition(ctx, requisition.requisitionId));
  return kept;
}

/** Stores what became of the document: only what is different. */
export function keep(ctx: Context, before: Requisition, next: Transfer, event: TransferEvent, { note = '', by, attached }: Told = {}) {
  for (const line of next.lines) {
    const old = before.lines.find(({ position }) => position === line.position);
    if (old && old.approved !== line.approved) amend(ctx, 'requisition_line', old.id, { approved: line.approved });
  }
  for (const shipment of next.shipments) keepShipment(ctx, before, shipment, attached);
  const status = statusOf(next);
  const reason = event.t === 'reject' || event.t === 'cancel' || event.t === 'close' ? note : before.reason;
  const version = amend(ctx, 'requisition', before.requisitionId, { status, reason }, { version: before.version });
  noteEvent(ctx, before.requisitionId, event, note, by);
  return { version, status };
}

function keepShipment(ctx: Context, before: Requisition, shipment: Shipment, attached: Attached | undefined): void {
  const old = before.lots.filter(({ shipmentKey }) => shipmentKey === shipment.key);
  const [first] = old;
  if (!first) {
    const id = ctx.newId();
    insert(ctx, 'requisition_shipment', { id, requisition_id: before.requisitionId, shipment_key: shipment.key, status: shipment.status });
    for (const lot of shipment.lots) {
      const local = attached?.lots?.find((one) => isSameLot(one, lot));
      insert(ctx, 'requisition_lot', {
        id: ctx.newId(),
        shipment_id: id,
        position: lot.position,
        lot_id: local?.lotId ?? null,
        location_id: local?.locationId ?? null,
        lot_number: lot.lotNumber,
        expiry: lot.expiry,
        unit_cost: lot.unitCost,
        quantity: lot.quantity,
      });
    }
    return;
  }
  if (first.shipmentStatus !== shipment.status) amend(ctx, 'requisition_shipment', first.shipmentId, { status: shipment.status });
  for (const [at, lot] of shipment.lots.entries()) {
    const stored = old[at];
    if (!stored || stored.received === lot.received) continue;
    const local = attached?.lots?.find((one) => isSameLot(one, lot));
    amend(ctx, 'requisition_lot', stored.id, {
      received: lot.received,
      ...(local ? { lot_id: local.lotId, location_id: local.locationId } : {}),
    });
  }
}

type LotName = { position: number; lotNumber: string; expiry: string | null };
export const isSameLot = (a: LotName, b: LotName): boolean =>
  a.position === b.position && a.lotNumber === b.lotNumber && a.expiry === b.expiry;

/** Once: the same event that comes again is in the timeline already. */
export function noteEvent(ctx: Context, requisitionId: string, event: TransferEvent | { t: 'ask' }, note = '', by?: string): void {
  const key = event.t === 'ask' ? 'ask' : eventKey(event);
  const before = ctx.raw.prepare('SELECT 1 FROM requisition_event WHERE requisition_id = ? AND event_key = ?').get(requisitionId, key);
  if (before) return;
  insert(ctx, 'requisition_event', {
    id: ctx.newId(),
    requisition_id: requisitionId,
    event_key: key,
    event: event.t,
    note,
    at: ctx.now(),
    by: by ?? ctx.user.practitionerId,
  });
}
