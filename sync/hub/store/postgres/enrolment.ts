import type { PoolClient } from 'pg';
import { AppError } from '../../../../preload/contract/errors.ts';
import type { NewFacility, StoredCode } from '../store.ts';
import type { Db } from './pool.ts';

export function enrolmentPart(db: Db) {
  return {
    addCode: async (code: StoredCode): Promise<void> => {
      await db.query(
        'addCode',
        'INSERT INTO enrolment_code (id, proof_key, created_at, expires_at, used_at, replaces) VALUES ($1, $2, $3, $4, $5, $6)',
        [code.id, code.proofKey, code.createdAt, code.expiresAt, code.usedAt, code.replaces],
      );
    },
    findCode: async (id: string): Promise<StoredCode | undefined> => {
      const { rows } = await db.query<StoredCode>(
        'findCode',
        `SELECT id, proof_key AS "proofKey", created_at AS "createdAt", expires_at AS "expiresAt", used_at AS "usedAt", replaces
         FROM enrolment_code WHERE id = $1`,
        [id],
      );
      return rows[0];
    },
    enrol: (facility: NewFacility, codeId: string, at: string) => db.transaction((client) => enrol(client, facility, codeId, at)),
  };
}

async function enrol(client: PoolClient, facility: NewFacility, codeId: string, at: string): Promise<void> {
  const used = await client.query<{ replaces: string | null }>(
    'UPDATE enrolment_code SET used_at = $1 WHERE id = $2 AND used_at IS NULL RETURNING replaces',
    [at, codeId],
  );
  if (used.rowCount !== 1) throw new AppError('hub.code_used');
  const { replaces } = used.rows[0]!;
  const values = [facility.id, facility.code, facility.name, facility.epoch, facility.publicKey, at];
  if (replaces === null) {
    const { rowCount } = await client.query(
      'INSERT INTO facility (id, code, name, epoch, public_key, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      values,
    );
    if (rowCount !== 1) throw new AppError('hub.facility_code_taken', { code: facility.code });
    return;
  }
  const { rows: taken } = await client.query<{ no: number; id: string }>(
    'SELECT no, id FROM facility WHERE id = $1 OR code = $2 FOR NO KEY UPDATE',
    [facility.id, facility.code],
  );
  const [held] = taken;
  if (held === undefined || taken.length > 1 || held.id !== facility.id || replaces !== facility.id) {
    throw new AppError('hub.facility_code_taken', { code: facility.code });
  }
  await endCount(client, held.no, at, facility.epoch);
  await client.query(
    `UPDATE facility SET code = $2, name = $3, epoch = $4, public_key = $5, enrolled_at = $6,
       acknowledged_through = 0, revoked_at = NULL, session = session + 1, node_id = NULL WHERE id = $1`,
    values,
  );
}

/** A facility counts from 1 again; the epoch it leaves, if another one, is closed for good. The caller holds its row. */
export async function endCount(client: PoolClient, facilityNo: number, at: string, nextEpoch: string): Promise<void> {
  await client.query(
    'INSERT INTO ended_epoch (facility_no, epoch, ended_at) SELECT no, epoch, $1 FROM facility WHERE no = $2 AND epoch <> $3 ON CONFLICT DO NOTHING',
    [at, facilityNo, nextEpoch],
  );
  await client.query('DELETE FROM kept WHERE facility_no = $1', [facilityNo]);
  await client.query('UPDATE state SET number = 0 WHERE facility_no = $1', [facilityNo]);
}
