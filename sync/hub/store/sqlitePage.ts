import type { Database as SqliteFile } from 'better-sqlite3';
import { everything, interestFilter } from '../../protocol/interest.ts';
import type { Interest } from '../../protocol/interest.ts';
import { createSpans, look, spanRows, toMark } from './spans.ts';
import type { MarkOut, Span } from './spans.ts';
import { progressOf } from './sqliteIdentity.ts';
import { placeOf } from './sqlitePlace.ts';
import { bytesOf, mostLooked } from './store.ts';
import type { KeptRow, Page, Progress } from './store.ts';

const rowColumns = 's.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs';

/** What is read of the rows that were kept. */
export function pagePart(file: SqliteFile) {
  const requirePlace = placeOf(file);
  const progress = progressOf(file);
  const spans = createSpans();
  // The index of cursors has all that it asks for: no payload is read.
  const readMarks = file.prepare<[number, number], MarkOut>(
    `SELECT s.cursor, s.facility_no AS no, s.kind, s.topic, f.latitude, f.longitude FROM state AS s INDEXED BY state_by_cursor
       JOIN facility AS f ON f.no = s.facility_no WHERE s.cursor > ? AND s.cursor <= ? ORDER BY s.cursor LIMIT ${spanRows}`,
  );
  const rowAt = file.prepare<[number], KeptRow>(
    `SELECT f.id AS facility, ${rowColumns} FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.cursor = ?`,
  );
  const ofKind = file.prepare<[string], KeptRow>(
    `SELECT f.id AS facility, ${rowColumns} FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.kind = ? ORDER BY s.cursor`,
  );
  const counts = file.prepare<[], Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>(
    `SELECT (SELECT count(*) FROM facility) AS facilities, (SELECT count(*) FROM state) AS rows,
       (SELECT coalesce(sum(acknowledged_through), 0) FROM facility) AS changes, (SELECT count(*) FROM refused) AS refused, head FROM identity`,
  );

  function spanAfter(cursor: number, now: Progress): Span {
    const known = spans.after(cursor, now);
    if (known !== undefined) return known;
    const until = spans.knownFrom(cursor) ?? now.head;
    const marks = readMarks.all(cursor, until).map(toMark);
    const span = { from: cursor, to: marks.length < spanRows ? until : marks.at(-1)!.cursor, marks };
    spans.put(span, now);
    return span;
  }

  const page = file.transaction(
    (facility: string, cursor: number, limit: number, maxBytes: number, session: number | undefined, wanted: Interest): Page => {
      const { no } = requirePlace(facility, session);
      const now = progress();
      if (now.head <= cursor) return { rows: [], cursor, more: false, progress: now };
      const isWanted = interestFilter(wanted, facility);
      const rows: KeptRow[] = [];
      let [at, looked, bytes] = [cursor, 0, 0];
      while (at < now.head && looked < mostLooked) {
        const most = { found: limit + 1 - rows.length, looked: mostLooked - looked };
        const seen = look(spanAfter(at, now), at, now.head, most, (mark) => mark.no !== no && isWanted(mark));
        for (const mark of seen.found) {
          const row = rowAt.get(mark.cursor);
          if (row === undefined) {
            mark.isGone = true;
            continue;
          }
          bytes += bytesOf(row);
          if (rows.length === limit || (bytes > maxBytes && rows.length > 0))
            return { rows, cursor: rows.at(-1)!.cursor, more: true, progress: now };
          rows.push(row);
        }
        looked += seen.looked;
        at = seen.to;
      }
      return { rows, cursor: at, more: at < now.head, progress: now };
    },
  );

  return {
    page: async (facility: string, cursor: number, limit: number, maxBytes: number, session?: number, wanted: Interest = everything) =>
      page(facility, cursor, limit, maxBytes, session, wanted),
    rowsOfKind: async (kind: string) => ofKind.all(kind),
    counts: async () => counts.get()!,
  };
}
