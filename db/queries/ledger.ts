import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

type At = { lotId: string; locationId: string };

/** What lies of a lot at a place: dispensing units, and its value in minor units. */
export function readHeld(raw: Raw, at: At): { onHand: number; value: number } {
  const held = prepared(raw, 'SELECT on_hand AS onHand, value FROM stock_balance WHERE lot_id = :lotId AND location_id = :locationId').get(
    at,
  );
  return (held as { onHand: number; value: number } | undefined) ?? { onHand: 0, value: 0 };
}

/** Minor units a dispensing unit; null = nobody said. */
export function readLotCost(raw: Raw, lotId: string): number | null {
  return (prepared(raw, 'SELECT unit_cost FROM lot WHERE id = ?').pluck().get(lotId) as number | null | undefined) ?? null;
}

/** The moment of the last movement of a lot at a place. */
export function readNewestMoment(raw: Raw, at: At): string | null {
  return prepared(raw, 'SELECT max(moved_at) FROM stock_movement WHERE lot_id = :lotId AND location_id = :locationId').pluck().get(at) as
    | string
    | null;
}

/** The smallest balance of a lot at a place at `moment` and at any time after it: what could have been taken then. */
export function readLowestFrom(raw: Raw, at: At, moment: string): number {
  const sql = `
    WITH run AS (
      SELECT moved_at, sum(quantity) OVER (ORDER BY moved_at, rowid) AS balance
      FROM stock_movement WHERE lot_id = :lotId AND location_id = :locationId)
    SELECT min(balance) FROM (
      SELECT coalesce((SELECT sum(quantity) FROM stock_movement
                       WHERE lot_id = :lotId AND location_id = :locationId AND moved_at <= :moment), 0) AS balance
      UNION ALL SELECT balance FROM run WHERE moved_at > :moment)`;
  return prepared(raw, sql)
    .pluck()
    .get({ ...at, moment }) as number;
}

/** Dispensing units of a lot at a place that are kept back for somebody. */
export function readReserved(raw: Raw, at: At): number {
  return prepared(
    raw,
    'SELECT coalesce(sum(quantity), 0) FROM stock_reservation WHERE lot_id = :lotId AND location_id = :locationId AND released_at IS NULL',
  )
    .pluck()
    .get(at) as number;
}

/** Dispensing units of a lot that went to patients, less what was taken back or brought back. */
export function readHandedOut(raw: Raw, lotId: string): number {
  const sql = `
    SELECT coalesce(sum(CASE coalesce(o.reason, m.reason) WHEN 'dispense' THEN -m.quantity WHEN 'return' THEN -m.quantity ELSE 0 END), 0)
    FROM stock_movement m LEFT JOIN stock_movement o ON o.id = m.reverses_id WHERE m.lot_id = ?`;
  return prepared(raw, sql).pluck().get(lotId) as number;
}

export type Valued = {
  id: string;
  itemId: string;
  lotId: string;
  locationId: string;
  quantity: number;
  value: number;
  reason: string;
  refId: string | null;
};
const valued = `SELECT id, item_id AS itemId, lot_id AS lotId, location_id AS locationId, quantity, value, reason, ref_id AS refId FROM valued_movement`;

export function findValued(raw: Raw, id: string): Valued | undefined {
  return prepared(raw, `${valued} WHERE id = ?`).get(id) as Valued | undefined;
}

export function findReversal(raw: Raw, id: string): string | undefined {
  return prepared(raw, 'SELECT id FROM stock_movement WHERE reverses_id = ?').pluck().get(id) as string | undefined;
}

/** The other half of a move between two places that is not taken back yet. */
export function findPartner(raw: Raw, { refId, lotId, quantity, reason }: Valued): Valued | undefined {
  const sql = `${valued} WHERE ref_id = :refId AND lot_id = :lotId AND quantity = -:quantity AND reason = :reason
    AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = valued_movement.id) ORDER BY id LIMIT 1`;
  return prepared(raw, sql).get({ refId, lotId, quantity, reason: reason === 'move-in' ? 'move-out' : 'move-in' }) as Valued | undefined;
}
