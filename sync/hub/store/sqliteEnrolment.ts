import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import type { NewFacility, StoredCode } from './store.ts';

/** One-time codes, and whom they let in. */
export function enrolmentPart(file: SqliteFile) {
  const insertCode = file.prepare(
    'INSERT INTO enrolment_code (id, proof_key, created_at, expires_at, used_at, replaces) VALUES (@id, @proofKey, @createdAt, @expiresAt, @usedAt, @replaces)',
  );
  const findCode = file.prepare<[string], StoredCode>(
    'SELECT id, proof_key AS proofKey, created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt, replaces FROM enrolment_code WHERE id = ?',
  );
  const useCode = file.prepare('UPDATE enrolment_code SET used_at = ? WHERE id = ? AND used_at IS NULL');
  const holder = file.prepare<[string, string], { no: number; id: string }>('SELECT no, id FROM facility WHERE id = ? OR code = ?');
  const insert = file.prepare(
    'INSERT INTO facility (id, code, name, epoch, public_key, enrolled_at) VALUES (@id, @code, @name, @epoch, @publicKey, @at)',
  );
  const replace = file.prepare(
    `UPDATE facility SET code = @code, name = @name, epoch = @epoch, public_key = @publicKey, enrolled_at = @at,
       acknowledged_through = 0, revoked_at = NULL, session = session + 1, node = NULL WHERE id = @id`,
  );
  const enrol = file.transaction((facility: NewFacility, codeId: string, at: string) => {
    const replaces = findCode.get(codeId)?.replaces ?? null;
    if (useCode.run(at, codeId).changes !== 1) throw new AppError('hub.code_used');
    const taken = holder.all(facility.id, facility.code);
    if (taken.length === 0 && replaces === null) {
      insert.run({ ...facility, at });
      return;
    }
    const [held] = taken;
    if (held === undefined || taken.length > 1 || held.id !== facility.id || replaces !== facility.id) {
      throw new AppError('hub.facility_code_taken', { code: facility.code });
    }
    endCount(file, held.no, at, facility.epoch);
    replace.run({ ...facility, at });
  });
  return {
    addCode: async (code: StoredCode) => void insertCode.run(code),
    findCode: async (id: string) => findCode.get(id),
    enrol: async (facility: NewFacility, codeId: string, at: string) => enrol.immediate(facility, codeId, at),
  };
}

/** A facility counts from 1 again; the epoch it leaves, if another one, is closed for good. */
export function endCount(file: SqliteFile, facilityNo: number, at: string, nextEpoch: string): void {
  file
    .prepare(
      'INSERT INTO ended_epoch (facility_no, epoch, ended_at) SELECT no, epoch, ? FROM facility WHERE no = ? AND epoch <> ? ON CONFLICT DO NOTHING',
    )
    .run(at, facilityNo, nextEpoch);
  file.prepare('DELETE FROM kept WHERE facility_no = ?').run(facilityNo);
  file.prepare('UPDATE state SET number = 0 WHERE facility_no = ?').run(facilityNo);
}
