import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type ReportItem = { itemId: string; category: string; programme: string; ven: string | null; maximum: number | null; value: number };

/** What each item is besides its stock line, with the value of all that is here. */
export function listReportItems(raw: Raw): ReportItem[] {
  return prepared(
    raw,
    `SELECT i.id AS itemId, i.category, i.programme, i.ven, i.maximum,
       coalesce((SELECT sum(value) FROM stock_balance b WHERE b.item_id = i.id), 0) AS value
     FROM item i`,
  ).all() as ReportItem[];
}

export type ReportLot = { itemId: string; name: string; unit: string; lotNumber: string; expiry: string; onHand: number; value: number };

/** Lots with an expiry that are here, the first to expire first. */
export function listExpiring(raw: Raw): ReportLot[] {
  return prepared(
    raw,
    `SELECT i.id AS itemId, i.name, i.unit, l.lot_number AS lotNumber, l.expiry, sum(b.on_hand) AS onHand, sum(b.value) AS value
     FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN item i ON i.id = b.item_id
     WHERE b.on_hand > 0 AND l.expiry IS NOT NULL GROUP BY l.id ORDER BY l.expiry, i.sort_name`,
  ).all() as ReportLot[];
}

export type ReportMovement = {
  itemId: string;
  day: string;
  name: string;
  lotNumber: string;
  reason: string;
  quantity: number;
  value: number;
  place: string;
  by: string;
  note: string;
};

export function listMovementsBetween(raw: Raw, at: { from: string; to: string; limit: number }): ReportMovement[] {
  return prepared(
    raw,
    `SELECT m.item_id AS itemId, m.local_date AS day, i.name, l.lot_number AS lotNumber, m.reason, m.quantity, v.value, p.name AS place,
       coalesce(w.display_name, '') AS by, m.note
     FROM stock_movement m JOIN valued_movement v ON v.id = m.id JOIN item i ON i.id = m.item_id JOIN lot l ON l.id = m.lot_id
     JOIN location p ON p.id = m.location_id LEFT JOIN practitioner w ON w.id = m.recorded_by
     WHERE m.local_date BETWEEN :from AND :to ORDER BY m.local_date DESC, m.moved_at DESC LIMIT :limit`,
  ).all(at) as ReportMovement[];
}

export function countMovementsBetween(raw: Raw, at: { from: string; to: string }): number {
  return prepared(raw, 'SELECT count(*) FROM stock_movement WHERE local_date BETWEEN :from AND :to').pluck().get(at) as number;
}

export type MonthUse = { itemId: string; month: string; issued: number };

export function listMonthUse(raw: Raw, at: { from: string; to: string }): MonthUse[] {
  const sql = 'SELECT item_id AS itemId, month, issued FROM item_month WHERE month BETWEEN :from AND :to ORDER BY month';
  return prepared(raw, sql).all(at) as MonthUse[];
}

/** Minor units a dispensing unit that each item is worth now, or was worth when it last went out. */
export function listUnitWorth(raw: Raw): Map<string, number> {
  const rows = prepared(
    raw,
    `SELECT i.id, coalesce(
        (SELECT CAST(sum(value) AS REAL) / sum(on_hand) FROM stock_balance b WHERE b.item_id = i.id AND b.on_hand > 0),
        (SELECT CAST(unit_cost AS REAL) FROM lot l WHERE l.item_id = i.id AND unit_cost IS NOT NULL ORDER BY created_at DESC LIMIT 1), i.price, 0) AS worth
     FROM item i`,
  ).all() as { id: string; worth: number }[];
  return new Map(rows.map(({ id, worth }) => [id, worth]));
}
