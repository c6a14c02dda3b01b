import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../statements.ts';
import { personOf, tables } from '../tables.ts';
import type { TableName } from '../schema/index.ts';

const isTable = (name: string): name is TableName => Object.hasOwn(tables, name);

/** One row by its id, whatever the table. */
export function findRow(raw: Raw, table: string, id: string): Record<string, unknown> | undefined {
  if (!isTable(table)) return undefined;
  return prepared(raw, `SELECT * FROM ${table} WHERE id = ?`).get(id) as Record<string, unknown> | undefined;
}

/** Whose the row is; null when there is none, or it is nobody's. */
export function findRowOwner(raw: Raw, table: TableName, id: string): string | null {
  const row = findRow(raw, table, id);
  return row ? personOf(table, row) : null;
}
