import type { Database as SqliteFile } from 'better-sqlite3';
import { everything, forAll, isInside } from '../../protocol/interest.ts';
import type { Area, Interest } from '../../protocol/interest.ts';
import { progressOf } from './sqliteIdentity.ts';
import { placeOf } from './sqlitePlace.ts';
import { bytesOf, mostLooked } from './store.ts';
import type { KeptRow, Page } from './store.ts';

const rowColumns = 's.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs';
/** `interestFilter` of sync/protocol/interest.ts, as SQL. The index of cursors has all that it asks for: what is skipped is not read. */
const isWanted = (area: string, items: string) => `(w.topic = '${forAll}' OR w.topic = @facility
  OR (w.kind <> 'transfer' OR w.topic IS NULL)${area} AND (w.kind <> 'stock.level' OR w.topic IS NULL${items}))`;

type Asked = { no: number; facility: string; cursor: number; end: number; limit: number; area: string | null; items: string | null };

/** What is read of the rows that were kept. */
export function pagePart(file: SqliteFile) {
  const requirePlace = placeOf(file);
  const progress = progressOf(file);
  const readHead = file.prepare<[], number>('SELECT head FROM identity').pluck();
  let last: { text: string; area: Area } | undefined;
  file.function('is_inside', { deterministic: true }, (text: unknown, latitude: unknown, longitude: unknown) => {
    if (typeof text !== 'string' || typeof latitude !== 'number' || typeof longitude !== 'number') return 1;
    if (last?.text !== text) last = { text, area: JSON.parse(text) as Area };
    return isInside(last.area, { latitude, longitude }) ? 1 : 0;
  });
  const select = (wanted: string) =>
    file.prepare<[Asked], KeptRow>(
      `SELECT f.id AS facility, ${rowColumns} FROM (
         SELECT w.cursor, w.facility_no, w.kind, w.key FROM state AS w INDEXED BY state_by_cursor
         WHERE w.cursor > @cursor AND w.cursor <= @end AND w.facility_no <> @no AND ${wanted} ORDER BY w.cursor LIMIT @limit
       ) AS found JOIN state AS s USING (facility_no, kind, key) JOIN facility AS f ON f.no = s.facility_no ORDER BY found.cursor`,
    );
  const inArea = ' AND (SELECT is_inside(@area, p.latitude, p.longitude) FROM facility AS p WHERE p.no = w.facility_no)';
  const amongItems = ' OR w.topic IN (SELECT value FROM json_each(@items))';
  const after = {
    everywhere: select(isWanted('', ' OR true')),
    area: select(isWanted(inArea, ' OR true')),
    items: select(isWanted('', amongItems)),
    both: select(isWanted(inArea, amongItems)),
  };
  const lookedTo = file
    .prepare<[number, number], number>('SELECT cursor FROM state WHERE cursor > ? ORDER BY cursor LIMIT 1 OFFSET ?')
    .pluck();
  const ofKind = file.prepare<[string], KeptRow>(
    `SELECT f.id AS facility, ${rowColumns} FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.kind = ? ORDER BY s.cursor`,
  );
  const counts = file.prepare<[], Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>(
    `SELECT (SELECT count(*) FROM facility) AS facilities, (SELECT count(*) FROM state) AS rows,
       (SELECT coalesce(sum(acknowledged_through), 0) FROM facility) AS changes, (SELECT count(*) FROM refused) AS refused, head FROM identity`,
  );

  const page = file.transaction(
    (facility: string, cursor: number, limit: number, maxBytes: number, session: number | undefined, { area, items }: Interest): Page => {
      const { no } = requirePlace(facility, session);
      const head = readHead.get()!;
      const end = head - cursor <= mostLooked ? undefined : lookedTo.get(cursor, mostLooked - 1); // fewer rows than cursors
      const statement = area === null ? (items === null ? after.everywhere : after.items) : items === null ? after.area : after.both;
      const asked = {
        no,
        facility,
        cursor,
        end: end ?? Math.max(cursor, head),
        limit: limit + 1,
        area: area === null ? null : JSON.stringify(area),
        items: items === null ? null : JSON.stringify(items),
      };
      const rows: KeptRow[] = [];
      let bytes = 0;
      for (const row of statement.iterate(asked)) {
        bytes += bytesOf(row);
        if (rows.length === limit || (bytes > maxBytes && rows.length > 0))
          return { rows, cursor: rows.at(-1)!.cursor, more: true, progress: progress() };
        rows.push(row);
      }
      return { rows, cursor: asked.end, more: asked.end < head, progress: progress() };
    },
  );

  return {
    page: async (facility: string, cursor: number, limit: number, maxBytes: number, session?: number, wanted: Interest = everything) =>
      page(facility, cursor, limit, maxBytes, session, wanted),
    rowsOfKind: async (kind: string) => ofKind.all(kind),
    counts: async () => counts.get()!,
  };
}
