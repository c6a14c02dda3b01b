import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { newEd25519 } from '../../security/keys.ts';
import { sha256Hex } from '../../security/tokens.ts';
import type { WitnessedHead } from '../../protocol/messages.ts';
import { claimPart } from './sqliteClaims.ts';
import { historyPart } from './sqliteHistory.ts';
import { migrateHub } from './sqliteSchema.ts';
import { auditRewritten, dayMs, daysWitnessed, newestWitnessed, PlaceLost, rowOverheadBytes } from './store.ts';
import type {
  AuditHead,
  CheckedChange,
  FacilityRecord,
  HubIdentity,
  HubStore,
  Kept,
  KeptRow,
  NewFacility,
  Page,
  Place,
  Progress,
  StoredCode,
  Taken,
} from './store.ts';

export const hubFileName = 'hub.sqlite';

/**
 * One hub on one SQLite file: a single writer, whose transactions commit in the order of their cursors.
 * @param name of a new hub; an existing one keeps its own unless given
 * @throws 'storage.not_writable', 'storage.damaged', 'storage.newer_version'
 */
export function openSqliteStore(dataDir: string, name?: string): HubStore {
  return storeOn(openHubFile(dataDir), name);
}

/** A hub's start on its open file. */
export function storeOn(file: SqliteFile, name?: string): HubStore {
  keepIdentity(file, name);
  beginRun(file);
  file.exec('UPDATE facility SET node = NULL'); // nobody is connected yet
  return partsOn(file);
}

/** Beside a running hub as well. */
export function partsOn(file: SqliteFile): HubStore {
  return {
    ...identityPart(file),
    ...enrolmentPart(file),
    ...facilityPart(file),
    ...rowPart(file),
    ...claimPart(file),
    ...historyPart(file),
    close: async () => void file.close(),
  };
}

/** For a command beside a running hub: no run begins, nothing is created. @throws 'not_found' when there is no hub in that folder yet */
export function openHubFile(dataDir: string): SqliteFile {
  const path = join(dataDir, hubFileName);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = new Sqlite(path, { timeout: 5000 });
    chmodSync(path, 0o600);
    file.pragma('journal_mode = WAL');
    file.pragma('synchronous = FULL'); // acknowledged means: on disk
    file.pragma('foreign_keys = ON');
    if (!migrateHub(file)) {
      file.close();
      throw new AppError('storage.newer_version');
    }
    return file;
  } catch (error) {
    throw sortOpenFailure(error, dataDir);
  }
}

function sortOpenFailure(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cannotOpen = error instanceof TypeError && error.message.includes('directory does not exist');
  if (cannotOpen || /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return new AppError('storage.not_writable', { folder: dataDir });
  }
  if (/^(SQLITE_NOTADB|SQLITE_CORRUPT)/.test(code)) return new AppError('storage.damaged', { folder: dataDir });
  if (/^(SQLITE_FULL|ENOSPC)/.test(code)) return new AppError('storage.full', { folder: dataDir });
  return error;
}

