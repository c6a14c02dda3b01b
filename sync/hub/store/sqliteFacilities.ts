import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { endCount } from './sqliteEnrolment.ts';
import { progressOf } from './sqliteIdentity.ts';
import { PlaceLost } from './store.ts';
import type { FacilityRecord, Place, Taken } from './store.ts';

/** Facilities, their epochs, and the one place that each has at the hub. */
export function facilityPart(file: SqliteFile) {
  const columns = `id, code, name, epoch, public_key AS publicKey, acknowledged_through AS acknowledgedThrough,
    coalesce((SELECT max(number) FROM kept WHERE kept.facility_no = facility.no), 0) AS highestNumber,
    enrolled_at AS enrolledAt, last_seen_at AS lastSeenAt, clock_skew_ms AS clockSkewMs, revoked_at AS revokedAt, node`;
  const find = file.prepare<[string], FacilityRecord>(`SELECT ${columns} FROM facility WHERE id = ?`);
  const list = file.prepare<[], FacilityRecord>(`SELECT ${columns} FROM facility ORDER BY name, id`);
  const current = file.prepare<[string], { no: number; epoch: string }>('SELECT no, epoch FROM facility WHERE id = ?');
  const hasEnded = file.prepare<[number, string], { ended: 1 }>('SELECT 1 AS ended FROM ended_epoch WHERE facility_no = ? AND epoch = ?');
  const setEpoch = file.prepare('UPDATE facility SET epoch = ?, acknowledged_through = 0, session = session + 1 WHERE no = ?');
  const take = file.prepare<[Place & { id: string }], { session: number; through: number; revokedAt: string | null }>(
    `UPDATE facility SET session = session + 1, node = @node, last_seen_at = @at, clock_skew_ms = @clockSkewMs
     WHERE id = @id AND epoch = @epoch AND @hubEpoch = (SELECT epoch FROM identity)
     RETURNING session, acknowledged_through AS through, revoked_at AS revokedAt`,
  );
  const progress = progressOf(file);
  const leave = file.prepare('UPDATE facility SET node = NULL, last_seen_at = ? WHERE id = ? AND session = ?');
  const revoke = file.prepare('UPDATE facility SET revoked_at = ?, session = session + 1, node = NULL WHERE id = ? AND revoked_at IS NULL');
  const beginEpoch = file.transaction((facility: string, epoch: string, at: string): boolean => {
    const { no, epoch: running } = current.get(facility)!;
    if (epoch === running) return true;
    if (hasEnded.get(no, epoch)) return false;
    endCount(file, no, at, epoch);
    setEpoch.run(epoch, no);
    return true;
  });
  const usual = String(file.pragma('synchronous', { simple: true }));
  /**
   * Who is connected counts while this program runs and no longer: a power cut ends every connection as well. So nobody waits for the disk;
   * 10,000 facilities that come back at once would wait for it 10,000 times. The next change that is acknowledged brings this along.
   */
  function withoutWaiting<T>(work: () => T): T {
    file.pragma('synchronous = NORMAL'); // set while it is compiled: a prepared one would do nothing when it is run
    try {
      return work();
    } finally {
      file.pragma(`synchronous = ${usual}`);
    }
  }
  return {
    findFacility: async (id: string) => find.get(id),
    listFacilities: async () => list.all(),
    beginEpoch: async (facility: string, epoch: string, at: string) => beginEpoch.immediate(facility, epoch, at),
    takePlace: async (id: string, place: Place): Promise<Taken> => {
      const taken = withoutWaiting(() => take.get({ ...place, id }));
      if (taken === undefined) throw new PlaceLost('hub.restored');
      if (taken.revokedAt !== null) throw new AppError('hub.revoked');
      return { session: taken.session, acknowledgedThrough: taken.through, progress: progress() };
    },
    leavePlace: async (facility: string, session: number, at: string) => void withoutWaiting(() => leave.run(at, facility, session)),
    nodeLives: async () => undefined, // the only one there is
    nodeEnds: async () => undefined,
    revoke: async (facility: string, at: string) => revoke.run(at, facility).changes === 1,
  };
}
