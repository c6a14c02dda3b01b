import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';

export type LastEntry = { page: number; line: number; balance: number };

export function readLastEntry(raw: Raw, itemId: string): LastEntry | undefined {
  return prepared(raw, 'SELECT page, line, balance FROM controlled_entry WHERE item_id = ? ORDER BY page DESC, line DESC LIMIT 1').get(
    itemId,
  ) as LastEntry | undefined;
}

/** Name and unit of an item that is controlled. */
export function findControlled(raw: Raw, itemId: string): { name: string; unit: string } | undefined {
  return prepared(raw, 'SELECT name, unit FROM item WHERE id = ? AND is_controlled = 1').get(itemId) as
    | { name: string; unit: string }
    | undefined;
}

/** Dispensing units of an item, everywhere here. */
export function readOnHand(raw: Raw, itemId: string): number {
  return prepared(raw, 'SELECT coalesce(sum(on_hand), 0) FROM stock_balance WHERE item_id = ?').pluck().get(itemId) as number;
}

export function findEntryOfMovement(raw: Raw, movementId: string): string | null {
  return (prepared(raw, 'SELECT id FROM controlled_entry WHERE movement_id = ?').pluck().get(movementId) as string | undefined) ?? null;
}

export type OpenWitness = { id: string; witness_id: string | null; witness_by: 'password' | 'code' | 'nobody'; no_witness_reason: string };

/** What somebody signed for at this seat since `since`, not used yet; the newest first. */
export function findOpenWitness(
  raw: Raw,
  at: { seatId: string; actorId: string; itemId: string | null; quantity: number; since: string },
): OpenWitness | undefined {
  return prepared(
    raw,
    `SELECT id, witness_id, witness_by, no_witness_reason FROM controlled_witness
     WHERE seat_id = :seatId AND actor_id = :actorId AND item_id IS :itemId AND quantity = :quantity AND spent_at IS NULL AND witnessed_at >= :since
     ORDER BY witnessed_at DESC, id DESC LIMIT 1`,
  ).get(at) as OpenWitness | undefined;
}

export type ControlledLine = {
  itemId: string;
  name: string;
  form: string;
  unit: string;
  onHand: number;
  balance: number;
  entries: number;
};

/** Items that are controlled now, and those that have a register from a time when they were. */
export function listControlled(raw: Raw): ControlledLine[] {
  return prepared(
    raw,
    `SELECT i.id AS itemId, i.name, i.form, i.unit,
            coalesce((SELECT sum(on_hand) FROM stock_balance WHERE item_id = i.id), 0) AS onHand,
            coalesce((SELECT balance FROM controlled_entry WHERE item_id = i.id ORDER BY page DESC, line DESC LIMIT 1), 0) AS balance,
            (SELECT count(*) FROM controlled_entry WHERE item_id = i.id) AS entries
     FROM item i WHERE i.is_controlled = 1 OR EXISTS (SELECT 1 FROM controlled_entry WHERE item_id = i.id) ORDER BY i.sort_name, i.id`,
  ).all() as ControlledLine[];
}

export type LastCount = {
  itemId: string;
  localDate: string;
  counted: number;
  book: number;
  explanation: string;
  countedBy: string;
  witness: string;
};

export function listLastCounts(raw: Raw): Map<string, LastCount> {
  const rows = prepared(
    raw,
    `SELECT c.item_id AS itemId, c.local_date AS localDate, c.counted, c.book, c.explanation, coalesce(p.display_name, '') AS countedBy,
            coalesce(u.display_name, '') AS witness
     FROM controlled_count c LEFT JOIN practitioner p ON p.id = c.counted_by LEFT JOIN user_account u ON u.id = c.witness_id
     ORDER BY c.counted_at, c.id`,
  ).all() as LastCount[];
  return new Map(rows.map((row) => [row.itemId, row])); // the last one of an item stays
}

