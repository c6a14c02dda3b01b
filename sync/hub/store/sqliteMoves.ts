import type { Database as SqliteFile } from 'better-sqlite3';
import type { Place } from '../../protocol/interest.ts';

type Stored = { latitude: number | null; longitude: number | null };

/** Where facilities are. */
export function movesOf(file: SqliteFile) {
  const read = file.prepare<[number], Stored>('SELECT latitude, longitude FROM facility WHERE no = ?');
  const write = file.prepare('UPDATE facility SET latitude = ?, longitude = ? WHERE no = ?');
  const rowsOf = file.prepare<[number], { kind: string; key: string }>(
    `SELECT kind, key FROM state WHERE facility_no = ? AND kind <> 'facility.profile' ORDER BY cursor`,
  );
  const setCursor = file.prepare('UPDATE state SET cursor = ? WHERE facility_no = ? AND kind = ? AND key = ?');
  return {
    whereIs(no: number): Place {
      const { latitude, longitude } = read.get(no)!;
      return latitude === null || longitude === null ? null : { latitude, longitude };
    },
    /** A facility that is somewhere else now: its rows get new cursors, after its profile. @returns the head */
    settle(no: number, place: Place, head: number): number {
      const next = { latitude: place?.latitude ?? null, longitude: place?.longitude ?? null };
      const before = read.get(no)!;
      if (before.latitude === next.latitude && before.longitude === next.longitude) return head;
      write.run(next.latitude, next.longitude, no);
      let last = head;
      for (const { kind, key } of rowsOf.all(no)) setCursor.run(++last, no, kind, key);
      return last;
    },
  };
}
