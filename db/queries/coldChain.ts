import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

/** Fridges, and whatever else has a range of its own. */
export function listColdStorages(db: Kysely<Database>) {
  return db
    .selectFrom('location as l')
    .leftJoin('cold_storage as c', 'c.id', 'l.id')
    .where('l.is_active', '=', 1)
    .where((eb) => eb.or([eb('l.kind', '=', 'fridge'), eb('c.id', 'is not', null)]))
    .orderBy('l.name')
    .select(['l.id', 'l.name', 'c.low', 'c.high', 'c.heat_minutes', 'c.freeze_minutes', 'c.version'])
    .execute();
}
export type ColdStorageLine = Awaited<ReturnType<typeof listColdStorages>>[number];

type ReadingRow = { at: string; celsius: number };

export function findLatestReading(raw: Raw, locationId: string): ReadingRow | undefined {
  const sql = 'SELECT measured_at AS at, celsius FROM temperature_reading WHERE location_id = ? ORDER BY measured_at DESC LIMIT 1';
  return prepared(raw, sql).get(locationId) as ReadingRow | undefined;
}

/** Oldest first. */
export function listReadings(raw: Raw, locationId: string, from: string): ReadingRow[] {
  const sql = 'SELECT measured_at AS at, celsius FROM temperature_reading WHERE location_id = ? AND measured_at >= ? ORDER BY measured_at';
  return prepared(raw, sql).all(locationId, from) as ReadingRow[];
}

export function findReading(raw: Raw, locationId: string, at: string): number | undefined {
  return prepared(raw, 'SELECT celsius FROM temperature_reading WHERE location_id = ? AND measured_at = ?').pluck().get(locationId, at) as
    | number
    | undefined;
}

export function listExcursions(db: Kysely<Database>, locationId?: string) {
  let rows = db
    .selectFrom('cold_excursion as e')
    .innerJoin('location as l', 'l.id', 'e.location_id')
    .leftJoin('practitioner as p', 'p.id', 'e.concluded_by')
    .selectAll('e')
    .select((eb) => ['l.name as locationName', eb.fn.coalesce('p.display_name', eb.val('')).as('concludedBy')])
    .orderBy('e.started_at', 'desc');
  if (locationId !== undefined) rows = rows.where('e.location_id', '=', locationId);
  return rows.limit(200).execute();
}
export type ExcursionLine = Awaited<ReturnType<typeof listExcursions>>[number];

export type TouchedLot = { lotId: string; itemId: string };

/** Lots that lay at a place at any moment between two instants. */
export function listLotsThere(raw: Raw, at: { locationId: string; from: string; to: string }): TouchedLot[] {
  return prepared(
    raw,
    `SELECT lot_id AS lotId, item_id AS itemId FROM stock_movement WHERE location_id = :locationId AND moved_at <= :to
     GROUP BY lot_id HAVING sum(CASE WHEN moved_at <= :from THEN quantity ELSE 0 END) > 0 OR max(moved_at > :from AND quantity > 0) = 1`,
  ).all(at) as TouchedLot[];
}

export type HeldLot = { lotId: string; itemId: string; itemName: string; lotNumber: string; unit: string; onHand: number };

export function listHeldBy(raw: Raw, refId: string): HeldLot[] {
  return prepared(
    raw,
    `SELECT l.id AS lotId, i.id AS itemId, i.name AS itemName, l.lot_number AS lotNumber, i.unit,
       coalesce((SELECT sum(on_hand) FROM stock_balance b WHERE b.lot_id = l.id), 0) AS onHand
     FROM lot_hold h JOIN lot l ON l.id = h.lot_id JOIN item i ON i.id = l.item_id WHERE h.ref_id = ? GROUP BY l.id ORDER BY i.sort_name`,
  ).all(refId) as HeldLot[];
}

export type LotThere = HeldLot & { status: string; stage: number | null; checkedAt: string | null };

export function listLotsNow(raw: Raw, locationId: string): LotThere[] {
  return prepared(
    raw,
    `SELECT l.id AS lotId, i.id AS itemId, i.name AS itemName, l.lot_number AS lotNumber, i.unit, b.on_hand AS onHand, l.status,
       v.stage, v.checked_at AS checkedAt
     FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN item i ON i.id = l.item_id
     LEFT JOIN vvm_check v ON v.id = (SELECT id FROM vvm_check WHERE lot_id = l.id ORDER BY checked_at DESC, stage DESC LIMIT 1)
     WHERE b.location_id = ? AND b.on_hand > 0 ORDER BY i.sort_name, l.expiry`,
  ).all(locationId) as LotThere[];
}

export function findWorstStage(raw: Raw, lotId: string): number {
  return prepared(raw, 'SELECT coalesce(max(stage), 0) FROM vvm_check WHERE lot_id = ?').pluck().get(lotId) as number;
}
