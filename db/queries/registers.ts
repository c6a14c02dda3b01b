import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database, Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export type CodedRow = {
  patientId: string;
  system: string;
  edition: string;
  code: string;
  display: string;
  onset: string | null;
  recordedAt: string;
  /** FHIR's clinicalStatus; of a diagnosis at a visit '' */
  status: string;
};

/** Problems and diagnoses of these ICD-10 categories and what lies below them, of everybody. */
export function listCoded(raw: Raw, categories: readonly string[]): CodedRow[] {
  const below = categories.map(() => '(code >= ? AND code < ?)').join(' OR ');
  const bounds = categories.flatMap((category) => [category, `${category}~`]);
  return prepared(
    raw,
    `SELECT patient_id AS patientId, code_system AS system, code_edition AS edition, code, display, onset_date AS onset,
            recorded_at AS recordedAt, clinical_status AS status
       FROM problem WHERE verification_status <> 'entered-in-error' AND (${below})
     UNION ALL
     SELECT patient_id, code_system, code_edition, code, display, NULL, recorded_at, ''
       FROM condition WHERE status = 'active' AND (${below})`,
  ).all(...bounds, ...bounds) as CodedRow[];
}

/** Everybody alive who was born on that day or later, with the last day of a visit of that very record. Read from two indexes alone (0370). */
export function listBornSince(raw: Raw, day: string): [patientId: string, birthDate: string, lastVisit: string | null][] {
  return prepared(
    raw,
    `SELECT p.id, p.birth_date, (SELECT max(e.local_date) FROM encounter e WHERE e.patient_id = p.id AND e.status <> 'entered-in-error')
       FROM patient p WHERE p.birth_date >= ? AND p.status = 'active' AND p.deceased_on IS NULL`,
  )
    .raw(true)
    .all(day) as [string, string, string | null][];
}

/** Records that are read under another one. */
export function listLinks(raw: Raw): { patient_id: string; surviving_id: string }[] {
  return prepared(raw, 'SELECT patient_id, surviving_id FROM patient_link WHERE ended_at IS NULL').all() as {
    patient_id: string;
    surviving_id: string;
  }[];
}

/** Who of them is alive and stands for themselves. */
export function listLiving(raw: Raw, patientIds: readonly string[]): string[] {
  return prepared(
    raw,
    `SELECT p.id FROM json_each(?) j JOIN patient p ON p.id = j.value WHERE p.status = 'active' AND p.deceased_on IS NULL`,
  )
    .pluck()
    .all(JSON.stringify(patientIds)) as string[];
}

/** The last day of a visit, a row for each record that had one. */
export function listLastVisits(raw: Raw, patientIds: readonly string[]): { patientId: string; day: string }[] {
  return prepared(
    raw,
    `SELECT j.value AS patientId, (
       SELECT max(e.local_date) FROM encounter e WHERE e.patient_id = j.value AND e.status <> 'entered-in-error'
     ) AS day FROM json_each(?) j WHERE day IS NOT NULL`,
  ).all(JSON.stringify(patientIds)) as { patientId: string; day: string }[];
}

/** Booked from that day on, the first for each record. */
export function listNextAppointments(raw: Raw, patientIds: readonly string[], from: string): { patientId: string; day: string }[] {
  return prepared(
    raw,
    `SELECT a.patient_id AS patientId, min(a.local_date) AS day FROM appointment a
      WHERE a.local_date >= ? AND a.status = 'booked' AND a.patient_id IN (SELECT value FROM json_each(?)) GROUP BY a.patient_id`,
  ).all(from, JSON.stringify(patientIds)) as { patientId: string; day: string }[];
}

export function listRegisterSettings(db: Kysely<Database>) {
  return db.selectFrom('register_setting').selectAll().execute();
}

export type PregnancyRow = Pick<
  Row<'pregnancy'>,
  'patient_id' | 'last_period' | 'ultrasound_date' | 'ultrasound_gestation' | 'recorded_at'
> & {
  /** days of its contacts, joined by commas; '' = none yet */
  contactDays: string;
};

/** Pregnancies that go on, with the days of their antenatal contacts. */
export function listActivePregnancies(raw: Raw): PregnancyRow[] {
  return prepared(
    raw,
    `SELECT p.patient_id, p.last_period, p.ultrasound_date, p.ultrasound_gestation, p.recorded_at, coalesce((
       SELECT group_concat(c.contact_date) FROM antenatal_contact c WHERE c.pregnancy_id = p.id AND c.status = 'final'), '') AS contactDays
     FROM pregnancy p WHERE p.status = 'active' ORDER BY p.recorded_at`,
  ).all() as PregnancyRow[];
}
