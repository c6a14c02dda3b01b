import type { Database as Raw } from 'better-sqlite3';
import type { Row } from '../schema/index.ts';
import { today } from '../../preload/contract/dates.ts';
import { prepared } from '../statements.ts';

export type Task = Row<'dispense_task'>;
export type Dispense = Row<'medication_dispense'>;

export function findTask(raw: Raw, requestId: string): Task | undefined {
  return prepared(raw, 'SELECT * FROM dispense_task WHERE medication_request_id = ?').get(requestId) as Task | undefined;
}

export function findDispense(raw: Raw, id: string): Dispense | undefined {
  return prepared(raw, 'SELECT * FROM medication_dispense WHERE id = ?').get(id) as Dispense | undefined;
}

/** Of a dispense: units asked for and units handed out that were taken back as a mistake, and units that came back into quarantine. */
export function readTakenBack(raw: Raw, dispenseId: string): { quantity: number; reversed: number; returned: number } {
  return prepared(
    raw,
    `SELECT (SELECT coalesce(-sum(quantity), 0) FROM medication_dispense WHERE reverses_id = :id) AS quantity,
            (SELECT coalesce(-sum(coalesce(handed, quantity)), 0) FROM medication_dispense WHERE reverses_id = :id) AS reversed,
            (SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m WHERE m.ref_id = :id AND m.reason = 'return'
               AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id)) AS returned`,
  ).get({ id: dispenseId }) as { quantity: number; reversed: number; returned: number };
}

export type DispensedLot = { movementId: string; itemId: string; lotId: string; locationId: string; quantity: number; value: number };

/** What of a dispense is still with the person, by the ledger; the movement that was written last comes first. */
export function listStanding(raw: Raw, dispenseId: string): DispensedLot[] {
  return prepared(
    raw,
    `SELECT id AS movementId, item_id AS itemId, lot_id AS lotId, location_id AS locationId, -quantity AS quantity, -value AS value
     FROM valued_movement WHERE ref_id = ? AND reason = 'dispense'
       AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = valued_movement.id)
     ORDER BY recorded_at DESC, id DESC`,
  ).all(dispenseId) as DispensedLot[];
}

/** Units of a lot that came back from a dispense. */
export function readReturnedOf(raw: Raw, dispenseId: string, lotId: string): number {
  return prepared(
    raw,
    `SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m WHERE m.ref_id = ? AND m.lot_id = ? AND m.reason = 'return'
       AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id)`,
  )
    .pluck()
    .get(dispenseId, lotId) as number;
}

export type WorkRow = {
  requestId: string;
  number: string;
  patientId: string;
  itemId: string | null;
  medicine: string;
  unit: string;
  quantity: number;
  dispensed: number;
  authoredAt: string;
  validUntil: string;
  prescriberName: string;
  status: 'waiting' | 'preparing' | 'ready' | 'owing' | 'closed';
  claimedBy: string | null;
  claimedName: string;
  changedAt: string | null;
  setAside: number;
  owedSince: string | null;
  note: string;
};

const work = `
  SELECT r.id AS requestId, r.number, r.patient_id AS patientId, r.item_id AS itemId, r.medicine, r.unit, r.quantity,
         coalesce((SELECT sum(quantity) FROM medication_dispense WHERE medication_request_id = r.id), 0) AS dispensed,
         r.authored_at AS authoredAt, r.valid_until AS validUntil, p.display_name AS prescriberName,
         coalesce(t.status, 'waiting') AS status, t.claimed_by AS claimedBy, coalesce(c.display_name, '') AS claimedName,
         t.changed_at AS changedAt, coalesce(t.set_aside, 0) AS setAside, t.owed_since AS owedSince, coalesce(t.note, '') AS note
  FROM medication_request r JOIN practitioner p ON p.id = r.prescriber_id
  LEFT JOIN dispense_task t ON t.medication_request_id = r.id LEFT JOIN practitioner c ON c.id = t.claimed_by`;

const isWork = `r.status = 'active' AND r.valid_until >= :today AND coalesce(t.status, 'waiting') IN ('waiting', 'preparing', 'ready', 'closed')`;

/** Who waits longest comes first. */
export function listWork(raw: Raw, at: { today: string; limit: number }): WorkRow[] {
  return prepared(raw, `${work} WHERE ${isWork} ORDER BY r.authored_at, r.id LIMIT :limit`).all(at) as WorkRow[];
}

