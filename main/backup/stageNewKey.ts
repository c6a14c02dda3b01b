import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { PersonKeys } from '../../db/personKeys.ts';
import { type Actor, audit, type WriteScope } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { headVerifier } from '../security/auditKey.ts';
import { openKeys, type Unlock } from '../security/keys.ts';
import { writeReplacedKeys } from '../security/replaceKeys.ts';
import { checkBlobs } from './checkBlobs.ts';
import { checkDatabase } from './checkDatabase.ts';
import { firstDifference } from './contents.ts';
import { assertRoom, flushFile, makeFolder, stopIfCancelled, type Watch } from './files.ts';
import { reEncrypt } from './reEncrypt.ts';
import { stageOf, type Swap } from './swap.ts';

export type NewKeyJob = {
  dataDir: string;
  unlock: Unlock;
  newKey: Uint8Array;
  /** of the new printed key: 16 bytes */
  recoverySecret: Uint8Array;
  actor: Actor;
  seatId: string | null;
  at: string;
};

/**
 * Prepares the whole facility under another data key beside the living files and changes none of them. Not PRAGMA rekey on the living file:
 * in WAL mode with a second reader it destroys it, and a crash in it has no way back. A copy (VACUUM INTO) is re-keyed, compared row by row
 * with what it came from, checked as a backup is, opened by the new keys; only then may the swap begin. The facility is closed.
 * @throws 'storage.full', 'key.not_changed' { what, why } when the data fails a check, 'storage.key_missing', 'backup.cancelled'
 */
export function stageNewKey(job: NewKeyJob, watch: Watch): Swap {
  const { dataDir, newKey } = job;
  const opened = openKeys(dataDir, job.unlock);
  const stage = stageOf(dataDir);
  rmSync(stage, { recursive: true, force: true });
  const { raw } = openDatabase(join(dataDir, 'facility.db'), opened.databaseKey, { readOnly: true });
  try {
    const bytes = (raw.pragma('page_count', { simple: true }) as number) * (raw.pragma('page_size', { simple: true }) as number);
    const blobBytes = raw.prepare('SELECT coalesce(sum(size), 0) FROM blob').pluck().get() as number;
    assertRoom(dataDir, bytes * 2 + blobBytes); // the copy, and its journal while it is re-keyed
    makeFolder(stage);
    watch.step('copy', 0.02);
    const copy = join(stage, 'facility.db');
    raw.prepare('VACUUM INTO ?').run(copy);
    stopIfCancelled(watch);
    watch.step('write', 0.2);
    const unread = reEncrypt({ stage, blobsFrom: join(dataDir, 'blobs'), from: opened.databaseKey, to: newKey }, watch);
    if (unread[0] !== undefined) throw new AppError('key.not_changed', { what: `blobs/${unread[0]}`, why: 'not readable' });
    watch.step('check', 0.6);
    assertSameContents(raw, copy, newKey);
    const { kept, dropped } = writeReplacedKeys(dataDir, stage, opened, job);
    note(copy, job, { kept, dropped });
    watch.step('verify', 0.8);
    verify(stage, job, watch);
    flushFile(copy);
    return { aside: `replaced-${job.at.replaceAll(/[-:.]/g, '')}`, withKeys: true, isAsideKept: false };
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    throw toStorageError(error) ?? error;
  } finally {
    raw.close();
  }
}

function assertSameContents(raw: ReturnType<typeof openDatabase>['raw'], copy: string, newKey: Uint8Array): void {
  const { raw: staged } = openDatabase(copy, newKey);
  try {
    const table = firstDifference(raw, staged);
    if (table !== null) throw new AppError('key.not_changed', { what: table, why: 'the copy differs' });
  } finally {
    staged.close();
  }
}

/** Told in the database that has the new key, so that it is there exactly when the key is. */
function note(copy: string, { actor, seatId, at, newKey }: NewKeyJob, body: { kept: string[]; dropped: string[] }): void {
  const { raw, db } = openDatabase(copy, newKey);
  try {
    const scope: WriteScope = { db, raw, keys: new PersonKeys(newKey), actor, seatId, now: () => at, touched: new Set() };
    raw.transaction(() => audit(scope, { action: 'change-key', resource: 'data_key', resourceId: '', body })).immediate();
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    raw.close();
  }
}

/** As the next start will open it. */
function verify(stage: string, { unlock, newKey }: NewKeyJob, watch: Watch): void {
  const databaseKey = openKeys(stage, unlock).databaseKey;
  if (!databaseKey.equals(newKey)) throw new Error('the staged keys open another key');
  const { raw } = openDatabase(join(stage, 'facility.db'), databaseKey, { readOnly: true });
  try {
    const last: Watch = { ...watch, step: (_step, share) => watch.step('verify', 0.8 + 0.2 * share) };
    const bad = checkDatabase(raw, headVerifier(stage)) ?? checkBlobs(raw, stage, databaseKey, last).firstBad;
    if (bad) throw new AppError('key.not_changed', bad);
  } finally {
    raw.close();
  }
}
