import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

/** Those in use first, by name; `items`: how many lie there. */
export function listLocations(raw: Raw) {
  const sql = `
    SELECT l.id AS locationId, l.name, l.kind, l.is_dispensable AS isDispensable, l.department_id AS departmentId, d.name AS departmentName,
           l.is_active AS isActive, l.version,
           (SELECT count(DISTINCT b.item_id) FROM stock_balance b WHERE b.location_id = l.id AND b.on_hand > 0) AS items
    FROM location l LEFT JOIN department d ON d.id = l.department_id
    ORDER BY l.is_active DESC, l.name COLLATE NOCASE, l.id`;
  return prepared(raw, sql).all() as {
    locationId: string;
    name: string;
    kind: string;
    isDispensable: 0 | 1;
    departmentId: string | null;
    departmentName: string | null;
    isActive: 0 | 1;
    version: number;
    items: number;
  }[];
}

export function countItemsAt(raw: Raw, locationId: string): number {
  const sql = 'SELECT count(DISTINCT item_id) FROM stock_balance WHERE location_id = ? AND on_hand > 0';
  return prepared(raw, sql).pluck().get(locationId) as number;
}
