import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type MonthLine = { itemId: string; opening: number; received: number; issued: number; adjusted: number; closing: number };

/** Each item's month, dispensing units; a reversal counts where the movement it takes back counted. `to` is the month's last day. */
export function listMonth(raw: Raw, month: { from: string; to: string }): MonthLine[] {
  const sql = `
    WITH moved AS (
      SELECT m.item_id, m.quantity, m.local_date, coalesce(o.reason, m.reason) AS reason
      FROM stock_movement m LEFT JOIN stock_movement o ON o.id = m.reverses_id
      WHERE m.local_date <= :to)
    SELECT i.id AS itemId,
      coalesce(sum(CASE WHEN local_date < :from THEN quantity END), 0) AS opening,
      coalesce(sum(CASE WHEN local_date >= :from AND reason IN ('opening', 'receipt', 'transfer-in', 'return') THEN quantity END), 0) AS received,
      -coalesce(sum(CASE WHEN local_date >= :from AND reason IN ('dispense', 'transfer-out', 'ward-issue') THEN quantity END), 0) AS issued,
      coalesce(sum(CASE WHEN local_date >= :from AND reason IN ('adjustment', 'expired', 'damaged', 'count-variance', 'return-to-supplier') THEN quantity END), 0) AS adjusted,
      coalesce(sum(quantity), 0) AS closing
    FROM item i LEFT JOIN moved ON moved.item_id = i.id
    GROUP BY i.id`;
  return prepared(raw, sql).all(month) as MonthLine[];
}