export function countWork(raw: Raw, today: string): { work: number; ready: number } {
  return prepared(
    raw,
    `SELECT count(*) AS work, coalesce(sum(t.status = 'ready'), 0) AS ready
     FROM medication_request r LEFT JOIN dispense_task t ON t.medication_request_id = r.id WHERE ${isWork}`,
  ).get({ today }) as { work: number; ready: number };
}

/** What is owed and not yet too old to be handed out, who waits longest first. */
export function listOwings(raw: Raw, today: string): WorkRow[] {
  return prepared(raw, `${work} WHERE t.status = 'owing' AND r.status = 'active' AND r.valid_until >= ? ORDER BY t.owed_since, r.id`).all(
    today,
  ) as WorkRow[];
}

export function findWork(raw: Raw, requestId: string): WorkRow | undefined {
  return prepared(raw, `${work} WHERE r.id = ?`).get(requestId) as WorkRow | undefined;
}

/** What else may be handed out to these people. */
export function listDispensableOf(raw: Raw, patientIds: readonly string[], today: string): string[] {
  return prepared(
    raw,
    `SELECT r.id FROM json_each(?) j JOIN medication_request r ON r.patient_id = j.value
     WHERE r.status = 'active' AND r.valid_until >= ? ORDER BY r.authored_at, r.number, r.id`,
  )
    .pluck()
    .all(JSON.stringify(patientIds), today) as string[];
}

/** A prescription whose number stands on paper: the line itself, or the first line that is still open. */
export function findByNumber(raw: Raw, number: string): string | undefined {
  return prepared(
    raw,
    `SELECT id FROM medication_request WHERE status <> 'draft' AND (number = :number OR prescription_id = (SELECT id FROM prescription WHERE number = :number))
     ORDER BY status = 'active' DESC, number = :number DESC, line LIMIT 1`,
  )
    .pluck()
    .get({ number }) as string | undefined;
}

export type DispenseLine = {
  medicationDispenseId: string;
  handoverId: string | null;
  whenHandedOver: string;
  performerName: string;
  itemId: string;
  medicine: string;
  unit: string;
  handed: number;
  quantity: number;
  reason: string;
  mark: 'paid' | 'exempt' | 'owed' | null;
  amount: number | null;
  patientId: string | null;
  medicationRequestId: string | null;
  number: string;
};

/** A dispense by what went over the counter; what was written of older ones names only the prescription's medicine. */
const dispenses = `
  SELECT d.id AS medicationDispenseId, d.handover_id AS handoverId, d.when_handed_over AS whenHandedOver, p.display_name AS performerName,
         i.id AS itemId, i.name AS medicine, i.unit, coalesce(d.handed, d.quantity) AS handed, d.quantity, coalesce(d.reason, '') AS reason,
         y.mark, y.amount, d.patient_id AS patientId, d.medication_request_id AS medicationRequestId, coalesce(r.number, '') AS number
  FROM medication_dispense d JOIN practitioner p ON p.id = d.performer_id
  LEFT JOIN medication_request r ON r.id = d.medication_request_id JOIN item i ON i.id = coalesce(d.item_id, r.item_id)
  LEFT JOIN dispense_payment y ON y.id = (SELECT id FROM dispense_payment WHERE medication_dispense_id = d.id ORDER BY marked_at DESC, id DESC LIMIT 1)
  WHERE d.reverses_id IS NULL`;

export function listDispensesOf(raw: Raw, requestId: string): DispenseLine[] {
  return prepared(raw, `${dispenses} AND d.medication_request_id = ? ORDER BY d.when_handed_over, d.id`).all(requestId) as DispenseLine[];
}

/** Newest first. */
export function listHandedOut(raw: Raw, from: string, before: string): DispenseLine[] {
  return prepared(
    raw,
    `${dispenses} AND d.when_handed_over >= ? AND d.when_handed_over < ? ORDER BY d.when_handed_over DESC, d.id DESC LIMIT 1000`,
  ).all(from, before) as DispenseLine[];
}

export type Collection = {
  requestId: string;
  day: string;
  handed: number;
  quantity: number;
  product: string;
  askedProduct: string | null;
  directions: string;
  dosage: string | null;
  unit: string;
  asked: number;
};

