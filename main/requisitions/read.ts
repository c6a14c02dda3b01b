import { listFreeLots, listRequisitionEvents, listRequisitions } from '../../db/queries/requisitions.ts';
import type { Output } from '../../preload/contract/index.ts';
import { type RequisitionRow, requisitionStatus } from '../../preload/contract/requisitions.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { proposeFefo } from '../inventory/fefo.ts';
import { openRequisition, type Requisition, withDocument } from './document.ts';
import { owedOf, pickedOf, receivedOf, shippedOf, statusOf, type TransferLine } from './transferNext.ts';

type Card = Output<'requisitions.get'>;
const over: readonly string[] = ['received', 'rejected', 'cancelled', 'closed'];

/** Newest first. */
export const requisitionsList: QueryHandler<'requisitions.list'> = async (ctx, { show }) => {
  const rows = listRequisitions(ctx.raw).filter(({ status }) => show === 'all' || !over.includes(status));
  return { requisitions: rows.map((row) => toRow(ctx, withDocument(ctx, row))) };
};

/** @throws 'not_found' */
export const requisitionCard: QueryHandler<'requisitions.get'> = async (ctx, { requisitionId }) => {
  const requisition = openRequisition(ctx, requisitionId);
  const { transfer, lines, lots } = requisition;
  const givingLocationId = requisition.givingLocationId ?? (await storeOf(ctx));
  const named = (position: number) => ({
    name: lines.find((line) => line.position === position)?.name ?? '',
    unit: unitOf(ctx, lines, position),
  });
  return {
    ...toRow(ctx, requisition),
    version: requisition.version,
    note: requisition.note,
    reason: requisition.reason,
    items: lines.map((line) => ({
      position: line.position,
      itemId: line.itemId,
      ...named(line.position),
      asked: line.asked,
      approved: line.approved,
      picked: pickedOf(transfer, line.position),
      shipped: shippedOf(transfer, line.position),
      received: receivedOf(transfer, line.position),
      owed: owedOf(transfer, line),
      available:
        requisition.side === 'asking' || line.itemId === null
          ? null
          : proposeFefo(listFreeLots(ctx.raw, { itemId: line.itemId, locationId: givingLocationId }), 1, {
              today: ctx.today(),
              perDay: null,
            }).available,
    })),
    shipments: [...Map.groupBy(lots, (lot) => lot.shipmentId)].map(([shipmentId, own]) => ({
      shipmentId,
      status: own[0]?.shipmentStatus ?? 'picked',
      lots: own.map(({ position, lotNumber, expiry, quantity, received }) => ({
        position,
        ...named(position),
        lotNumber,
        expiry,
        quantity,
        received,
      })),
    })),
    events: listRequisitionEvents(ctx.raw, requisitionId),
    acts: actsOf(requisition),
  };
};

/** Places here that may give or ask, and facilities of the hub. */
export const requisitionPlaces: QueryHandler<'requisitions.places'> = async (ctx) => {
  const locations = await ctx.db
    .selectFrom('location')
    .select(['id as locationId', 'name', 'kind'])
    .where('is_active', '=', 1)
    .where('kind', '<>', 'quarantine')
    .orderBy('name')
    .execute();
  const facilities = await ctx.db
    .selectFrom('peer_facility')
    .select(['facility_id as facilityId', 'name', 'type'])
    .orderBy('name')
    .execute();
  return { locations, facilities };
};

async function storeOf(ctx: Context): Promise<string> {
  const store = await ctx.db.selectFrom('location').select('id').where('kind', '=', 'store').orderBy('id').executeTakeFirstOrThrow();
  return store.id;
}

function unitOf(ctx: Context, lines: Requisition['lines'], position: number): string {
  const line = lines.find((one) => one.position === position);
  const ours = line?.itemId
    ? (ctx.raw.prepare('SELECT unit FROM item WHERE id = ?').pluck().get(line.itemId) as string | undefined)
    : undefined;
  return ours ?? (JSON.parse(line?.product ?? '{}') as { unit?: string }).unit ?? '';
}

function toRow(ctx: Context, requisition: Requisition): RequisitionRow {
  const { requisitionId, number, side, peerName, askingPlace, givingPlace, neededOn, createdAt, transfer, lines } = requisition;
  const us = ctx.facility.self.name;
  return {
    requisitionId,
    number,
    side,
    askingName: side === 'giving' ? (peerName ?? '') : (askingPlace ?? us),
    givingName: side === 'asking' ? (peerName ?? '') : (givingPlace ?? us),
    status: requisitionStatus.parse(statusOf(transfer)),
    lines: lines.length,
    createdAt,
    neededOn,
    owed: lines.reduce((sum, line: TransferLine) => sum + owedOf(transfer, line), 0),
  };
}

/** What this side may do with it now. */
function actsOf({ side, transfer, lines }: Requisition): Card['acts'] {
  const status = statusOf(transfer);
  const isOwed = lines.some((line) => owedOf(transfer, line) > 0);
  const isGiving = side !== 'asking';
  const isAsking = side !== 'giving';
  const acts: Card['acts'] = [];
  const may = (act: Card['acts'][number], isNow: boolean) => isNow && acts.push(act);
  may('approve', isGiving && status === 'requested');
  may('reject', isGiving && status === 'requested');
  may('pick', isGiving && isOwed && (status === 'approved' || status === 'back-ordered' || status === 'shipped'));
  may('ship', isGiving && status === 'picked');
  may('put-back', isGiving && status === 'picked');
  may('receive', isAsking && transfer.shipments.some((one) => one.status === 'shipped'));
  may('close', isGiving && (status === 'approved' || status === 'back-ordered'));
  may(
    'cancel',
    isAsking && (status === 'requested' || (status === 'approved' && transfer.shipments.every((one) => one.status === 'returned'))),
  );
  return acts;
}
