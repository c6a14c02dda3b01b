import { bytesOf, rowOverheadBytes } from '../store.ts';
import type { Fresh, FreshRow, KeptRow, Progress } from '../store.ts';
import type { Db } from './pool.ts';
import { rowColumns } from './rows.ts';

/** What all readers are to be told of, read once. */
export function freshPart(db: Db) {
  return {
    fresh: async (cursor: number, limit: number, maxBytes: number): Promise<Fresh | null> => {
      const { rows: found } = await db.query<FreshOut>('fresh', fresh, [cursor, limit, maxBytes]);
      const { epoch, run, head, count } = found[0]!;
      const rows = found.filter((row): row is FreshOut & Found => row.cursor !== null).map(toFreshRow);
      if (rows.length < count || rows.reduce((bytes, row) => bytes + bytesOf(row), 0) > maxBytes) return null;
      return { rows, progress: { epoch, run, head } };
    },
  };
}

type Found = KeptRow & { topic: string | null; latitude: number | null; longitude: number | null };
/** `count`: of the rows after the cursor, at most one beyond the limit. */
type FreshOut = Progress & { count: number } & (Found | { [K in keyof Found]: null });

const toFreshRow = ({ facility, kind, key, payload, cursor, at, clockSkewMs, topic, latitude, longitude }: Found): FreshRow => ({
  facility,
  kind,
  key,
  payload,
  cursor,
  at,
  clockSkewMs,
  topic,
  place: latitude === null || longitude === null ? null : { latitude, longitude },
});

/** Rows and head in one snapshot. More than `$2` rows are counted in the index alone, and more than `$3` bytes stay in the database. */
const fresh = `SELECT h.head, i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) AS run, counted.count,
    ${rowColumns}, s.topic, f.latitude, f.longitude
  FROM head AS h CROSS JOIN identity AS i
  CROSS JOIN LATERAL (SELECT count(*) FROM (SELECT FROM state WHERE state.cursor > $1 ORDER BY state.cursor LIMIT $2 + 1) AS found) AS counted
  LEFT JOIN LATERAL (
    SELECT * FROM (
      SELECT new.*, sum(octet_length(new.payload) + ${rowOverheadBytes}) OVER () AS bytes
      FROM (SELECT * FROM state WHERE state.cursor > $1 AND counted.count <= $2 ORDER BY state.cursor LIMIT $2) AS new
    ) AS measured WHERE bytes <= $3
  ) AS s ON true
  LEFT JOIN facility AS f ON f.no = s.facility_no
  ORDER BY s.cursor`;