/** What these people collected of anything since then, by the day at the facility (`zone`), net of what was taken back, with the directions that it was collected by. */
export function listCollections(raw: Raw, patientIds: readonly string[], since: string, zone: string): Collection[] {
  const found = prepared(
    raw,
    `SELECT r.id AS requestId, d.when_handed_over AS handedOverAt, i.product, a.product AS askedProduct, r.directions, r.dosage, r.unit, r.quantity AS asked,
            coalesce(d.handed, d.quantity) + coalesce((SELECT sum(coalesce(b.handed, b.quantity)) FROM medication_dispense b WHERE b.reverses_id = d.id), 0) AS handed,
            d.quantity + coalesce((SELECT sum(b.quantity) FROM medication_dispense b WHERE b.reverses_id = d.id), 0) AS quantity
     FROM json_each(?) j JOIN medication_dispense d ON d.patient_id = j.value AND d.when_handed_over >= ? AND d.reverses_id IS NULL
     JOIN medication_request r ON r.id = d.medication_request_id JOIN item i ON i.id = coalesce(d.item_id, r.item_id)
     LEFT JOIN item a ON a.id = r.item_id
     ORDER BY d.when_handed_over, d.id`,
  ).all(JSON.stringify(patientIds), since) as (Omit<Collection, 'day'> & { handedOverAt: string })[];
  return found.map(({ handedOverAt, ...line }) => ({ ...line, day: today(handedOverAt, zone) }));
}

/** Dispensing units of an item that could be handed out today. */
export function readUsable(raw: Raw, itemId: string, today: string): number {
  return prepared(
    raw,
    `SELECT coalesce(sum(max(0, b.on_hand - coalesce((SELECT sum(s.quantity) FROM stock_reservation s WHERE s.item_id = b.item_id AND s.lot_id = b.lot_id
                                                      AND s.location_id = b.location_id AND s.released_at IS NULL), 0))), 0)
     FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN location p ON p.id = b.location_id
     WHERE b.item_id = ? AND b.on_hand > 0 AND l.status = 'active' AND p.is_dispensable = 1 AND (l.expiry IS NULL OR l.expiry >= ?)`,
  )
    .pluck()
    .get(itemId, today) as number;
}

export type NoticeLine = {
  noticeId: string;
  medicationRequestId: string;
  number: string;
  patientId: string;
  kind: 'substituted' | 'question';
  medicine: string;
  handedOut: string;
  text: string;
  writtenAt: string;
  writtenBy: string;
};

export function listNotices(raw: Raw, practitionerId: string): NoticeLine[] {
  return prepared(
    raw,
    `SELECT n.id AS noticeId, n.medication_request_id AS medicationRequestId, r.number, n.patient_id AS patientId, n.kind, r.medicine,
            n.handed_out AS handedOut, n.text, n.written_at AS writtenAt, p.display_name AS writtenBy
     FROM prescriber_notice n JOIN medication_request r ON r.id = n.medication_request_id JOIN practitioner p ON p.id = n.written_by
     WHERE n.prescriber_id = ? AND n.seen_at IS NULL ORDER BY n.written_at, n.id LIMIT 100`,
  ).all(practitionerId) as NoticeLine[];
}

export type Question = { text: string; askedAt: string; isSeen: 0 | 1; answer: string };

export function findLastQuestion(raw: Raw, requestId: string): Question | undefined {
  return prepared(
    raw,
    `SELECT text, written_at AS askedAt, seen_at IS NOT NULL AS isSeen, answer FROM prescriber_notice
     WHERE medication_request_id = ? AND kind = 'question' ORDER BY written_at DESC, id DESC LIMIT 1`,
  ).get(requestId) as Question | undefined;
}

/** What went over the counter in one go and was not taken back. */
export function listLabelled(raw: Raw, handoverId: string): { medicationDispenseId: string; medicationRequestId: string | null }[] {
  return prepared(
    raw,
    `SELECT d.id AS medicationDispenseId, d.medication_request_id AS medicationRequestId FROM medication_dispense d
     WHERE d.handover_id = ? AND d.quantity > 0 AND NOT EXISTS (SELECT 1 FROM medication_dispense r WHERE r.reverses_id = d.id)
     ORDER BY d.rowid`,
  ).all(handoverId) as { medicationDispenseId: string; medicationRequestId: string | null }[];
}
