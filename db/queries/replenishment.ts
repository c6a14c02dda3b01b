import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

type Within = { from: string; to: string };

/** An item's days with a change in the window (`to` exclusive), in order, and before them the last one before the window. */
export function listItemDays(raw: Raw, itemId: string, window: Within) {
  const sql = `
    SELECT day, issued, unmet, usable FROM item_day
    WHERE item_id = :itemId AND day < :to
      AND day >= coalesce((SELECT max(day) FROM item_day WHERE item_id = :itemId AND day < :from), :from)
    ORDER BY day`;
  return prepared(raw, sql).all({ ...window, itemId }) as { day: string; issued: number; unmet: number; usable: number }[];
}

export function readFirstDay(raw: Raw, itemId: string): string | null {
  const day = prepared(raw, 'SELECT first_day FROM item_start WHERE item_id = ?').pluck().get(itemId) as string | undefined;
  return day ?? null;
}

/** Of each item its first day here, and what was issued and asked in vain (on days with stock) in the window's whole months. */
export function listItemUse(raw: Raw, { from, to }: Within) {
  const sql = `
    SELECT i.id AS itemId, s.first_day AS firstDay, coalesce(u.issued, 0) AS issued, coalesce(u.unmet, 0) AS unmet
    FROM item i LEFT JOIN item_start s ON s.item_id = i.id
    LEFT JOIN (SELECT item_id, sum(issued) AS issued, sum(unmet) AS unmet FROM item_month WHERE month >= :from AND month < :to GROUP BY item_id) u
      ON u.item_id = i.id`;
  const months = { from: from.slice(0, 7), to: to.slice(0, 7) };
  return prepared(raw, sql).all(months) as { itemId: string; firstDay: string | null; issued: number; unmet: number }[];
}

/** The same, each month by itself; months without either are left out. */
export function listItemMonths(raw: Raw, { from, to }: Within) {
  const sql = 'SELECT item_id AS itemId, month, issued, unmet FROM item_month WHERE month >= ? AND month < ?';
  return prepared(raw, sql).all(from.slice(0, 7), to.slice(0, 7)) as { itemId: string; month: string; issued: number; unmet: number }[];
}

/** The days that ended with nothing usable, as long as that lasted into the window; each with the item's next day of change. */
export function listEmptyDays(raw: Raw, window: Within) {
  const sql = `SELECT item_id AS itemId, day, issued, next_day AS next FROM item_day INDEXED BY item_day_without
               WHERE usable <= 0 AND next_day > :from AND day < :to`;
  return prepared(raw, sql).all(window) as EmptyDay[];
}
export type EmptyDay = { itemId: string; day: string; issued: number; next: string };

/** Usable lots where medicines are handed out, and those that expired there, first expired first. */
export function listLotsToUse(raw: Raw, itemId: string | null) {
  const sql = `
    SELECT b.item_id AS itemId, b.lot_id AS lotId, l.lot_number AS lotNumber, l.expiry, sum(b.on_hand) AS onHand, sum(b.value) AS value
    FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN location p ON p.id = b.location_id
    WHERE b.on_hand > 0 AND l.status = 'active' AND p.is_dispensable = 1 ${itemId === null ? '' : 'AND b.item_id = :itemId'}
    GROUP BY b.item_id, b.lot_id
    ORDER BY b.item_id, coalesce(l.expiry, '9999-12-31'), l.lot_number, b.lot_id`;
  return prepared(raw, sql).all(itemId === null ? {} : { itemId }) as {
    itemId: string;
    lotId: string;
    lotNumber: string;
    expiry: string | null;
    onHand: number;
    value: number;
  }[];
}

export type ItemFacts = {
  itemId: string;
  name: string;
  form: string;
  unit: string;
  packSize: number;
  minimum: number;
  maximum: number | null;
  leadTimeDays: number | null;
  ven: 'V' | 'E' | 'N' | null;
  /** minor units a dispensing unit: the item's price, or what the newest lot cost */
  unitPrice: number | null;
};

/** What the facility has laid down for its items. */
export function listItemFacts(raw: Raw, itemId: string | null): ItemFacts[] {
  const sql = `
    SELECT i.id AS itemId, i.name, i.form, i.unit, i.pack_size AS packSize, coalesce(i.minimum, i.reorder_level) AS minimum, i.maximum,
      i.lead_time_days AS leadTimeDays, i.ven,
      coalesce(i.price, (SELECT l.unit_cost FROM lot l WHERE l.item_id = i.id AND l.unit_cost IS NOT NULL ORDER BY l.created_at DESC LIMIT 1)) AS unitPrice
    FROM item i ${itemId === null ? '' : 'WHERE i.id = :itemId'} ORDER BY i.sort_name`;
  return prepared(raw, sql).all(itemId === null ? {} : { itemId }) as ItemFacts[];
}

/**
 * Dispensing units that are still to come: bought or asked for, a draft too, so that nobody orders it again meanwhile.
 * Of a purchase what was confirmed, else what was ordered; of a requisition what was granted, else what was asked.
 */
export function listOnOrder(raw: Raw, itemId: string | null): Map<string, number> {
  const of = itemId === null ? '' : 'AND l.item_id = :itemId';
  const sql = `
    SELECT itemId, sum(owed) AS owed FROM (
      SELECT l.item_id AS itemId, max(0, coalesce(l.confirmed_packs, l.packs) * l.pack_size - l.received) AS owed
      FROM purchase_order_line l JOIN purchase_order o ON o.id = l.order_id
      WHERE l.is_removed = 0 AND o.status NOT IN ('received', 'closed', 'cancelled') ${of}
      UNION ALL
      SELECT l.item_id, max(0, coalesce(l.approved, l.asked) - coalesce((
        SELECT sum(t.received) FROM requisition_lot t JOIN requisition_shipment s ON s.id = t.shipment_id
        WHERE s.requisition_id = l.requisition_id AND t.position = l.position), 0))
      FROM requisition_line l JOIN requisition r ON r.id = l.requisition_id
      WHERE r.side = 'asking' AND l.item_id IS NOT NULL AND r.status NOT IN ('received', 'rejected', 'cancelled', 'closed') ${of}
    ) GROUP BY itemId HAVING sum(owed) > 0`;
  const rows = prepared(raw, sql).all(itemId === null ? {} : { itemId }) as { itemId: string; owed: number }[];
  return new Map(rows.map((row) => [row.itemId, row.owed]));
}
