import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database, Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

/** The record that a person's records are read under: the end of the chain of merges. */
export function survivingId(raw: Raw, patientId: string): string {
  return prepared(
    raw,
    `WITH RECURSIVE chain (id) AS (
       VALUES (?) UNION SELECT l.surviving_id FROM patient_link l JOIN chain c ON l.patient_id = c.id WHERE l.ended_at IS NULL
     ) SELECT id FROM chain WHERE NOT EXISTS (SELECT 1 FROM patient_link l WHERE l.patient_id = chain.id AND l.ended_at IS NULL)`,
  )
    .pluck()
    .get(patientId) as string;
}

export type Merge = Row<'patient_merge'> & { created_at: string; ended_at: string | null; mergedByName: string };

const mergeColumns = `
  SELECT m.*, l.created_at, l.ended_at, u.display_name AS mergedByName
  FROM patient_merge m JOIN patient_link l ON l.id = m.id JOIN user_account u ON u.id = m.merged_by`;

export function findMerge(raw: Raw, linkId: string): Merge | undefined {
  return prepared(raw, `${mergeColumns} WHERE m.id = ?`).get(linkId) as Merge | undefined;
}

/** Newest first; `patientIds` empty: of everybody. */
export function listMerges(raw: Raw, patientIds: readonly string[], limit: number): Merge[] {
  const marks = patientIds.map(() => '?').join(', ');
  const where = patientIds.length === 0 ? '' : `WHERE m.patient_id IN (${marks}) OR m.surviving_id IN (${marks})`;
  return raw
    .prepare(`${mergeColumns} ${where} ORDER BY l.created_at DESC, m.id DESC LIMIT ?`)
    .all(...patientIds, ...patientIds, limit) as Merge[];
}

export const inOrder = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one]);

export function findDistinction(raw: Raw, one: string, other: string): string | undefined {
  return prepared(raw, 'SELECT id FROM patient_distinction WHERE patient_id = ? AND other_id = ? AND ended_at IS NULL')
    .pluck()
    .get(...inOrder(one, other)) as string | undefined;
}

export type DuplicatePair = Row<'duplicate_pair'>;
type PairFilter = { verdicts: readonly string[]; areDistinguished: boolean };

/** Pairs of which both records still stand for themselves; best first. */
export function pageOfPairs(
  raw: Raw,
  filter: PairFilter,
  page: { offset: number; limit: number },
): { total: number; pairs: DuplicatePair[] } {
  const standing = (column: string) => `NOT EXISTS (SELECT 1 FROM patient_link l WHERE l.patient_id = d.${column} AND l.ended_at IS NULL)
    AND EXISTS (SELECT 1 FROM patient p WHERE p.id = d.${column} AND p.status = 'active')`;
  const where = `WHERE d.verdict IN (${filter.verdicts.map(() => '?').join(', ')}) AND ${standing('patient_id')} AND ${standing('other_id')}
    AND ${filter.areDistinguished ? '' : 'NOT'} EXISTS (
      SELECT 1 FROM patient_distinction x WHERE x.patient_id = d.patient_id AND x.other_id = d.other_id AND x.ended_at IS NULL)`;
  const total = raw
    .prepare(`SELECT count(*) FROM duplicate_pair d ${where}`)
    .pluck()
    .get(...filter.verdicts) as number;
  const pairs = raw
    .prepare(`SELECT d.* FROM duplicate_pair d ${where} ORDER BY d.score DESC, d.id LIMIT ? OFFSET ?`)
    .all(...filter.verdicts, page.limit, page.offset) as DuplicatePair[];
  return { total, pairs };
}

export function findPair(raw: Raw, one: string, other: string): DuplicatePair | undefined {
  return prepared(raw, 'SELECT * FROM duplicate_pair WHERE patient_id = ? AND other_id = ?').get(...inOrder(one, other)) as
    | DuplicatePair
    | undefined;
}

export function lastRun(raw: Raw): Row<'duplicate_run'> | undefined {
  return raw.prepare('SELECT * FROM duplicate_run ORDER BY started_at DESC, id DESC LIMIT 1').get() as Row<'duplicate_run'> | undefined;
}

export function beginRun(raw: Raw, run: { id: string; startedAt: string; records: number }): void {
  raw
    .prepare(`INSERT INTO duplicate_run (id, started_at, status, records) VALUES (?, ?, 'running', ?)`)
    .run(run.id, run.startedAt, run.records);
}

export type EndedRun = {
  id: string;
  endedAt: string;
  status: 'done' | 'cancelled' | 'failed';
  compared: number;
  /** JSON */ weights: string;
};

export function endRun(raw: Raw, run: EndedRun): void {
  raw
    .prepare('UPDATE duplicate_run SET ended_at = ?, status = ?, compared = ?, weights = ? WHERE id = ?')
    .run(run.endedAt, run.status, run.compared, run.weights, run.id);
}

/** Derived rows without audit lines of their own: the run's line tells of them. */
export function replacePairs(raw: Raw, pairs: Iterable<DuplicatePair>): void {
  raw.exec('DELETE FROM duplicate_pair');
  const insert = raw.prepare(
    `INSERT INTO duplicate_pair (id, patient_id, other_id, score, verdict, evidence)
     SELECT :id, :patient_id, :other_id, :score, :verdict, :evidence
     WHERE EXISTS (SELECT 1 FROM patient WHERE id = :patient_id) AND EXISTS (SELECT 1 FROM patient WHERE id = :other_id)`,
  );
  for (const pair of pairs) insert.run(pair);
}

export type LinkedPerson = Pick<
  Row<'patient'>,
  'id' | 'family_name' | 'given_names' | 'sex' | 'birth_date' | 'birth_date_precision' | 'phone' | 'village'
>;

/** Everybody who is compared: records that stand for themselves. */
export function listComparable(raw: Raw): LinkedPerson[] {
  return raw
    .prepare(
      `SELECT id, family_name, given_names, sex, birth_date, birth_date_precision, phone, village FROM patient p
       WHERE status = 'active' AND NOT EXISTS (SELECT 1 FROM patient_link l WHERE l.patient_id = p.id AND l.ended_at IS NULL) ORDER BY id`,
    )
    .all() as LinkedPerson[];
}

/** How many rows of each kind each record has, and how many of them since an instant. */
export async function countRows(
  db: Kysely<Database>,
  patientId: string,
  since: string | null,
): Promise<{ kind: ClinicalKind; count: number }[]> {
  const counted = await Promise.all(
    clinicalKinds.map(async ({ kind, at }) => {
      const row = await db
        .selectFrom(kind)
        .where('patient_id', 'in', [patientId])
        .$if(since !== null, (query) => query.where(at as never, '>=', since as never))
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return { kind, count: row.count };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}

const clinicalKinds = [
  { kind: 'encounter', at: 'started_at' },
  { kind: 'appointment', at: 'created_at' },
  { kind: 'observation', at: 'effective_at' },
  { kind: 'condition', at: 'recorded_at' },
  { kind: 'allergy_intolerance', at: 'recorded_at' },
  { kind: 'medication_request', at: 'authored_at' },
  { kind: 'medication_dispense', at: 'when_handed_over' },
  { kind: 'document_reference', at: 'created_at' },
] as const;
export type ClinicalKind = (typeof clinicalKinds)[number]['kind'];
