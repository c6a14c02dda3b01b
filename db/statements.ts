import type { Database as Raw, Statement } from 'better-sqlite3';

const cache = new WeakMap<Raw, Map<string, Statement>>();

/** Prepared once a connection: the audit and the outbox are written with every row. */
export function prepared(raw: Raw, sql: string): Statement {
  let statements = cache.get(raw);
  if (!statements) cache.set(raw, (statements = new Map()));
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = raw.prepare(sql)));
  return statement;
}
