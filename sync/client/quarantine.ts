import type { Database as SqliteFile } from 'better-sqlite3';

export type OurselvesAt = { facilityId: string; now: string; newId: () => string };
type AnyRow = { facility: string; kind: string; key: string; payload: string; cursor: number };

/** Put aside with its reason and shown; the same row put aside again replaces its older self. */
export function putAside(raw: SqliteFile, row: AnyRow, reason: string, { now, newId }: OurselvesAt): void {
  release(raw, row);
  raw
    .prepare('INSERT INTO quarantine (id, facility_id, kind, key, payload, reason, cursor, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(newId(), row.facility, row.kind, row.key, row.payload, reason, row.cursor, now);
}

/** A newer row under the same key was understood. */
export function release(raw: SqliteFile, { facility, kind, key }: Pick<AnyRow, 'facility' | 'kind' | 'key'>): void {
  raw.prepare('DELETE FROM quarantine WHERE facility_id = ? AND kind = ? AND key = ?').run(facility, kind, key);
}
