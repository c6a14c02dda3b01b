import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

function recallRows(db: Kysely<Database>) {
  return db
    .selectFrom('recall as r')
    .innerJoin('item as i', 'i.id', 'r.item_id')
    .innerJoin('practitioner as p', 'p.id', 'r.opened_by')
    .selectAll('r')
    .select(['i.name as itemName', 'i.unit', 'p.display_name as openedBy']);
}

export type RecallLine = Awaited<ReturnType<typeof listRecalls>>[number];

export function findRecall(db: Kysely<Database>, id: string): Promise<RecallLine | undefined> {
  return recallRows(db).where('r.id', '=', id).executeTakeFirst();
}

export function listRecalls(db: Kysely<Database>, status: 'open' | 'all') {
  let rows = recallRows(db).orderBy('r.opened_at', 'desc');
  if (status === 'open') rows = rows.where('r.status', '=', 'open');
  return rows.execute();
}

/** The numbers that recalls name, by recall. */
export async function listRecalledNumbers(db: Kysely<Database>, recallIds: readonly string[]): Promise<Map<string, string[]>> {
  if (recallIds.length === 0) return new Map();
  const rows = await db.selectFrom('recall_lot').selectAll().where('recall_id', 'in', recallIds).orderBy('lot_number').execute();
  return new Map([...Map.groupBy(rows, (row) => row.recall_id)].map(([recallId, lots]) => [recallId, lots.map((lot) => lot.lot_number)]));
}

/** Open recalls of an item that name this lot, or every lot. Printed numbers are compared without case and blanks. */
export function listOpenRecallsOf(raw: Raw, itemId: string, lotNumber: string): string[] {
  return prepared(
    raw,
    `SELECT r.id FROM recall r WHERE r.item_id = ? AND r.status = 'open' AND (r.is_whole_item = 1 OR EXISTS (
       SELECT 1 FROM recall_lot l WHERE l.recall_id = r.id AND upper(replace(l.lot_number, ' ', '')) = upper(replace(?, ' ', ''))))`,
  )
    .pluck()
    .all(itemId, lotNumber) as string[];
}

export type LotTrace = {
  lotId: string;
  lotNumber: string;
  expiry: string | null;
  status: string;
  received: number;
  toPatients: number;
  toWards: number;
  onHand: number;
};

/** Where the units of each of an item's lots went; a reversal counts against what it takes back. */
export function listLotTraces(raw: Raw, itemId: string): LotTrace[] {
  return prepared(
    raw,
    `WITH moved AS (
       SELECT m.lot_id, m.quantity, coalesce(o.reason, m.reason) AS reason
       FROM stock_movement m LEFT JOIN stock_movement o ON o.id = m.reverses_id WHERE m.item_id = :itemId)
     SELECT l.id AS lotId, l.lot_number AS lotNumber, l.expiry, l.status,
       coalesce(sum(CASE WHEN m.reason IN ('opening', 'receipt', 'transfer-in') THEN m.quantity END), 0) AS received,
       -coalesce(sum(CASE WHEN m.reason IN ('dispense', 'return') THEN m.quantity END), 0) AS toPatients,
       -coalesce(sum(CASE WHEN m.reason = 'ward-issue' THEN m.quantity END), 0) AS toWards,
       coalesce(sum(m.quantity), 0) AS onHand
     FROM lot l LEFT JOIN moved m ON m.lot_id = l.id WHERE l.item_id = :itemId
     GROUP BY l.id ORDER BY l.expiry, l.lot_number`,
  ).all({ itemId }) as LotTrace[];
}

export function listPlacesOf(raw: Raw, lotIds: readonly string[]): { lotId: string; locationId: string; name: string; onHand: number }[] {
  return prepared(
    raw,
    `SELECT b.lot_id AS lotId, b.location_id AS locationId, p.name, b.on_hand AS onHand
     FROM json_each(?) j JOIN stock_balance b ON b.lot_id = j.value JOIN location p ON p.id = b.location_id
     WHERE b.on_hand > 0 ORDER BY p.name`,
  ).all(JSON.stringify(lotIds)) as { lotId: string; locationId: string; name: string; onHand: number }[];
}

export type Given = { patientId: string; lotNumber: string; quantity: number; day: string };

/** Who got units of these lots, by dispense or as a vaccine; what was taken back by a reversal is left out. */
export function listGivenFrom(raw: Raw, lotIds: readonly string[]): Given[] {
  return prepared(
    raw,
    `SELECT coalesce(d.patient_id, v.patient_id) AS patientId, l.lot_number AS lotNumber, -m.quantity AS quantity, m.local_date AS day
     FROM json_each(?) j JOIN stock_movement m ON m.lot_id = j.value JOIN lot l ON l.id = m.lot_id
     LEFT JOIN medication_dispense d ON d.id = m.ref_id LEFT JOIN immunization v ON v.id = m.ref_id
     WHERE m.reason = 'dispense' AND coalesce(d.patient_id, v.patient_id) IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id)
     ORDER BY m.local_date`,
  ).all(JSON.stringify(lotIds)) as Given[];
}

export function listContacts(db: Kysely<Database>, recallIds: readonly string[]) {
  return db
    .selectFrom('recall_contact as c')
    .innerJoin('practitioner as p', 'p.id', 'c.recorded_by')
    .where('c.recall_id', 'in', recallIds)
    .orderBy('c.recorded_at', 'desc')
    .selectAll('c')
    .select('p.display_name as by')
    .execute();
}
