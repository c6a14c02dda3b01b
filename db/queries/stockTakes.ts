import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type StockTakeHead = {
  id: string;
  number: string;
  kind: string;
  is_frozen: 0 | 1;
  is_blind: 0 | 1;
  counters: number;
  scope: string;
  status: string;
  started_at: string;
  startedBy: string;
  submitted_at: string | null;
  closed_at: string | null;
  closedBy: string | null;
  is_self_approved: 0 | 1;
  cancel_reason: string;
  locationName: string | null;
  version: number;
};

const heads = `
  SELECT t.id, t.number, t.kind, t.is_frozen, t.is_blind, t.counters, t.scope, t.status, t.started_at, t.submitted_at, t.closed_at,
         t.is_self_approved, t.cancel_reason, t.version, s.display_name AS startedBy, c.display_name AS closedBy, p.name AS locationName
  FROM stock_take t JOIN user_account s ON s.id = t.started_by LEFT JOIN user_account c ON c.id = t.closed_by
  LEFT JOIN location p ON p.id = t.scope ->> 'locationId'`;

export function listStockTakeHeads(raw: Raw): StockTakeHead[] {
  return prepared(raw, `${heads} ORDER BY t.closed_at IS NOT NULL, t.started_at DESC, t.id DESC LIMIT 500`).all() as StockTakeHead[];
}

export function findStockTakeHead(raw: Raw, id: string): StockTakeHead | undefined {
  return prepared(raw, `${heads} WHERE t.id = ?`).get(id) as StockTakeHead | undefined;
}

export type TakeLine = {
  lineId: string;
  itemId: string;
  lotId: string;
  locationId: string;
  name: string;
  form: string;
  unit: string;
  packSize: number;
  isControlled: 0 | 1;
  lotNumber: string;
  expiry: string | null;
  unitCost: number | null;
  locationName: string;
  bookAtStart: number;
  isFound: 0 | 1;
  needsRecount: 0 | 1;
  reason: string | null;
  note: string;
  version: number;
  /** the ledger now, dispensing units and minor units */
  onHand: number;
  held: number;
  /** of the posted movement */
  postedValue: number | null;
};

/** The lines of a stock take as they lie on the shelves. */
export function listTakeLines(raw: Raw, stockTakeId: string): TakeLine[] {
  return prepared(
    raw,
    `SELECT l.id AS lineId, l.item_id AS itemId, l.lot_id AS lotId, l.location_id AS locationId, i.name, i.form, i.unit,
            coalesce(t.pack_size, i.pack_size) AS packSize, i.is_controlled AS isControlled, t.lot_number AS lotNumber, t.expiry,
            t.unit_cost AS unitCost, p.name AS locationName, l.book_at_start AS bookAtStart, l.is_found AS isFound,
            l.needs_recount AS needsRecount, l.reason, l.note, l.version, coalesce(b.on_hand, 0) AS onHand, coalesce(b.value, 0) AS held,
            m.value AS postedValue
     FROM stock_take_line l JOIN item i ON i.id = l.item_id JOIN lot t ON t.id = l.lot_id JOIN location p ON p.id = l.location_id
     LEFT JOIN stock_balance b ON b.lot_id = l.lot_id AND b.location_id = l.location_id
     LEFT JOIN stock_movement m ON m.id = l.movement_id
     WHERE l.stock_take_id = ? ORDER BY l.position, l.id`,
  ).all(stockTakeId) as TakeLine[];
}

export type CountRow = {
  id: string;
  lineId: string;
  round: number;
  quantity: number;
  book: number;
  countedBy: string;
  countedByName: string;
};

export function listCounts(raw: Raw, stockTakeId: string): CountRow[] {
  return prepared(
    raw,
    `SELECT c.id, c.line_id AS lineId, c.round, c.quantity, c.book, c.counted_by AS countedBy, u.display_name AS countedByName
     FROM stock_take_line l JOIN stock_take_count c ON c.line_id = l.id JOIN user_account u ON u.id = c.counted_by
     WHERE l.stock_take_id = ?`,
  ).all(stockTakeId) as CountRow[];
}

export type ShelfLot = {
  itemId: string;
  lotId: string;
  locationId: string;
  onHand: number;
  name: string;
  sortName: string;
  isControlled: 0 | 1;
  category: string;
  programme: string;
  openOn: string | null;
};

/** Every lot that the book has somewhere, in the order in which one walks along: place, item, expiry. `openOn`: the open take that has it. */
export function listShelf(raw: Raw): ShelfLot[] {
  return prepared(
    raw,
    `SELECT b.item_id AS itemId, b.lot_id AS lotId, b.location_id AS locationId, b.on_hand AS onHand, i.name, i.sort_name AS sortName,
            i.is_controlled AS isControlled, i.category, i.programme,
            (SELECT t.number FROM stock_take_line l JOIN stock_take t ON t.id = l.stock_take_id
             WHERE l.lot_id = b.lot_id AND l.location_id = b.location_id AND t.status IN ('counting', 'review') LIMIT 1) AS openOn
     FROM stock_balance b JOIN item i ON i.id = b.item_id JOIN lot t ON t.id = b.lot_id JOIN location p ON p.id = b.location_id
     WHERE b.on_hand > 0 ORDER BY p.name, p.id, i.sort_name, i.id, coalesce(t.expiry, '9999'), t.lot_number, t.id`,
  ).all() as ShelfLot[];
}

