import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type RequisitionRecord = {
  requisitionId: string;
  version: number;
  number: string;
  side: 'here' | 'asking' | 'giving';
  peerFacilityId: string | null;
  peerName: string | null;
  transferKey: string | null;
  askingLocationId: string | null;
  givingLocationId: string | null;
  askingPlace: string | null;
  givingPlace: string | null;
  status: string;
  note: string;
  reason: string;
  neededOn: string | null;
  createdAt: string;
  createdBy: string;
  peerCursor: number | null;
};

const sql = `
  SELECT r.id AS requisitionId, r.version, r.number, r.side, r.peer_facility_id AS peerFacilityId, p.name AS peerName, r.transfer_key AS transferKey,
         r.asking_location_id AS askingLocationId, r.giving_location_id AS givingLocationId, a.name AS askingPlace, g.name AS givingPlace,
         r.status, r.note, r.reason, r.needed_on AS neededOn, r.created_at AS createdAt, r.created_by AS createdBy, r.peer_cursor AS peerCursor
  FROM requisition r LEFT JOIN peer_facility p ON p.facility_id = r.peer_facility_id
  LEFT JOIN location a ON a.id = r.asking_location_id LEFT JOIN location g ON g.id = r.giving_location_id`;

export function findRequisition(raw: Raw, id: string): RequisitionRecord | undefined {
  return prepared(raw, `${sql} WHERE r.id = ?`).get(id) as RequisitionRecord | undefined;
}

/** The copy here of a request that runs between two facilities. */
export function findByTransfer(raw: Raw, at: { peer: string; key: string; side: 'asking' | 'giving' }): RequisitionRecord | undefined {
  return prepared(raw, `${sql} WHERE r.peer_facility_id = :peer AND r.transfer_key = :key AND r.side = :side`).get(at) as
    | RequisitionRecord
    | undefined;
}

/** Newest first. */
export function listRequisitions(raw: Raw): RequisitionRecord[] {
  return prepared(raw, `${sql} ORDER BY r.created_at DESC, r.id DESC`).all() as RequisitionRecord[];
}

export type RequisitionLineRecord = {
  id: string;
  position: number;
  itemId: string | null;
  foreignKey: string | null;
  name: string;
  product: string;
  asked: number;
  approved: number | null;
};

export function listRequisitionLines(raw: Raw, requisitionId: string): RequisitionLineRecord[] {
  return prepared(
    raw,
    `SELECT id, position, item_id AS itemId, foreign_key AS foreignKey, name, product, asked, approved
     FROM requisition_line WHERE requisition_id = ? ORDER BY position`,
  ).all(requisitionId) as RequisitionLineRecord[];
}

export type RequisitionLotRecord = {
  id: string;
  shipmentId: string;
  shipmentKey: string;
  shipmentStatus: 'picked' | 'shipped' | 'received' | 'returned';
  position: number;
  lotId: string | null;
  locationId: string | null;
  lotNumber: string;
  expiry: string | null;
  unitCost: number | null;
  quantity: number;
  received: number | null;
};

/** In the order in which they were picked. */
export function listRequisitionLots(raw: Raw, requisitionId: string): RequisitionLotRecord[] {
  return prepared(
    raw,
    `SELECT l.id, s.id AS shipmentId, s.shipment_key AS shipmentKey, s.status AS shipmentStatus, l.position, l.lot_id AS lotId, l.location_id AS locationId,
            l.lot_number AS lotNumber, l.expiry, l.unit_cost AS unitCost, l.quantity, l.received
     FROM requisition_shipment s JOIN requisition_lot l ON l.shipment_id = s.id WHERE s.requisition_id = ? ORDER BY s.rowid, l.rowid`,
  ).all(requisitionId) as RequisitionLotRecord[];
}

export function listRequisitionEvents(raw: Raw, requisitionId: string): { event: string; at: string; byName: string; note: string }[] {
  return prepared(
    raw,
    `SELECT e.event, e.at, coalesce(p.display_name, f.name, '') AS byName, e.note FROM requisition_event e
     LEFT JOIN practitioner p ON p.id = e.by LEFT JOIN peer_facility f ON f.facility_id = e.by WHERE e.requisition_id = ? ORDER BY e.at, e.rowid`,
  ).all(requisitionId) as never;
}

/** Lots of an item at one place, less what is kept back for others there. */
export function listFreeLots(
  raw: Raw,
  at: { itemId: string; locationId: string },
): {
  lotId: string;
  locationId: string;
  lotNumber: string;
  expiry: string | null;
  status: string;
  onHand: number;
  unitCost: number | null;
}[] {
  return prepared(
    raw,
    `SELECT b.lot_id AS lotId, b.location_id AS locationId, l.lot_number AS lotNumber, l.expiry, l.status, l.unit_cost AS unitCost,
            b.on_hand - coalesce((SELECT sum(quantity) FROM stock_reservation r
                                  WHERE r.lot_id = b.lot_id AND r.location_id = b.location_id AND r.released_at IS NULL), 0) AS onHand
     FROM stock_balance b JOIN lot l ON l.id = b.lot_id
     WHERE b.item_id = :itemId AND b.location_id = :locationId AND b.on_hand > 0`,
  ).all(at) as never;
}

export type HeardTransfer = { facilityId: string; key: string; payload: string; cursor: number };

/** What other facilities say of transfers with us. */
export function listHeardTransfers(raw: Raw, ourId: string): HeardTransfer[] {
  return prepared(
    raw,
    `SELECT facility_id AS facilityId, key, payload, cursor FROM peer_state
     WHERE kind = 'transfer' AND payload ->> 'partner' = ? ORDER BY cursor`,
  ).all(ourId) as HeardTransfer[];
}

export function findHeardTransfer(raw: Raw, facilityId: string, key: string): HeardTransfer | undefined {
  return prepared(
    raw,
    `SELECT facility_id AS facilityId, key, payload, cursor FROM peer_state WHERE kind = 'transfer' AND facility_id = ? AND key = ?`,
  ).get(facilityId, key) as HeardTransfer | undefined;
}

/** Our item of a foreign one: as somebody said it once, else the only one of the same product. */
export function findItemFor(raw: Raw, at: { facilityId: string; foreignKey: string; productKey: string | null }): string | null {
  const said = prepared(raw, 'SELECT item_id FROM item_alias WHERE facility_id = ? AND foreign_key = ?')
    .pluck()
    .get(at.facilityId, at.foreignKey) as string | undefined;
  if (said !== undefined) return said;
  const same = prepared(raw, 'SELECT id FROM item WHERE product_key = ?').pluck().all(at.productKey) as string[];
  return same.length === 1 ? (same[0] ?? null) : null;
}
