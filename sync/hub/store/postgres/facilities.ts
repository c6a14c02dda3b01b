import { AppError } from '../../../../preload/contract/errors.ts';
import { PlaceLost } from '../store.ts';
import type { FacilityRecord, Place, Taken } from '../store.ts';
import { endCount } from './enrolment.ts';
import type { Db } from './pool.ts';

/** A node that has not said for this long that it lives is gone, and whoever was connected to it. */
export const nodeGone = `interval '20 seconds'`;

const columns = `f.id, f.code, f.name, f.epoch, f.public_key AS "publicKey", f.acknowledged_through AS "acknowledgedThrough",
  coalesce((SELECT max(k.number) FROM kept AS k WHERE k.facility_no = f.no), 0) AS "highestNumber",
  f.enrolled_at AS "enrolledAt", f.last_seen_at AS "lastSeenAt", f.clock_skew_ms AS "clockSkewMs", f.revoked_at AS "revokedAt",
  (SELECT n.id FROM node AS n WHERE n.id = f.node_id AND n.seen_at > clock_timestamp() - ${nodeGone}) AS node`;

export function facilityPart(db: Db) {
  return {
    findFacility: async (id: string): Promise<FacilityRecord | undefined> => {
      const { rows } = await db.query<FacilityRecord>('findFacility', `SELECT ${columns} FROM facility AS f WHERE f.id = $1`, [id]);
      return rows[0];
    },
    listFacilities: async (): Promise<FacilityRecord[]> => {
      const { rows } = await db.query<FacilityRecord>(
        'listFacilities',
        `SELECT ${columns} FROM facility AS f ORDER BY f.name COLLATE "C", f.id`,
        [],
      );
      return rows;
    },
    beginEpoch: (facility: string, epoch: string, at: string) =>
      db.transaction(async (client) => {
        const { rows } = await client.query<{ no: number; epoch: string; hasEnded: boolean }>(
          `SELECT no, epoch, EXISTS (SELECT FROM ended_epoch AS e WHERE e.facility_no = f.no AND e.epoch = $2) AS "hasEnded"
           FROM facility AS f WHERE id = $1 FOR NO KEY UPDATE`,
          [facility, epoch],
        );
        const known = rows[0]!;
        if (known.epoch === epoch) return true;
        if (known.hasEnded) return false;
        await endCount(client, known.no, at, epoch);
        await client.query(
          'UPDATE facility SET epoch = $1, acknowledged_through = 0, session = session + 1, node_id = NULL WHERE no = $2',
          [epoch, known.no],
        );
        return true;
      }),
    takePlace: async (facility: string, { epoch, hubEpoch, node, at, clockSkewMs }: Place): Promise<Taken> => {
      const { rows } = await db.query<{ session: number; through: number; isRevoked: boolean; epoch: string; run: string; head: number }>(
        'takePlace',
        `UPDATE facility SET session = session + 1, node_id = $4, last_seen_at = $5, clock_skew_ms = $6
         FROM identity AS i, head AS h WHERE facility.id = $1 AND facility.epoch = $2 AND i.epoch = $3
         RETURNING session, acknowledged_through AS through, revoked_at IS NOT NULL AS "isRevoked", i.epoch,
           (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) AS run, h.head`,
        [facility, epoch, hubEpoch, node, at, clockSkewMs],
      );
      const taken = rows[0];
      if (taken === undefined) throw new PlaceLost('hub.restored');
      if (taken.isRevoked) throw new AppError('hub.revoked');
      const { session, through, epoch: current, run, head } = taken;
      return { session, acknowledgedThrough: through, progress: { epoch: current, run, head } };
    },
    leavePlace: async (facility: string, session: number, at: string): Promise<void> => {
      await db.query('leavePlace', 'UPDATE facility SET node_id = NULL, last_seen_at = $3 WHERE id = $1 AND session = $2', [
        facility,
        session,
        at,
      ]);
    },
    revoke: async (facility: string, at: string): Promise<boolean> => {
      const { rowCount } = await db.query(
        'revoke',
        'UPDATE facility SET revoked_at = $2, session = session + 1, node_id = NULL WHERE id = $1 AND revoked_at IS NULL',
        [facility, at],
      );
      return rowCount === 1;
    },
  };
}