/** What each item's use was worth since `from`, in minor units; reversals taken off. */
export function listConsumptionValues(raw: Raw, from: string): Map<string, number> {
  const rows = prepared(
    raw,
    `SELECT i.id AS itemId, coalesce((SELECT -sum(m.value) FROM valued_movement m LEFT JOIN stock_movement o ON o.id = m.reverses_id
       WHERE m.item_id = i.id AND m.local_date >= ? AND coalesce(o.reason, m.reason) IN ('dispense', 'ward-issue')), 0) AS value
     FROM item i`,
  ).all(from) as { itemId: string; value: number }[];
  return new Map(rows.map((row) => [row.itemId, row.value]));
}

/** The last day on which each item was counted and the count approved. */
export function listLastCounted(raw: Raw): Map<string, string> {
  const rows = prepared(
    raw,
    `SELECT l.item_id AS itemId, max(t.closed_at) AS at FROM stock_take_line l JOIN stock_take t ON t.id = l.stock_take_id
     WHERE t.status = 'approved' AND EXISTS (SELECT 1 FROM stock_take_count c WHERE c.line_id = l.id) GROUP BY l.item_id`,
  ).all() as { itemId: string; at: string }[];
  return new Map(rows.map((row) => [row.itemId, row.at.slice(0, 10)]));
}

export type OpenLine = { lineId: string; stockTakeId: string; number: string; isFrozen: 0 | 1; hasCounts: 0 | 1; needsRecount: 0 | 1 };

/** Open stock takes that a lot at a place stands on. */
export function listOpenLinesOf(raw: Raw, at: { lotId: string; locationId: string }): OpenLine[] {
  return prepared(
    raw,
    `SELECT l.id AS lineId, t.id AS stockTakeId, t.number, t.is_frozen AS isFrozen, l.needs_recount AS needsRecount,
            EXISTS (SELECT 1 FROM stock_take_count c WHERE c.line_id = l.id) AS hasCounts
     FROM stock_take_line l JOIN stock_take t ON t.id = l.stock_take_id
     WHERE l.lot_id = :lotId AND l.location_id = :locationId AND t.status IN ('counting', 'review')`,
  ).all(at) as OpenLine[];
}

/** The ledger of a lot at a place as it was at `moment`, by the order of recording. */
export function readRecordedBy(raw: Raw, at: { lotId: string; locationId: string }, moment: string): number {
  const since = prepared(
    raw,
    'SELECT coalesce(sum(quantity), 0) FROM stock_movement WHERE lot_id = :lotId AND location_id = :locationId AND recorded_at > :moment',
  )
    .pluck()
    .get({ ...at, moment }) as number;
  const now = prepared(raw, 'SELECT on_hand FROM stock_balance WHERE lot_id = :lotId AND location_id = :locationId').pluck().get(at);
  return ((now as number | undefined) ?? 0) - since;
}

/** Active accounts, besides this one, that count or approve. */
export function countOthersAtStock(raw: Raw, userId: string): number {
  return prepared(
    raw,
    `SELECT count(DISTINCT u.id) FROM user_account u JOIN user_role ur ON ur.user_id = u.id JOIN role_permission rp ON rp.role_code = ur.role_code
     WHERE u.is_active = 1 AND u.id <> ? AND rp.permission IN ('StockTake.create', 'StockTake.approve')`,
  )
    .pluck()
    .get(userId) as number;
}

export function listCycles(raw: Raw): Map<string, { intervalDays: number; version: number }> {
  const rows = prepared(raw, 'SELECT id, interval_days AS intervalDays, version FROM stock_take_cycle').all();
  return new Map((rows as { id: string; intervalDays: number; version: number }[]).map((row) => [row.id, row]));
}

/** Its audit line is written by the caller, one for the whole batch. */
export function putCount(
  raw: Raw,
  row: { id: string; lineId: string; round: number; quantity: number; book: number; at: string; by: string },
): void {
  prepared(
    raw,
    `INSERT INTO stock_take_count (id, line_id, round, quantity, book, counted_at, counted_by) VALUES (:id, :lineId, :round, :quantity, :book, :at, :by)
     ON CONFLICT (line_id, round) DO UPDATE SET quantity = excluded.quantity, book = excluded.book, counted_at = excluded.counted_at, counted_by = excluded.counted_by`,
  ).run(row);
}

export function takeBackCount(raw: Raw, at: { lineId: string; round: number }): void {
  prepared(raw, 'DELETE FROM stock_take_count WHERE line_id = :lineId AND round = :round').run(at);
}

export function setNeedsRecount(raw: Raw, lineId: string, needsRecount: boolean): void {
  prepared(raw, 'UPDATE stock_take_line SET needs_recount = ? WHERE id = ?').run(needsRecount ? 1 : 0, lineId);
}
