import type { Database as SqliteFile } from 'better-sqlite3';
import { progressOf } from './sqliteIdentity.ts';
import { bytesOf } from './store.ts';
import type { Fresh, FreshRow, KeptRow } from './store.ts';

type Found = KeptRow & { topic: string | null; latitude: number | null; longitude: number | null };

/** What all readers are to be told of, read once. */
export function freshPart(file: SqliteFile) {
  const progress = progressOf(file);
  const isMore = file
    .prepare<[number, number], number>('SELECT 1 FROM state INDEXED BY state_by_cursor WHERE cursor > ? LIMIT 1 OFFSET ?')
    .pluck();
  const after = file.prepare<[number], Found>(
    `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs, s.topic, f.latitude, f.longitude
     FROM state AS s INDEXED BY state_by_cursor JOIN facility AS f ON f.no = s.facility_no WHERE s.cursor > ? ORDER BY s.cursor`,
  );
  const fresh = file.transaction((cursor: number, limit: number, maxBytes: number): Fresh | null => {
    const now = progress();
    if (now.head <= cursor) return { rows: [], progress: now };
    if (now.head - cursor > limit && isMore.get(cursor, limit) !== undefined) return null; // fewer rows than cursors
    const rows: FreshRow[] = [];
    let bytes = 0;
    for (const { latitude, longitude, ...row } of after.iterate(cursor)) {
      bytes += bytesOf(row);
      if (bytes > maxBytes) return null;
      rows.push({ ...row, place: latitude === null || longitude === null ? null : { latitude, longitude } });
    }
    return { rows, progress: now };
  });
  return { fresh: async (cursor: number, limit: number, maxBytes: number) => fresh(cursor, limit, maxBytes) };
}
