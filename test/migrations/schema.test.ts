import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import { listTables, rowTypes, snapshot } from '../../db/schema/generate.ts';
import { tables } from '../../db/tables.ts';
import { columnsOf } from './rows.ts';

const db = join(import.meta.dirname, '..', '..', 'db');
const { raw } = openMemoryDatabase();
migrate(raw);
const again = 'run `node db/schema/generate.ts`';
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

test('the snapshot is the schema that the steps make', () => {
  expect(JSON.parse(readFileSync(join(db, 'schema.snapshot.json'), 'utf8')), again).toEqual(snapshot(raw));
});

test('the row types are those of the schema', () => {
  expect(plain(readFileSync(join(db, 'schema', 'tables.generated.ts'), 'utf8')), again).toBe(plain(rowTypes(raw)));
});

test('the registry names every table, and no other', () => {
  expect(Object.keys(tables).toSorted()).toEqual(listTables(raw));
});

test("a table's path to the patient is a column of it, and no table hides a patient_id", () => {
  for (const [table, { person }] of Object.entries(tables)) {
    const columns = columnsOf(raw, table).map((column) => column.name);
    if (person === 'no') expect(columns, table).not.toContain('patient_id');
    else expect(columns, table).toContain(person);
  }
});

test('rows that are facts cannot be changed or removed', () => {
  const triggers = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
  for (const table of ['audit_event', 'stock_movement', 'medication_dispense']) {
    expect(triggers).toContain(`${table}_no_update`);
    expect(triggers).toContain(`${table}_no_delete`);
  }
});

const statements = raw
  .prepare(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'patient_search_%' AND name NOT LIKE 'sqlite_%'`,
  )
  .all() as {
  name: string;
  sql: string;
}[];

test.each(statements.map(({ name, sql }) => [name, sql] as const))('%s is strict, and every CHECK has a name', (_, sql) => {
  const code = sql.replaceAll(/--.*$/gm, '');
  expect(code).toMatch(/\)\s*STRICT\b/);
  const checks = code.match(/\bCHECK\s*\(/g)?.length ?? 0;
  const named = code.match(/\bCONSTRAINT\s+\w+\s+CHECK\s*\(/g)?.length ?? 0;
  expect(named).toBe(checks);
});

test('names of CHECKs are used once: an error text tells which rule it was', () => {
  const names = statements.flatMap(({ sql }) => [...sql.matchAll(/\bCONSTRAINT\s+(\w+)\s+CHECK/g)].map((match) => match[1]));
  expect(names.length).toBeGreaterThan(20);
  expect(new Set(names).size).toBe(names.length);
});
