import type { Database as SqliteFile } from 'better-sqlite3';
import { z } from 'zod';
import { witnessedHead } from '../protocol/messages.ts';
import type { WitnessedHead } from '../protocol/messages.ts';

const kind = 'audit.witnessed';
const stored = z.array(witnessedHead);

/** Keeps what the hub answered about our own audit. Worth no more than the file it lies in: the hub is asked again at each connection. */
export function keepWitnessed(raw: SqliteFile, facilityId: string, heads: readonly WitnessedHead[], now: string): void {
  const newest = heads.at(-1);
  if (newest === undefined) return;
  raw
    .prepare(
      `INSERT INTO peer_state (facility_id, kind, key, payload, cursor, published_at, received_at) VALUES (?, '${kind}', ?, ?, 0, ?, ?)
       ON CONFLICT DO UPDATE SET payload = excluded.payload, published_at = excluded.published_at, received_at = excluded.received_at`,
    )
    .run(facilityId, facilityId, JSON.stringify(heads), newest.at, now);
}

export function readAskedAt(raw: SqliteFile, facilityId: string): string | null {
  const sql = `SELECT received_at FROM peer_state WHERE facility_id = ? AND kind = '${kind}'`;
  return raw.prepare<[string], string>(sql).pluck().get(facilityId) ?? null;
}

/** What the hub had witnessed when it was last asked; null when it never answered. */
export function readWitnessed(raw: SqliteFile, facilityId: string): { heads: WitnessedHead[]; askedAt: string } | null {
  const row = raw
    .prepare<[string], { payload: string; askedAt: string }>(
      `SELECT payload, received_at AS askedAt FROM peer_state WHERE facility_id = ? AND kind = '${kind}'`,
    )
    .get(facilityId);
  return row === undefined ? null : { heads: stored.parse(JSON.parse(row.payload)), askedAt: row.askedAt };
}
