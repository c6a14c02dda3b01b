import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import type { HttpProxy } from '../../sync/client/proxy.ts';

/** What people set here, its password included: for the link, never for an answer. Null = nothing is set. */
export function chosenProxy(raw: Raw): HttpProxy | null {
  const sql = `SELECT proxy_url AS url, coalesce(proxy_user, '') AS user, coalesce(proxy_password, '') AS password FROM link_setting`;
  const stored = prepared(raw, sql).get() as HttpProxy | { url: null };
  return stored.url === null ? null : stored;
}
