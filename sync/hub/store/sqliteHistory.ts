import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database as SqliteFile } from 'better-sqlite3';
import { oldestOfNewestDays } from './store.ts';
import type { HistoryAsked, HistoryRow } from './store.ts';

/** What rows were at the end of each day. */
export function historyPart(file: SqliteFile) {
  const read = file.prepare<[Omit<HistoryAsked, 'facility' | 'key'> & { facility?: string | null; key?: string | null }], HistoryRow>(
    `SELECT f.id AS facility, h.key, h.day, h.payload FROM (
       SELECT facility_no, key, day, payload FROM state_day WHERE kind = @kind AND day BETWEEN @from AND @to
       UNION ALL SELECT facility_no, key, substr(kept_at, 1, 10), payload FROM state WHERE kind = @kind AND substr(kept_at, 1, 10) BETWEEN @from AND @to
     ) AS h JOIN facility AS f ON f.no = h.facility_no
     WHERE (@facility IS NULL OR f.id = @facility) AND (@key IS NULL OR h.key = @key) ORDER BY h.day, f.id, h.key LIMIT @limit`,
  );
  const oldestOf = file.prepare<[number], string | null>(oldestOfNewestDays('?')).pluck();
  const prune = file.prepare(
    'DELETE FROM state_day WHERE (facility_no, kind, key, day) IN (SELECT facility_no, kind, key, day FROM state_day WHERE day < ? LIMIT 5000)',
  );
  const pruneRefused = file.prepare('DELETE FROM refused WHERE at < ?');
  return {
    history: async (asked: HistoryAsked) => read.all({ facility: null, key: null, ...asked }),
    pruneHistory: async (day: string, days: number) => {
      const oldest = oldestOf.get(days);
      if (oldest === undefined || oldest === null) return 0;
      const before = day < oldest ? day : oldest;
      let removed = 0;
      for (;;) {
        const { changes } = prune.run(before);
        removed += changes;
        if (changes === 0) break;
        await nextTurn(); // a frame may come between
      }
      pruneRefused.run(before);
      return removed;
    },
  };
}
