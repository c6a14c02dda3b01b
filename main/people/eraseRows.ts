import type { Database as Raw } from 'better-sqlite3';
import type { TableName } from '../../db/schema/index.ts';
import { tables } from '../../db/tables.ts';

/** Rows about two people: they go with either. */
const otherPerson: Partial<Record<TableName, string>> = {
  patient_link: 'surviving_id',
  patient_merge: 'surviving_id',
  patient_distinction: 'other_id',
  duplicate_pair: 'other_id',
};

export type PersonTable = { table: TableName; where: string };

/** Keys and audit lines are not rows of the record: the first are destroyed, the second stay without what they say. */
const apart: readonly TableName[] = ['person_key', 'audit_event'];

/** Every table that holds something of a person, with the condition that finds it; its values are `named(ids)`. */
export function personTables(ids: readonly string[]): PersonTable[] {
  const marks = Object.keys(named(ids))
    .map((name) => `:${name}`)
    .join(', ');
  return (Object.keys(tables) as TableName[])
    .filter((table) => tables[table].person !== 'no' && !apart.includes(table))
    .map((table) => {
      const found = `${tables[table].person} IN (${marks})`;
      const other = otherPerson[table];
      return { table, where: other ? `${found} OR ${other} IN (${marks})` : found };
    });
}

export function named(ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id, index) => [`id${index}`, id]));
}

export type Erased = { rows: number; fileNames: string[] };

/**
 * Destroys the keys and deletes all live rows. Inside a transaction; the files that it names are the caller's to remove after it.
 * A further append-only table with a person needs a trigger that lets go of rows whose key is destroyed, as medication_dispense has.
 */
export function eraseRows(raw: Raw, ids: readonly string[], at: string): Erased {
  if (!raw.inTransaction) throw new Error('a person is erased inside a transaction');
  raw.pragma('defer_foreign_keys = ON');
  const marks = ids.map(() => '?').join(', ');
  const fileNames = ['blob', 'blob_upload'].flatMap(
    (table) =>
      raw
        .prepare(`SELECT file_name FROM ${table} WHERE patient_id IN (${marks})`)
        .pluck()
        .all(...ids) as string[],
  );
  const loose = eraseLoose(raw, ids);
  for (const id of ids) destroyKey(raw, id, at);
  let rows = loose;
  const all = personTables(ids);
  for (const { table, where } of hangingOn(raw, all)) rows += raw.prepare(`DELETE FROM ${table} WHERE ${where}`).run(named(ids)).changes;
  for (const { table, where } of all) rows += raw.prepare(`DELETE FROM ${table} WHERE ${where}`).run(named(ids)).changes;
  raw.prepare(`DELETE FROM patient_search WHERE patient_id IN (${marks})`).run(...ids);
  return { rows, fileNames };
}

type ForeignKey = { table: string; from: string; to: string };

/** Rows that name no person and belong to a row that goes: who may see a sensitive record. */
function hangingOn(raw: Raw, gone: readonly PersonTable[]): PersonTable[] {
  return (Object.keys(tables) as TableName[])
    .filter((table) => tables[table].person === 'no')
    .flatMap((table) =>
      (raw.prepare('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)').all(table) as ForeignKey[]).flatMap((key) => {
        const parent = gone.find((each) => each.table === key.table);
        return parent ? [{ table, where: `${key.from} IN (SELECT ${key.to} FROM ${key.table} WHERE ${parent.where})` }] : [];
      }),
    );
}

function destroyKey(raw: Raw, patientId: string, at: string): void {
  raw
    .prepare(
      `INSERT INTO person_key (patient_id, wrapped_key, created_at, destroyed_at) VALUES (?, NULL, ?, ?)
       ON CONFLICT (patient_id) DO UPDATE SET wrapped_key = NULL, destroyed_at = excluded.destroyed_at`,
    )
    .run(patientId, at, at);
}

/** Drafts and stored answers that belong to nobody yet name the person: a registration form that was left open. */
function eraseLoose(raw: Raw, ids: readonly string[]): number {
  let rows = 0;
  for (const id of ids) {
    const person = raw.prepare('SELECT number, family_name AS family, given_names AS given FROM patient WHERE id = ?').get(id) as
      | { number: string; family: string; given: string }
      | undefined;
    if (!person) continue;
    const has = (column: string, word: string) => `instr(CAST(${column} AS TEXT), ${word}) > 0`;
    const names = (column: string) =>
      `${has(column, ':id')} OR ${has(column, ':number')} OR (:family <> '' AND ${has(column, ':family')} AND ${has(column, ':given')})`;
    const values = { id, ...person };
    rows += raw.prepare(`DELETE FROM draft WHERE ${names('content')}`).run(values).changes;
    rows += raw.prepare(`DELETE FROM request_outcome WHERE patient_id IS NULL AND (${names('outcome')})`).run(values).changes;
  }
  return rows;
}
