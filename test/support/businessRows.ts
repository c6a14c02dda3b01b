import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import type { TestClinic } from './testContext.ts';

/** Written by a refusal or a look, rightly: that it was asked, by whom, and how often. And how far work in the background is. */
const notBusiness = /^(audit_|request_outcome|outbox|session|seat|sqlite_|patient_search|patient_word|duplicate_run)/;
const counted = ['failed_sign_ins', 'locked_until'];

const known = new WeakMap<object, { changes: number; rows: Record<string, string> }>();

/** What every table of the clinic's business holds, as a hash; read anew only after something was written. */
export function businessRows(clinic: TestClinic): Record<string, string> {
  const { raw } = clinic.host.open();
  const changes = raw.prepare('SELECT total_changes()').pluck().get() as number;
  const before = known.get(raw);
  if (before?.changes === changes) return before.rows;
  const tables = raw
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
    .pluck()
    .all() as string[];
  const rows = Object.fromEntries(tables.filter((table) => !notBusiness.test(table)).map((table) => [table, hashOf(raw, table)]));
  known.set(raw, { changes, rows });
  return rows;
}

function hashOf(raw: Raw, table: string): string {
  const rows = raw.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
  const text = JSON.stringify(rows, (name, value: unknown) => (counted.includes(name) ? null : value));
  return `${rows.length} ${createHash('sha256').update(text).digest('hex')}`;
}
