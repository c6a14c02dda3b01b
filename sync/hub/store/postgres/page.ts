import { AppError } from '../../../../preload/contract/errors.ts';
import { everything, interestFilter } from '../../../protocol/interest.ts';
import type { Interest } from '../../../protocol/interest.ts';
import { createSpans, look, spanRows, toMark } from '../spans.ts';
import type { Mark, MarkOut, Span } from '../spans.ts';
import { bytesOf, mostLooked, PlaceLost, rowOverheadBytes, StoreUnavailable } from '../store.ts';
import type { KeptRow, Page, Progress } from '../store.ts';
import type { Db } from './pool.ts';
import { rowColumns } from './rows.ts';

export function pagePart(db: Db) {
  const spans = createSpans();
  /** Whoever needs the same marks waits for one question. */
  const reading = new Map<string, Promise<Span & { now: Progress }>>();

  async function readMarks(cursor: number): Promise<Span & { now: Progress }> {
    const until = spans.knownFrom(cursor);
    const { rows } = await db.query<Progress & Nullable<MarkOut>>('marks', marksAfter, [cursor, until]);
    const { epoch, run, head } = rows[0]!;
    const marks = rows.filter((row): row is Progress & MarkOut => row.cursor !== null).map(toMark);
    const now = { epoch, run, head };
    const to = marks.length < spanRows ? Math.min(until ?? head, head) : marks.at(-1)!.cursor;
    const span = { from: cursor, to, marks };
    spans.put(span, now);
    return { ...span, now };
  }
  function marksFrom(cursor: number, { epoch, run }: Progress): Promise<Span & { now: Progress }> {
    const name = `${epoch} ${run} ${cursor}`;
    const before = reading.get(name);
    if (before !== undefined) return before;
    const asked = readMarks(cursor).finally(() => reading.delete(name));
    reading.set(name, asked);
    return asked;
  }

  async function page(
    facility: string,
    cursor: number,
    limit: number,
    maxBytes: number,
    session?: number,
    wanted: Interest = everything,
  ): Promise<Page> {
    const { rows: asked } = await db.query<Reader>('reader', reader, [facility]);
    const { no, session: current, isRevoked, ...now } = asked[0]!;
    if (session !== undefined && isRevoked) throw new AppError('hub.revoked');
    if (session !== undefined && current !== session) throw new PlaceLost('hub.replaced');
    const isWanted = now.head > cursor ? interestFilter(wanted, facility) : () => false;
    const found: KeptRow[] = [];
    let [at, looked, bytes] = [cursor, 0, 0];
    while (at < now.head && looked < mostLooked) {
      let span = spans.after(at, now);
      if (span === undefined) {
        const read = await marksFrom(at, now);
        if (read.now.epoch !== now.epoch || read.now.run !== now.run) return page(facility, cursor, limit, maxBytes, session, wanted);
        if (read.to <= at) throw new StoreUnavailable('The head went back within one run');
        span = read;
      }
      const most = { found: limit + 1 - found.length, looked: mostLooked - looked };
      const seen = look(span, at, now.head, most, (mark) => mark.no !== no && isWanted(mark));
      const rows = seen.found.length === 0 ? [] : await readRows(db, seen.found, Math.max(0, maxBytes - bytes));
      for (const row of rows) {
        bytes += bytesOf(row);
        if (found.length === limit || (bytes > maxBytes && found.length > 0))
          return { rows: found, cursor: found.at(-1)!.cursor, more: true, progress: now };
        found.push(row);
      }
      looked += seen.looked;
      at = seen.to;
    }
    return { rows: found, cursor: Math.max(cursor, at), more: at < now.head, progress: now };
  }
  return { page };
}

type Reader = Progress & { no: number | null; session: number | null; isRevoked: boolean | null };
type Nullable<T> = { [K in keyof T]: T[K] | null };

/** The rows of these marks, oldest first, and of those that would be more than so many bytes no more than one. */
async function readRows(db: Db, marks: readonly Mark[], bytes: number): Promise<KeptRow[]> {
  const { rows } = await db.query<KeptRow>('rowsAt', rowsAt, [marks.map(({ cursor }) => cursor), bytes]);
  const there = new Set(rows.map(({ cursor }) => cursor));
  const last = rows.at(-1)?.cursor ?? Infinity;
  for (const mark of marks) if (mark.cursor < last && !there.has(mark.cursor)) mark.isGone = true;
  return rows;
}

const progress = 'h.head, i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) AS run';

const reader = `SELECT ${progress}, me.no, me.session, me.revoked_at IS NOT NULL AS "isRevoked"
  FROM head AS h CROSS JOIN identity AS i LEFT JOIN facility AS me ON me.id = $1`;

/** What is after `$1`, up to `$2` when that is given, and the head in the same snapshot. */
const marksAfter = `SELECT ${progress}, s.cursor, s.facility_no AS no, s.kind, s.topic, f.latitude, f.longitude
  FROM head AS h CROSS JOIN identity AS i
  LEFT JOIN LATERAL (
    SELECT w.cursor, w.facility_no, w.kind, w.topic FROM state AS w WHERE w.cursor > $1 AND w.cursor <= coalesce($2, h.head)
    ORDER BY w.cursor LIMIT ${spanRows}
  ) AS s ON true
  LEFT JOIN facility AS f ON f.no = s.facility_no
  ORDER BY s.cursor`;

/** Rows beyond `$2` bytes stay in the database, but for one: it shows that there are more. */
const rowsAt = `SELECT ${rowColumns} FROM (
    SELECT w.*, coalesce(sum(octet_length(w.payload) + ${rowOverheadBytes})
      OVER (ORDER BY w.cursor ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING), 0) AS well_before
    FROM state AS w WHERE w.cursor = ANY ($1::bigint[])
  ) AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.well_before <= $2 ORDER BY s.cursor`;
