import { AppError } from '../../../../preload/contract/errors.ts';
import { everything, forAll } from '../../../protocol/interest.ts';
import type { Interest } from '../../../protocol/interest.ts';
import { bytesOf, mostLooked, PlaceLost, rowOverheadBytes } from '../store.ts';
import type { KeptRow, Page } from '../store.ts';
import type { Db } from './pool.ts';
import { rowColumns } from './rows.ts';

export function pagePart(db: Db) {
  return {
    page: async (
      facility: string,
      cursor: number,
      limit: number,
      maxBytes: number,
      session?: number,
      { area, items }: Interest = everything,
    ): Promise<Page> => {
      const within = [area?.latitude ?? null, area?.longitude ?? null, area?.radiusKm ?? null];
      const { rows } = await db.query<PageOut>('page', page, [facility, cursor, limit, maxBytes, ...within, items]);
      const { head, epoch, run, session: current, isRevoked, end } = rows[0]!;
      if (session !== undefined && isRevoked) throw new AppError('hub.revoked');
      if (session !== undefined && current !== session) throw new PlaceLost('hub.replaced');
      const found = rows.filter((row): row is PageOut & KeptRow => row.cursor !== null);
      const fitting = found.slice(0, fit(found, limit, maxBytes));
      const isCut = fitting.length < found.length;
      const last = end ?? Math.max(cursor, head);
      return {
        rows: fitting.map(toKeptRow),
        cursor: isCut ? fitting.at(-1)!.cursor : last,
        more: isCut || last < head,
        progress: { epoch, run, head },
      };
    },
  };
}

/** `end`: where the rows that were looked at end, when that is before the head. */
type PageOut = Nullable<KeptRow> & {
  head: number;
  epoch: string;
  run: string;
  session: number | null;
  isRevoked: boolean | null;
  end: number | null;
};
type Nullable<T> = { [K in keyof T]: T[K] | null };

const toKeptRow = ({ facility, kind, key, payload, cursor, at, clockSkewMs }: KeptRow): KeptRow => ({
  facility,
  kind,
  key,
  payload,
  cursor,
  at,
  clockSkewMs,
});

/** A hair wider than what the reader asked for: the last digit of a sine may be another here, and readers look again themselves. */
const hairKm = 1e-6;

/**
 * Rows, head and whose turn it is, in one snapshot. Rows beyond `$4` bytes stay in the database, but for one: it shows that there are more.
 * What is wanted is `interestFilter` of sync/protocol/interest.ts, as SQL.
 */
const page = `SELECT h.head, i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) AS run,
    me.session, me.revoked_at IS NOT NULL AS "isRevoked", looked.end, ${rowColumns}
  FROM head AS h CROSS JOIN identity AS i LEFT JOIN facility AS me ON me.id = $1
  LEFT JOIN LATERAL (
    SELECT state.cursor AS end FROM state WHERE h.head - $2 > ${mostLooked} AND state.cursor > $2 ORDER BY state.cursor LIMIT 1 OFFSET ${mostLooked - 1}
  ) AS looked ON true
  LEFT JOIN LATERAL (
    SELECT * FROM (
      SELECT near.*, coalesce(sum(octet_length(near.payload) + ${rowOverheadBytes})
        OVER (ORDER BY near.cursor ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING), 0) AS well_before
      FROM (
        SELECT w.* FROM state AS w JOIN facility AS owner ON owner.no = w.facility_no
        WHERE w.cursor > $2 AND w.cursor <= coalesce(looked.end, h.head) AND w.facility_no <> coalesce(me.no, 0) AND (
          w.topic = '${forAll}' OR w.topic = $1 OR (
            (w.kind <> 'transfer' OR w.topic IS NULL)
            AND ($7::float8 IS NULL OR owner.latitude IS NULL OR owner.longitude IS NULL
              OR km_between_1($5::float8, $6::float8, owner.latitude, owner.longitude) <= $7::float8 + ${hairKm})
            AND (w.kind <> 'stock.level' OR w.topic IS NULL OR $8::text[] IS NULL OR w.topic = ANY ($8::text[]))))
        ORDER BY w.cursor LIMIT $3 + 1
      ) AS near
    ) AS measured WHERE well_before <= $4
  ) AS s ON true
  LEFT JOIN facility AS f ON f.no = s.facility_no
  ORDER BY s.cursor`;

/** How many of the rows go into one page; one always does. */
function fit(rows: readonly KeptRow[], limit: number, maxBytes: number): number {
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += bytesOf(row);
    if (index === limit || (bytes > maxBytes && index > 0)) return index;
  }
  return rows.length;
}