function keepIdentity(file: SqliteFile, name: string | undefined): void {
  const { publicKey, privateKey } = newEd25519();
  file
    .prepare('INSERT INTO identity (id, name, epoch, public_key, private_key) VALUES (1, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(name ?? 'Hub', randomUUID(), publicKey, privateKey);
  if (name !== undefined) file.prepare('UPDATE identity SET name = ?').run(name);
}

function beginRun(file: SqliteFile): void {
  file.prepare('INSERT INTO run (id, started_head) SELECT ?, head FROM identity').run(randomUUID());
}

function progressOf(file: SqliteFile): () => Progress {
  const read = file.prepare<[], Progress>('SELECT epoch, run.id AS run, head FROM run, identity ORDER BY no DESC LIMIT 1');
  return () => read.get()!;
}

function identityPart(file: SqliteFile) {
  const read = file.prepare<[], HubIdentity>('SELECT name, epoch, public_key AS publicKey, private_key AS privateKey FROM identity');
  const endEpoch = file.prepare('INSERT INTO ended_hub_epoch SELECT epoch FROM identity');
  const hasEnded = file.prepare<[string], number>('SELECT count(*) FROM ended_hub_epoch WHERE epoch = ?').pluck();
  const setEpoch = file.prepare('UPDATE identity SET epoch = ?');
  const progress = progressOf(file);
  const endOfRun = file.prepare<[string], { end: number }>(
    `SELECT coalesce((SELECT started_head FROM run AS next WHERE next.no = run.no + 1), (SELECT head FROM identity)) AS end FROM run WHERE run.id = ?`,
  );
  return {
    identity: async () => read.get()!,
    renewEpoch: async (ended: string) => {
      const epoch = randomUUID();
      const running = read.get()!.epoch;
      if (running !== ended) return running;
      file.transaction(() => {
        endEpoch.run();
        setEpoch.run(epoch);
        // Every facility will count from 1 again.
        file.exec('DELETE FROM kept; UPDATE facility SET acknowledged_through = 0, session = session + 1; UPDATE state SET number = 0;');
      })();
      return epoch;
    },
    progress: async () => progress(),
    isBehind: async (seen: Progress) => {
      if (seen.epoch !== read.get()!.epoch) return hasEnded.get(seen.epoch) === 0;
      const run = endOfRun.get(seen.run);
      return run === undefined || seen.head > run.end;
    },
  };
}

function enrolmentPart(file: SqliteFile) {
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
function endCount(file: SqliteFile, facilityNo: number, at: string, nextEpoch: string): void {
  file
    .prepare(
      'INSERT INTO ended_epoch (facility_no, epoch, ended_at) SELECT no, epoch, ? FROM facility WHERE no = ? AND epoch <> ? ON CONFLICT DO NOTHING',
    )
    .run(at, facilityNo, nextEpoch);
  file.prepare('DELETE FROM kept WHERE facility_no = ?').run(facilityNo);
  file.prepare('UPDATE state SET number = 0 WHERE facility_no = ?').run(facilityNo);
}

function facilityPart(file: SqliteFile) {
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
  return {
    findFacility: async (id: string) => find.get(id),
    listFacilities: async () => list.all(),
    beginEpoch: async (facility: string, epoch: string, at: string) => beginEpoch.immediate(facility, epoch, at),
    takePlace: async (id: string, place: Place): Promise<Taken> => {
      const taken = take.get({ ...place, id });
      if (taken === undefined) throw new PlaceLost('hub.restored');
      if (taken.revokedAt !== null) throw new AppError('hub.revoked');
      return { session: taken.session, acknowledgedThrough: taken.through, progress: progress() };
    },
    leavePlace: async (facility: string, session: number, at: string) => void leave.run(at, facility, session),
    nodeLives: async () => undefined, // the only one there is
    nodeEnds: async () => undefined,
    revoke: async (facility: string, at: string) => revoke.run(at, facility).changes === 1,
  };
}

function rowPart(file: SqliteFile) {
  const readFacility = file.prepare<[string], { no: number; epoch: string; through: number; session: number; revokedAt: string | null }>(
    'SELECT no, epoch, acknowledged_through AS through, session, revoked_at AS revokedAt FROM facility WHERE id = ?',
  );
  const progress = progressOf(file);
  const requirePlace = (facility: string, session: number | undefined) => {
    const found = readFacility.get(facility);
    if (found === undefined) throw new AppError('hub.unknown_facility');
    if (session !== undefined && found.revokedAt !== null) throw new AppError('hub.revoked');
    if (session !== undefined && found.session !== session) throw new PlaceLost('hub.replaced');
    return found;
  };
  const readHead = file.prepare<[], number>('SELECT head FROM identity').pluck();
  const hashOf = file.prepare<[number, number], Buffer>('SELECT sha256 FROM kept WHERE facility_no = ? AND number = ?').pluck();
  const insertKept = file.prepare('INSERT INTO kept (facility_no, number, sha256) VALUES (?, ?, ?)');
  const insertRefused = file.prepare('INSERT INTO refused (facility_no, number, kind, key_sha256, code, at) VALUES (?, ?, ?, ?, ?, ?)');
  const keepDay = file.prepare(
    `INSERT INTO state_day (facility_no, kind, key, day, payload) SELECT facility_no, kind, key, substr(kept_at, 1, 10), payload FROM state
     WHERE facility_no = @no AND kind = @kind AND key = @key AND number < @number AND substr(kept_at, 1, 10) < substr(@at, 1, 10) ON CONFLICT DO NOTHING`,
  );
  const upsert = file.prepare(
    `INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, number = excluded.number, cursor = excluded.cursor, kept_at = excluded.kept_at
     WHERE excluded.number > state.number`,
  );
  const witness = witnessPart(file);
  const setHead = file.prepare('UPDATE identity SET head = ?');
  const setThrough = file.prepare('UPDATE facility SET acknowledged_through = ? WHERE no = ?');
  const after = file.prepare<[number, string, number], KeptRow>(
    `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs
     FROM state AS s JOIN facility AS f ON f.no = s.facility_no
     WHERE s.cursor > ? AND f.id <> ? ORDER BY s.cursor LIMIT ?`,
  );
  const ofKind = file.prepare<[string], KeptRow>(
    `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor, s.kept_at AS at, f.clock_skew_ms AS clockSkewMs
     FROM state AS s JOIN facility AS f ON f.no = s.facility_no WHERE s.kind = ? ORDER BY s.cursor`,
  );
  const counts = file.prepare<[], Record<'facilities' | 'rows' | 'changes' | 'refused' | 'head', number>>(
    `SELECT (SELECT count(*) FROM facility) AS facilities, (SELECT count(*) FROM state) AS rows,
       (SELECT coalesce(sum(acknowledged_through), 0) FROM facility) AS changes, (SELECT count(*) FROM refused) AS refused, head FROM identity`,
  );

  const keepOnce = file.transaction((facility: string, changes: readonly CheckedChange[], at: string, session?: number): Kept => {
    const { no, epoch, through: before } = requirePlace(facility, session);
    const rewritten: number[] = [];
    const headBefore = readHead.get()!;
    let head = headBefore;
    for (const change of changes) {
      const hash = Buffer.from(change.sha256, 'hex');
      const known = hashOf.get(no, change.number);
      if (known !== undefined) {
        if (!known.equals(hash)) throw new AppError('hub.fork', { number: change.number });
        continue;
      }
      insertKept.run(no, change.number, hash);
      if (change.auditHead !== undefined) {
        if (witness.keep(no, epoch, change.auditHead, change.payload, at)) continue;
        rewritten.push(change.number);
        insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), auditRewritten, at);
      } else if (change.refused !== undefined) insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), change.refused, at);
      else {
        keepDay.run({ no, kind: change.kind, key: change.key, number: change.number, at });
        if (upsert.run(no, change.kind, change.key, change.payload, change.number, head + 1, at).changes > 0) head++;
      }
    }
    let through = before;
    while (hashOf.get(no, through + 1) !== undefined) through++;
    if (head > headBefore) setHead.run(head);
    if (through > before) setThrough.run(through, no);
    return { through, rows: head - headBefore, rewritten, progress: progress() };
  });

  const page = file.transaction((facility: string, cursor: number, limit: number, maxBytes: number, session?: number): Page => {
    if (session !== undefined) requirePlace(facility, session);
    const rows: KeptRow[] = [];
    let bytes = 0;
    for (const row of after.iterate(cursor, facility, limit + 1)) {
      bytes += rowOverheadBytes + Buffer.byteLength(JSON.stringify([row.kind, row.key, row.payload]));
      if (rows.length === limit || (bytes > maxBytes && rows.length > 0))
        return { rows, cursor: rows.at(-1)!.cursor, more: true, progress: progress() };
      rows.push(row);
    }
    return { rows, cursor: Math.max(cursor, readHead.get()!), more: false, progress: progress() };
  });

  return {
    keepOnce: async (facility: string, changes: readonly CheckedChange[], at: string, session?: number) =>
      keepOnce.immediate(facility, changes, at, session),
    page: async (facility: string, cursor: number, limit: number, maxBytes: number, session?: number) =>
      page(facility, cursor, limit, maxBytes, session),
    witnessed: async (facility: string) => witness.read(facility),
    rowsOfKind: async (kind: string) => ofKind.all(kind),
    counts: async () => counts.get()!,
  };
}

