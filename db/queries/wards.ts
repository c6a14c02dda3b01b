import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export function listWards(db: Kysely<Database>) {
  return db
    .selectFrom('location as l')
    .leftJoin('department as d', 'd.id', 'l.department_id')
    .where('l.kind', '=', 'ward')
    .where('l.is_active', '=', 1)
    .orderBy('l.name')
    .select((eb) => ['l.id', 'l.name', 'l.department_id as departmentId', eb.fn.coalesce('d.name', eb.val('')).as('departmentName')])
    .execute();
}

export type ImprestRow = {
  itemId: string;
  itemName: string;
  unit: string;
  packSize: number;
  level: number;
  version: number;
  onHand: number;
  inStore: number;
};

/** What a ward keeps or has; `inStore` is what the pharmacy's own places could give today. */
export function listImprest(raw: Raw, locationId: string, today: string): ImprestRow[] {
  return prepared(
    raw,
    `WITH here AS (SELECT item_id, sum(on_hand) AS on_hand FROM stock_balance WHERE location_id = :locationId AND on_hand > 0 GROUP BY item_id)
     SELECT i.id AS itemId, i.name AS itemName, i.unit, i.pack_size AS packSize, coalesce(m.level, 0) AS level, coalesce(m.version, 0) AS version,
       coalesce(h.on_hand, 0) AS onHand,
       coalesce((SELECT sum(b.on_hand) FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN location p ON p.id = b.location_id
                 WHERE b.item_id = i.id AND p.is_dispensable = 1 AND p.department_id IS NULL AND p.kind <> 'ward' AND l.status = 'active'
                   AND (l.expiry IS NULL OR l.expiry >= :today)), 0) AS inStore
     FROM item i LEFT JOIN imprest_level m ON m.item_id = i.id AND m.location_id = :locationId LEFT JOIN here h ON h.item_id = i.id
     WHERE m.level > 0 OR h.on_hand > 0 ORDER BY i.sort_name`,
  ).all({ locationId, today }) as ImprestRow[];
}

export function findLevel(raw: Raw, at: { locationId: string; itemId: string }): { id: string; version: number } | undefined {
  return prepared(raw, 'SELECT id, version FROM imprest_level WHERE location_id = :locationId AND item_id = :itemId').get(at) as
    | { id: string; version: number }
    | undefined;
}

/** Places that the pharmacy fills wards from. */
export function listPharmacyPlaces(raw: Raw): string[] {
  const sql = `SELECT id FROM location WHERE is_dispensable = 1 AND department_id IS NULL AND kind <> 'ward' AND is_active = 1`;
  return prepared(raw, sql).pluck().all() as string[];
}

export function listBeds(db: Kysely<Database>) {
  return db
    .selectFrom('bed as b')
    .innerJoin('department as d', 'd.id', 'b.department_id')
    .leftJoin('bed_stay as s', (join) => join.onRef('s.bed_id', '=', 'b.id').on('s.ended_at', 'is', null))
    .selectAll('b')
    .select(['d.name as departmentName', 's.patient_id'])
    .orderBy('d.name')
    .orderBy('b.name')
    .execute();
}

/** The bed in which one of these records lies now. */
export function findBedOf(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('bed_stay as s')
    .innerJoin('bed as b', 'b.id', 's.bed_id')
    .where('s.patient_id', 'in', patientIds)
    .where('s.ended_at', 'is', null)
    .select(['b.id', 'b.name'])
    .executeTakeFirst();
}

export function findStay(db: Kysely<Database>, bedId: string) {
  return db.selectFrom('bed_stay').selectAll().where('bed_id', '=', bedId).where('ended_at', 'is', null).executeTakeFirst();
}
