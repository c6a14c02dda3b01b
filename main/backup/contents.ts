import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';

/** What another data key changes in a row: everything else stays to the byte. */
const keyed: Readonly<Record<string, readonly string[]>> = {
  person_key: ['wrapped_key'],
  blob: ['file_name'],
  blob_upload: ['file_name'],
};

/** A hash of each table's rows, in the order they lie in, but for what hangs on the data key. */
function contentsOf(raw: Raw): Map<string, string> {
  const tables = raw
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return new Map(tables.map((table) => [table, hashTable(raw, table)]));
}

function hashTable(raw: Raw, table: string): string {
  const columns = (raw.pragma(`table_info("${table}")`) as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !keyed[table]?.includes(name));
  const hash = createHash('sha256');
  const rows = raw.prepare(`SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM "${table}"`).raw();
  let count = 0;
  for (const row of rows.iterate() as IterableIterator<unknown[]>) {
    hash.update(JSON.stringify(row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value))));
    count++;
  }
  return `${count} ${hash.digest('hex')}`;
}

/** The first table that differs; null when all are the same. */
export function firstDifference(one: Raw, other: Raw): string | null {
  const [a, b] = [contentsOf(one), contentsOf(other)];
  return [...new Set([...a.keys(), ...b.keys()])].find((table) => a.get(table) !== b.get(table)) ?? null;
}
