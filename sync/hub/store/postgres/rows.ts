import { AppError } from '../../../../preload/contract/errors.ts';
import type { WitnessedHead } from '../../../protocol/messages.ts';
import { auditRewritten, dayMs, daysWitnessed, newestWitnessed, oldestOfNewestDays, PlaceLost } from '../store.ts';
import type { CheckedChange, HistoryAsked, HistoryRow, Kept, KeptRow } from '../store.ts';
import { createGathering } from './gather.ts';
import type { Db } from './pool.ts';

export const rowColumns = `f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS "clockSkewMs"`;

/** Of small groups, by all nodes together: the head is one row, and each node has its turn. No push waits longer than the most. */
const turnMs = 10;
const mostPauseMs = 100;

export function rowPart(db: Db, nodes: { count: number }) {
  const pauseMs = () => Math.min(mostPauseMs, turnMs * nodes.count);
  const gather = createGathering((batches: readonly Batch[]) => keepBatches(db, batches), pauseMs);
  return {
    keepOnce: (facility: string, changes: readonly CheckedChange[], at: string, session?: number): Promise<Kept> =>
      gather(facility, `${facility} ${session}`, changes.length, { facility, changes, at, session: session ?? null }),
    witnessed: async (facility: string): Promise<WitnessedHead[]> => {
      const { rows } = await db.query<WitnessedHead>('witnessed', witnessed, [facility]);
      return rows;
    },
    rowsOfKind: async (kind: string): Promise<KeptRow[]> => {
      const { rows } = await db.query<KeptRow>(
        'rowsOfKind',
        `SELECT ${rowColumns} FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.kind = $1 ORDER BY s.cursor`,
        [kind],
      );
      return rows;
    },
    history: async ({ kind, facility, key, from, to, limit }: HistoryAsked): Promise<HistoryRow[]> => {
      const { rows } = await db.query<HistoryRow>(
        'history',
        `SELECT f.id AS facility, h.key, h.day, h.payload FROM (
           SELECT facility_no, key, day, payload FROM state_day WHERE kind = $1 AND day BETWEEN $2 AND $3
           UNION ALL SELECT facility_no, key, left(kept_at, 10) COLLATE "C", payload FROM state WHERE kind = $1 AND left(kept_at, 10) BETWEEN $2 AND $3
         ) AS h JOIN facility AS f ON f.no = h.facility_no
         WHERE ($4::text IS NULL OR f.id = $4) AND ($5::text IS NULL OR h.key = $5) ORDER BY h.day, f.id COLLATE "C", h.key LIMIT $6`,
        [kind, from, to, facility ?? null, key ?? null, limit],
      );
      return rows;
    },
    pruneHistory: async (day: string, days: number): Promise<number> => {
      const { rows } = await db.query<{ oldest: string | null }>('oldestDay', oldestOfNewestDays('$1::int'), [days]);
      const oldest = rows[0]?.oldest ?? null;
      if (oldest === null) return 0;
      const before = day < oldest ? day : oldest;
      let removed = 0;
      for (;;) {
        const { rowCount } = await db.query(
          'pruneHistory',
          `DELETE FROM state_day WHERE ctid = ANY (ARRAY (SELECT ctid FROM state_day WHERE day < $1 LIMIT 5000))`,
          [before],
        );
        removed += rowCount ?? 0;
        if (rowCount === 0) break;
      }
      await db.query('pruneRefused', 'DELETE FROM refused WHERE at < $1', [before]);
      return removed;
    },
    counts: async () => {
      const { rows } = await db.query<Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>(
        'counts',
        `SELECT (SELECT count(*) FROM facility) AS facilities, (SELECT count(*) FROM state) AS rows,
           (SELECT coalesce(sum(acknowledged_through), 0)::bigint FROM facility) AS changes, (SELECT count(*) FROM refused) AS refused, head FROM head`,
        [],
      );
      return rows[0]!;
    },
  };
}

type Batch = { facility: string; changes: readonly CheckedChange[]; at: string; session: number | null };
type KeptOut = {
  refusal: 'unknown' | 'revoked' | 'replaced' | 'fork' | null;
  forked: number | null;
  through: number;
  rows: number;
  rewritten: string[];
  head: number;
  epoch: string;
  run: string;
  latitude: number | null;
  longitude: number | null;
};
const keepOnce = `SELECT o_refusal AS refusal, o_forked AS forked, o_through AS through, o_rows AS rows, o_rewritten AS rewritten,
    o_head AS head, o_epoch AS epoch, o_run AS run, o_latitude AS latitude, o_longitude AS longitude
  FROM keep_once_2($1::text[], $2::bigint[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::bigint[], $13::text[], $14::text[], $15::boolean[], $16::float8[], $17::float8[], $18) ORDER BY o_batch`;

/** @returns for each batch what reads its answer, or throws its refusal */
async function keepBatches(db: Db, batches: readonly Batch[]): Promise<(() => Kept)[]> {
  const all = batches.flatMap(({ changes }, index) => changes.map((change) => ({ ...change, batch: index + 1 })));
  const column = <T>(read: (change: (typeof all)[number]) => T) => all.map(read);
  const { rows } = await db.query<KeptOut>('keepOnce', keepOnce, [
    batches.map(({ facility }) => facility),
    batches.map(({ session }) => session),
    batches.map(({ at }) => at),
    batches.map(({ at }) => new Date(Date.parse(at) - 2 * dayMs).toISOString()),
    column(({ batch }) => batch),
    column(({ number }) => number),
    column(({ kind }) => storable(kind)),
    column(({ key }) => storable(key)),
    column(({ payload, refused }) => (refused === undefined ? payload : '')), // of what is refused nothing but its key's hash is kept
    column(({ sha256 }) => sha256),
    column(({ refused }) => refused ?? null),
    column(({ auditHead }) => auditHead?.seq ?? null),
    column(({ auditHead }) => auditHead?.hash ?? null),
    column(({ topic }) => (topic === undefined || topic === null ? null : storable(topic))),
    column(({ place }) => place !== undefined),
    column(({ place }) => place?.latitude ?? null),
    column(({ place }) => place?.longitude ?? null),
    auditRewritten,
  ]);
  return rows.map(({ refusal, forked, through, rows: moved, rewritten, head, epoch, run, latitude, longitude }) => () => {
    if (refusal === 'fork') throw new AppError('hub.fork', { number: forked });
    if (refusal === 'revoked') throw new AppError('hub.revoked');
    if (refusal === 'unknown') throw new AppError('hub.unknown_facility');
    if (refusal === 'replaced') throw new PlaceLost('hub.replaced');
    const place = latitude === null || longitude === null ? null : { latitude, longitude };
    return { through, rows: moved, rewritten: rewritten.map(Number), place, progress: { epoch, run, head } };
  });
}

/** PostgreSQL's text cannot hold U+0000; a row with one is refused, and only named by its hash. */
const storable = (text: string) => text.replaceAll('\0', '\uFFFD');

const witnessed = `WITH w AS (SELECT a.* FROM audit_witness AS a JOIN facility AS f ON f.no = a.facility_no WHERE f.id = $1)
  SELECT epoch, seq, hash, kept_at AS at FROM (
    (SELECT * FROM w ORDER BY kept_at DESC, seq DESC LIMIT ${newestWitnessed})
    UNION
    (SELECT * FROM w WHERE NOT EXISTS (SELECT FROM w AS later WHERE later.epoch = w.epoch AND later.seq > w.seq
       AND left(later.kept_at, 10) = left(w.kept_at, 10)) ORDER BY kept_at DESC LIMIT ${daysWitnessed})
  ) AS shown ORDER BY kept_at, seq`;
