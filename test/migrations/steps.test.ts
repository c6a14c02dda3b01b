import { expect, test } from 'vitest';
import { hashRow } from '../../db/audit.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import { type AuditSelection, toWhere } from '../../db/queries/audit.ts';
import { appendOnlyTables } from '../../db/tables.ts';
import { byHand } from './byHand.ts';
import { allRows, tablesOf } from './rows.ts';

test('steps have rising numbers of ten and different names', () => {
  const versions = migrations.map((step) => step.version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(migrations.map((step) => step.name)).size).toBe(migrations.length);
  expect(versions.every((version) => version % 10 === 0)).toBe(true);
});

test('every step has rows written by hand', () => {
  expect(Object.keys(byHand).map(Number)).toEqual(migrations.map((step) => step.version));
});

test.each(migrations.map((step, at) => [`${step.version} ${step.name}`, at] as const))(
  'step %s leaves what was there, and takes its own rows',
  (_, at) => {
    const { raw } = openMemoryDatabase();
    const before = migrations.slice(0, at);
    migrate(raw, { steps: before });
    for (const step of before) raw.exec(byHand[step.version] ?? '');
    const tables = tablesOf(raw);
    const rows = allRows(raw, tables);
    for (const table of tables) expect(rows[table], `${table} is empty: a step could lose its rows unseen`).not.toEqual([]);

    expect(migrate(raw, { steps: migrations.slice(0, at + 1) })).toEqual([migrations[at]?.version]);
    const after = allRows(raw, tables, rows);
    const words = rows['movement_reason'];
    if (words) after['movement_reason'] = after['movement_reason']?.slice(0, words.length) ?? []; // a step may add words to a list
    expect(after).toEqual(rows);
    raw.exec(byHand[migrations[at]?.version ?? 0] ?? '');
    expect(raw.pragma('foreign_key_check')).toEqual([]);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(raw.pragma('user_version', { simple: true })).toBe(migrations[at]?.version);
  },
);

test('a file that is up to date takes no step', () => {
  const { raw } = openMemoryDatabase();
  expect(migrate(raw)).toEqual(migrations.map((step) => step.version));
  expect(migrate(raw)).toEqual([]);
});

test('a step that fails half-way leaves the step before it, whole', () => {
  const { raw } = openMemoryDatabase();
  migrate(raw);
  raw.exec(byHand[10] ?? '');
  const tables = tablesOf(raw);
  const rows = allRows(raw, tables);
  const newest = migrations.at(-1)?.version ?? 0;
  const broken = {
    version: newest + 10,
    name: 'broken',
    up: (db: typeof raw) => {
      db.exec(`CREATE TABLE half (id TEXT); DELETE FROM number_counter;`);
      throw new Error('power cut');
    },
  };
  expect(() => migrate(raw, { steps: [...migrations, broken] })).toThrow('power cut');
  expect(tablesOf(raw)).toEqual(tables);
  expect(allRows(raw, tables)).toEqual(rows);
  expect(raw.pragma('user_version', { simple: true })).toBe(newest);
});

test('no step changes the hash of a fact that the audit keeps: a column that is added to one is null', () => {
  const { raw } = openMemoryDatabase();
  const hashes = () =>
    appendOnlyTables
      .filter((table) => tablesOf(raw).includes(table))
      .flatMap((table) =>
        (raw.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map((row) => [String(row['id']), hashRow(row)]),
      );
  const seen = new Map<string, string>();
  for (const [at, step] of migrations.entries()) {
    migrate(raw, { steps: migrations.slice(0, at + 1) });
    const now = new Map(hashes() as [string, string][]);
    for (const [id, hash] of seen) expect(now.get(id), `${id} after step ${step.version}`).toBe(hash);
    raw.exec(byHand[step.version] ?? '');
    for (const [id, hash] of hashes() as [string, string][]) seen.set(id, hash);
  }
  expect(seen.size).toBeGreaterThan(2);
});

test('indexes are used where the program counts on them', () => {
  const { raw } = openMemoryDatabase();
  migrate(raw);
  const plan = (sql: string) =>
    (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((row) => row.detail).join('; ');
  expect(plan(`SELECT * FROM patient WHERE birth_date IN ('1991-04-12', '1991-12-04')`)).toContain('patient_by_birth_date');
  expect(plan(`SELECT * FROM patient WHERE status = 'active' ORDER BY sort_name, id LIMIT 100`)).toBe(
    'SCAN patient USING INDEX patient_by_name',
  );
  expect(plan(`SELECT * FROM patient WHERE status = 'active' ORDER BY last_seen_at DESC, rowid DESC LIMIT 300`)).toBe(
    'SCAN patient USING INDEX patient_by_last_seen',
  );
  expect(plan(`SELECT * FROM observation WHERE patient_id IN ('a', 'b') AND code = '29463-7' ORDER BY effective_at DESC`)).toContain(
    'observation_by_patient',
  );
  expect(plan(`SELECT * FROM allergy_intolerance WHERE patient_id IN ('a', 'b') AND status = 'active'`)).toContain('allergy_by_patient');
  expect(plan(`SELECT * FROM medication_request WHERE patient_id IN ('a', 'b')`)).toContain('medication_request_by_patient');
  expect(plan(`SELECT seq FROM audit_event WHERE patient_id = 'a' AND +actor_id = 'u' AND +at > '2026'`)).toContain(
    'audit_event_by_patient',
  );
});

test('the audit is searched by the index of its filter, and a common kind of line from the newest down', () => {
  const { raw } = openMemoryDatabase();
  migrate(raw);
  const plan = (selection: AuditSelection) => {
    const { sql, values } = toWhere(raw, selection, 9);
    const steps = raw.prepare(`EXPLAIN QUERY PLAN SELECT * FROM audit_event a WHERE ${sql} ORDER BY a.seq DESC LIMIT 5`).all(...values);
    return (steps as { detail: string }[]).map(({ detail }) => detail).join('; ');
  };
  expect(plan({ patientIds: ['p'], action: 'read', text: 'x' })).toContain('audit_event_by_patient');
  expect(plan({ text: 'x', action: 'deny' })).toContain('audit_event_with_reason');
  expect(plan({ isSetting: true, resource: 'role' })).toContain('audit_event_by_resource');
  expect(plan({ resource: 'user_account', action: 'deny' })).toContain('audit_event_by_resource');
  expect(plan({ action: 'deny', resource: 'patient', actorId: 'u' })).toContain('audit_event_by_action');
  expect(plan({ action: 'create', resource: 'patient', actorId: 'u' })).toBe('SEARCH a USING INTEGER PRIMARY KEY (rowid<?)');
  expect(plan({ from: '2026', until: '2027' })).toContain('INTEGER PRIMARY KEY');
});