function witnessPart(file: SqliteFile) {
  const newest = file.prepare<[number, string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_witness WHERE facility_no = ? AND epoch = ? ORDER BY seq DESC LIMIT 1',
  );
  const insert = file.prepare('INSERT INTO audit_witness (facility_no, epoch, seq, hash, payload, kept_at) VALUES (?, ?, ?, ?, ?, ?)');
  const isLastOfDay = `NOT EXISTS (SELECT 1 FROM audit_witness AS later WHERE later.facility_no = w.facility_no AND later.epoch = w.epoch
    AND later.seq > w.seq AND substr(later.kept_at, 1, 10) = substr(w.kept_at, 1, 10))`;
  const thin = file.prepare(`DELETE FROM audit_witness AS w WHERE facility_no = ? AND epoch = ? AND kept_at < ? AND NOT (${isLastOfDay})`);
  const ofFacility = 'SELECT w.* FROM audit_witness AS w JOIN facility AS f ON f.no = w.facility_no WHERE f.id = @facility';
  const read = file.prepare<[{ facility: string }], WitnessedHead>(
    `SELECT epoch, seq, hash, kept_at AS at FROM (SELECT * FROM (${ofFacility} ORDER BY w.kept_at DESC, w.seq DESC LIMIT ${newestWitnessed})
       UNION SELECT * FROM (${ofFacility} AND ${isLastOfDay} ORDER BY w.kept_at DESC LIMIT ${daysWitnessed})) ORDER BY kept_at, seq`,
  );
  return {
    /** False when the head contradicts what was witnessed: a chain only grows. */
    keep(no: number, epoch: string, head: AuditHead, payload: string, at: string): boolean {
      const last = newest.get(no, epoch);
      if (last !== undefined && last.seq >= head.seq) return last.seq === head.seq && last.hash === head.hash;
      insert.run(no, epoch, head.seq, head.hash, payload, at);
      const isNextThousand = Math.floor(head.seq / 1000) > Math.floor((last?.seq ?? 0) / 1000);
      if (isNextThousand) thin.run(no, epoch, new Date(Date.parse(at) - 2 * dayMs).toISOString());
      return true;
    },
    read: (facility: string): WitnessedHead[] => read.all({ facility }),
  };
}
