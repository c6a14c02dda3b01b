import type { Database as Raw } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { PatientRow } from '../../preload/contract/patients.ts';
import { personName } from '../../preload/contract/personName.ts';
import type { Database, Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

export type Patient = Row<'patient'>;

export function toPatientRow(patient: Patient): PatientRow {
  return {
    patientId: patient.id,
    number: patient.number,
    displayName: personName(patient.family_name, patient.given_names),
    sex: patient.sex as PatientRow['sex'],
    birthDate: patient.birth_date,
    birthDatePrecision: patient.birth_date_precision as PatientRow['birthDatePrecision'],
    phone: patient.phone,
    village: patient.village,
    lastSeenAt: patient.last_seen_at,
  };
}

export function findPatient(db: Kysely<Database>, patientId: string): Promise<Patient | undefined> {
  return db.selectFrom('patient').selectAll().where('id', '=', patientId).executeTakeFirst();
}

export function findPatientByNumber(db: Kysely<Database>, number: string): Promise<Patient | undefined> {
  return db.selectFrom('patient').selectAll().where('number', '=', number).where('status', '=', 'active').executeTakeFirst();
}

/** By id, for lists that show people beside something else. */
export async function listPatientRows(db: Kysely<Database>, patientIds: readonly string[]): Promise<Map<string, PatientRow>> {
  if (patientIds.length === 0) return new Map();
  const patients = await db.selectFrom('patient').selectAll().where('id', 'in', patientIds).execute();
  return new Map(patients.map((patient) => [patient.id, toPatientRow(patient)]));
}

/** The person stood here at `at`; recent people are found first. No audit line of its own: the encounter's tells it. */
export function markSeen(raw: Raw, patientId: string, at: string): void {
  prepared(raw, 'UPDATE patient SET last_seen_at = ? WHERE id = ? AND coalesce(last_seen_at, ?) <= ?').run(at, patientId, at, at);
}

/**
 * Everyone who is this person: merged records, in both directions and through chains, links that were ended left out.
 * Every clinical read goes through it: `.where('patient_id', 'in', ids)`.
 */
export async function linkedPatientIds(db: Kysely<Database>, patientId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE person (id) AS (
      VALUES (${patientId})
      UNION SELECT l.surviving_id FROM patient_link l JOIN person p ON l.patient_id = p.id WHERE l.ended_at IS NULL
      UNION SELECT l.patient_id FROM patient_link l JOIN person p ON l.surviving_id = p.id WHERE l.ended_at IS NULL
    ) SELECT id FROM person`.execute(db);
  return rows.map((row) => row.id);
}

/** `match` is FTS5 syntax, made by main/patients/match.ts and never by a person. Newest registered first. */
export async function matchPatients(db: Kysely<Database>, match: string, limit: number): Promise<Patient[]> {
  const { rows } = await sql<Patient>`
    SELECT p.* FROM patient_search s CROSS JOIN patient p ON p.id = s.patient_id
    WHERE s.patient_search MATCH ${match} AND p.status = 'active'
    ORDER BY s.rowid DESC LIMIT ${limit}`.execute(db);
  return rows;
}

export function recentPatients(db: Kysely<Database>, limit: number): Promise<Patient[]> {
  return db.selectFrom('patient').selectAll().where('status', '=', 'active').orderBy('last_seen_at', 'desc').limit(limit).execute();
}

export function bornOn(db: Kysely<Database>, days: readonly string[], limit: number): Promise<Patient[]> {
  return db.selectFrom('patient').selectAll().where('birth_date', 'in', days).where('status', '=', 'active').limit(limit).execute();
}

export type PatientOrder = 'name' | 'number' | 'last-seen';

/** One page of the register; `match` as in matchPatients. */
export async function pageOfPatients(
  db: Kysely<Database>,
  page: { sort: PatientOrder; offset: number; limit: number; match: string | null },
): Promise<{ total: number; patients: Patient[] }> {
  const { match } = page;
  const all = db
    .selectFrom('patient')
    .where('status', '=', 'active')
    .where('id', 'not in', sql<string>`(SELECT patient_id FROM patient_link WHERE ended_at IS NULL)`) // read under the surviving record
    .$if(match !== null, (query) =>
      query.where('id', 'in', sql<string>`(SELECT patient_id FROM patient_search WHERE patient_search MATCH ${match})`),
    );
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  // in the order of an index nothing is sorted, and the one of the names holds all that is asked of rows that are skipped; rowid ends every index
  const ordered =
    page.sort === 'name'
      ? all.orderBy('sort_name').orderBy('id')
      : page.sort === 'number'
        ? all.orderBy('number')
        : all.orderBy('last_seen_at', 'desc').orderBy(sql`rowid desc`);
  return { total, patients: await ordered.selectAll().offset(page.offset).limit(page.limit).execute() };
}

/** Every word of the index that begins with a letter: names and villages. The view on it lives in this connection's memory. */
export function listNameWords(raw: Raw): string[] {
  raw.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.patient_word USING fts5vocab (main, patient_search, col)`);
  return raw.prepare(`SELECT term FROM temp.patient_word WHERE col = 'words' AND term >= 'a'`).pluck().all() as string[];
}

/** How many people there are, and how many of them have a word in their index: a name, a village. */
export function countPeople(raw: Raw): number {
  return prepared(raw, 'SELECT count(*) FROM patient').pluck().get() as number;
}

export function countWithWord(raw: Raw, word: string): number {
  raw.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.patient_word USING fts5vocab (main, patient_search, col)`);
  return (prepared(raw, `SELECT doc FROM temp.patient_word WHERE term = ? AND col = 'words'`).pluck().get(word) as number | undefined) ?? 0;
}

export type IndexEntry = { patientId: string; words: string; sounds: string };

/** Derived from the patient's row in the same transaction, so it has no audit line of its own. `numberWord`: the whole number as it stands in `words`, which is nobody else's. */
export function indexPatient(raw: Raw, entry: IndexEntry, numberWord: string): void {
  const rowids = prepared(raw, 'SELECT rowid FROM patient_search WHERE patient_search MATCH ? AND patient_id = ?')
    .pluck()
    .all(`words : "${numberWord}"`, entry.patientId);
  for (const rowid of rowids) prepared(raw, 'DELETE FROM patient_search WHERE rowid = ?').run(rowid);
  addToIndex(raw, entry);
}

/** For somebody who is not in the index yet. */
export function addToIndex(raw: Raw, entry: IndexEntry): void {
  prepared(raw, 'INSERT INTO patient_search (patient_id, words, sounds) VALUES (?, ?, ?)').run(entry.patientId, entry.words, entry.sounds);
}