export type EntryLine = {
  entryId: string;
  itemId: string;
  name: string;
  form: string;
  unit: string;
  page: number;
  line: number;
  kind: string;
  localDate: string;
  enteredAt: string;
  reason: string;
  quantity: number;
  balance: number;
  lotNumber: string;
  locationName: string;
  supplier: string;
  patientId: string | null;
  prescriptionNumber: string;
  prescriber: string;
  note: string;
  enteredById: string;
  enteredBy: string;
  witness: string;
  witnessBy: string;
  noWitnessReason: string;
  correctsPage: number | null;
  correctsLine: number | null;
  correctedPage: number | null;
  correctedLine: number | null;
  isReviewed: 0 | 1;
};

/** A dispense is told by what its movement points at; a reversal by what the reversed one pointed at. */
const entries = `
  SELECT e.id AS entryId, e.item_id AS itemId, i.name, i.form, i.unit, e.page, e.line, e.kind, e.local_date AS localDate, e.entered_at AS enteredAt,
         coalesce(m.reason, '') AS reason, e.quantity, e.balance, coalesce(l.lot_number, '') AS lotNumber, coalesce(p.name, '') AS locationName,
         coalesce(g.supplier_name, '') AS supplier, d.patient_id AS patientId, coalesce(r.number, '') AS prescriptionNumber,
         coalesce(w.display_name, '') AS prescriber, trim(e.note) AS note, e.entered_by AS enteredById, coalesce(b.display_name, '') AS enteredBy,
         coalesce(u.display_name, '') AS witness, e.witness_by AS witnessBy, e.no_witness_reason AS noWitnessReason,
         x.page AS correctsPage, x.line AS correctsLine, y.page AS correctedPage, y.line AS correctedLine,
         EXISTS (SELECT 1 FROM controlled_review v WHERE v.entry_id = e.id) AS isReviewed
  FROM controlled_entry e JOIN item i ON i.id = e.item_id
  LEFT JOIN stock_movement m ON m.id = e.movement_id LEFT JOIN stock_movement o ON o.id = m.reverses_id
  LEFT JOIN lot l ON l.id = m.lot_id LEFT JOIN location p ON p.id = m.location_id
  LEFT JOIN medication_dispense d ON d.id = coalesce(o.ref_id, m.ref_id) LEFT JOIN medication_request r ON r.id = d.medication_request_id
  LEFT JOIN practitioner w ON w.id = r.prescriber_id LEFT JOIN practitioner b ON b.id = e.entered_by LEFT JOIN user_account u ON u.id = e.witness_id
  LEFT JOIN goods_receipt g ON g.id = coalesce(o.ref_id, m.ref_id)
  LEFT JOIN controlled_entry x ON x.id = e.corrects_id
  LEFT JOIN controlled_entry y ON y.id = (SELECT id FROM controlled_entry WHERE corrects_id = e.id ORDER BY page, line LIMIT 1)`;

type Period = { itemId: string | null; from: string; to: string };

/** In the order of the book: item, page, line. */
export function listEntries(raw: Raw, period: Period, page: { limit: number; offset: number }): EntryLine[] {
  const sql = `${entries} WHERE (:itemId IS NULL OR e.item_id = :itemId) AND e.local_date >= :from AND e.local_date <= :to
    ORDER BY i.sort_name, i.id, e.page, e.line LIMIT :limit OFFSET :offset`;
  return prepared(raw, sql).all({ ...period, ...page }) as EntryLine[];
}

export function countEntries(raw: Raw, period: Period): number {
  const sql = `SELECT count(*) FROM controlled_entry e WHERE (:itemId IS NULL OR e.item_id = :itemId) AND e.local_date >= :from AND e.local_date <= :to`;
  return prepared(raw, sql).pluck().get(period) as number;
}

/** Lines that nobody witnessed and nobody has judged, oldest first. */
export function listUnwitnessed(raw: Raw): EntryLine[] {
  const sql = `${entries} WHERE e.witness_by = 'nobody' AND NOT EXISTS (SELECT 1 FROM controlled_review v WHERE v.entry_id = e.id) ORDER BY e.entered_at, e.id`;
  return prepared(raw, sql).all() as EntryLine[];
}

export function countUnwitnessed(raw: Raw): number {
  return prepared(
    raw,
    `SELECT count(*) FROM controlled_entry e WHERE e.witness_by = 'nobody' AND NOT EXISTS (SELECT 1 FROM controlled_review v WHERE v.entry_id = e.id)`,
  )
    .pluck()
    .get() as number;
}
