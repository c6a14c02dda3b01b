import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { PersonKeys } from '../../db/personKeys.ts';
import { amend, type Actor, audit, type WriteScope } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { nextEpochLetter } from '../../preload/contract/readableNumber.ts';
import { erasureFile, readErasures, replayErasures, together, type Tombstone } from '../people/erasureList.ts';
import { knownKey, openBackupKeys, type Unlock } from '../security/keys.ts';
import { fingerprint, hasKeys, isOtherDataKey, isSameDataKey } from '../security/keysFile.ts';
import { wrapAnew } from '../security/recoveryWrap.ts';
import { putSeats, type SeatsNow } from '../seats/carryOver.ts';
import { appendFile, assertRoom, copyRange, flushFile, makeFolder, type Watch } from './files.ts';
import { isGenuine, listManifests, type Manifest, readManifest } from './manifest.ts';
import { reEncrypt } from './reEncrypt.ts';
import { stageOf, type Swap } from './swap.ts';
import { databaseParts, firstBadFile, readBlobList, verifyBackup } from './verifyBackup.ts';

/** What is in the data folder now, where it can be read. */
export type Present = { facilityId: string; epochLetter: string; seats?: SeatsNow | null };
export type RestoreJob = {
  backup: string;
  dataDir: string;
  databaseKey: Uint8Array;
  /** what this process opens the data folder with */
  unlock?: Unlock;
  present: Present | null;
  actor: Actor;
  at: string;
};
export type Staged = Swap & { epochLetter: string };

/**
 * Prepares a restore beside the living files and changes none of them: the backup verified and copied, brought to this version's schema,
 * with a new epoch (the hub notices, no printed number is given twice) and every session ended.
 * @throws 'backup.not_found', 'backup.damaged', 'backup.other_facility', 'storage.newer_version', 'storage.full', 'backup.cancelled'
 */
export function stageRestore(job: RestoreJob, watch: Watch): Staged {
  const manifest = readManifest(job.backup);
  assertRestorable(job, manifest);
  const stage = stageOf(job.dataDir);
  rmSync(stage, { recursive: true, force: true });
  assertRoom(job.dataDir, manifest.bytes);
  try {
    makeFolder(join(stage, 'blobs'));
    const verdict = verifyBackup({ backup: job.backup, databaseKey: job.databaseKey, workDir: stage }, watch);
    if (verdict.firstBad) throw new AppError('backup.damaged', verdict.firstBad);
    const whole = join(stage, 'facility.db');
    for (const part of databaseParts(manifest)) appendFile(join(job.backup, part.path), whole, watch);
    for (const blob of readBlobList(job.backup)) {
      const from = join(job.backup, blob.path);
      copyRange(from, join(stage, 'blobs', basename(blob.path)), 0, statSync(from).size, watch);
    }
    const epochLetter = nextLetter(job, manifest);
    for (const name of beginEpoch(whole, job, epochLetter, manifest)) rmSync(join(stage, 'blobs', name), { force: true });
    const withKeys = bringUnderOurKey(job, stage, watch);
    flushFile(whole);
    return { epochLetter, aside: `replaced-${job.at.replaceAll(/[-:.]/g, '')}`, withKeys };
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    throw toStorageError(error) ?? error;
  }
}

/**
 * A backup from before the data key was changed comes under the key in force: a key that was given up is not taken up again.
 * Where the folder's own key can't be opened the backup's stays, wrapped anew. Answers whether the folder gets new key files.
 */
function bringUnderOurKey({ backup, dataDir, databaseKey, unlock = {} }: RestoreJob, stage: string, watch: Watch): boolean {
  if (isSameDataKey(dataDir, backup)) return false;
  const own = hasKeys(dataDir) && !isOtherDataKey(dataDir, backup) ? openBackupKeys(dataDir, dataDir, unlock) : undefined;
  if (own && knownKey(dataDir, own, fingerprint(databaseKey))) {
    reEncrypt({ stage, blobsFrom: join(stage, 'blobs'), from: databaseKey, to: own }, watch);
    return false;
  }
  wrapAnew(backup, stage, databaseKey, unlock);
  return true;
}

function assertRestorable({ backup, dataDir, present }: RestoreJob, manifest: Manifest): void {
  const known = Math.max(...migrations.map((step) => step.version));
  if (manifest.schemaVersion > known) throw new AppError('storage.newer_version', { found: manifest.schemaVersion, known });
  // without a readable database the keys tell: another facility has another data key
  const isOther = present
    ? present.facilityId !== manifest.facilityId
    : existsSync(join(dataDir, 'facility.db')) && isOtherDataKey(dataDir, backup);
  if (isOther) throw new AppError('backup.other_facility', { code: manifest.code, facility: manifest.facility });
}

/** After every letter that is known to have been used: here, in this backup, and in the backups that lie beside it. */
export function nextLetter({ backup, dataDir, present }: Pick<RestoreJob, 'backup' | 'dataDir' | 'present'>, manifest: Manifest): string {
  const beside = [dirname(backup), join(dataDir, 'backups')].flatMap(listManifests).map((each) => each.manifest);
  const used = [manifest.epochLetter, ...beside.filter((each) => each.facilityId === manifest.facilityId).map((each) => each.epochLetter)];
  if (present) used.push(present.epochLetter);
  return nextEpochLetter(used.reduce((a, b) => (b.length > a.length || (b.length === a.length && b > a) ? b : a)));
}

/** Who was erased: as the data folder knows, and the genuine backups of this facility that lie beside this one or in the folder. */
function knownErasures(job: RestoreJob, manifest: Manifest): Tombstone[] {
  const folders = [...new Set([dirname(job.backup), join(job.dataDir, 'backups')])];
  const beside = folders.flatMap((folder) =>
    listManifests(folder).flatMap(({ name, manifest: other }) => {
      const listed = other.parts.filter((part) => part.path === erasureFile);
      const key = openBackupKeys(join(folder, name), job.dataDir, job.unlock) ?? job.databaseKey;
      const isOurs = other.facilityId === manifest.facilityId && isGenuine(other, key);
      const isWhole = isOurs && firstBadFile(join(folder, name), listed, { step: () => undefined, isCancelled: () => false }) === null;
      return listed.length > 0 && isWhole ? readErasures(join(folder, name)) : [];
    }),
  );
  return together(readErasures(job.dataDir), beside);
}

/** Answers the files of people who were erased since. */
function beginEpoch(path: string, job: RestoreJob, epochLetter: string, manifest: Manifest): string[] {
  const { raw, db } = openDatabase(path, job.databaseKey);
  try {
    migrate(raw);
    const keys = new PersonKeys(job.databaseKey);
    const scope: WriteScope = { db, raw, keys, actor: job.actor, seatId: null, now: () => job.at, touched: new Set() };
    const erasedFiles = raw
      .transaction(() => {
        const id = raw.prepare('SELECT id FROM facility').pluck().get() as string;
        amend(scope, 'facility', id, { epoch_id: randomUUID(), epoch_letter: epochLetter }, { reason: `restored from ${manifest.at}` });
        audit(scope, {
          action: 'restore',
          resource: 'facility',
          resourceId: id,
          body: { from: manifest.at, auditRows: manifest.auditRows },
        });
        raw.prepare('UPDATE session SET ended_at = ? WHERE ended_at IS NULL').run(job.at);
        if (job.present?.seats) putSeats(scope, job.present.seats);
        return replayErasures(scope, knownErasures(job, manifest));
      })
      .immediate();
    raw.pragma('wal_checkpoint(TRUNCATE)');
    return erasedFiles;
  } finally {
    raw.close();
  }
}
