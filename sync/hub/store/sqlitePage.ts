import type { Database as SqliteFile } from 'better-sqlite3';
import { progressOf } from './sqliteIdentity.ts';
import { placeOf } from './sqlitePlace.ts';
import { rowOverheadBytes } from './store.ts';
import type { KeptRow, Page } from './store.ts';

/** What is read of the rows that were kept. */
export function pagePart(file: SqliteFile) {
  const requirePlace = placeOf(file);
  const progress = progressOf(file);
  const readHead = file.prepare<[], number>('SELECT head FROM identity').pluck();
  const after = file.prepare<[number, string, number], KeptRow>(
    `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs
     FROM state AS s JOIN facility AS f ON f.no = s.facility_no
     WHERE s.cursor > ? AND f.id <> ? ORDER BY s.cursor LIMIT ?`,
  );
  const ofKind = file.prepare<[string], KeptRow>(
    `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs
     FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.kind = ? ORDER BY s.cursor`,
  );
  const counts = file.prepare<[], Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>(
    `SELECT (SELECT count(*) FROM facility) AS facilities, (SELECT count(*) FROM state) AS rows,
       (SELECT coalesce(sum(acknowledged_through), 0) FROM facility) AS changes, (SELECT count(*) FROM refused) AS refused, head FROM identity`,
  );

  const page = file.transaction((facility: string, cursor: number, limit: number, maxBytes: number, session?: number): Page => {
    if (session !== undefined) requirePlace(facility, session);
    const rows: KeptRow[] = [];
    let bytes = 0;
    for (const row of after.iterate(cursor, facility, limit + 1)) {
      bytes += rowOverheadBytes + Buffer.byteLength(JSON.stringify([row.kind, row.key, row.payload]));
      if (rows.length === limit || (bytes > maxBytes && rows.length > 0))
        return { rows, cursor: rows.at(-1)!.cursor, more: true, progress: progress() };
      rows.push(row);
    }
    return { rows, cursor: Math.max(cursor, readHead.get()!), more: false, progress: progress() };
  });

  return {
    page: async (facility: string, cursor: number, limit: number, maxBytes: number, session?: number) =>
      page(facility, cursor, limit, maxBytes, session),
    rowsOfKind: async (kind: string) => ofKind.all(kind),
    counts: async () => counts.get()!,
  };
}
