import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { newEd25519 } from '../../security/keys.ts';
import type { Soon } from './gatherTurn.ts';
import { claimPart } from './sqliteClaims.ts';
import { enrolmentPart } from './sqliteEnrolment.ts';
import { facilityPart } from './sqliteFacilities.ts';
import { freshPart } from './sqliteFresh.ts';
import { historyPart } from './sqliteHistory.ts';
import { identityPart } from './sqliteIdentity.ts';
import { keepPart } from './sqliteKeep.ts';
import { keyPart } from './sqliteKeys.ts';
import { packPart } from './sqlitePacks.ts';
import { pagePart } from './sqlitePage.ts';
import { operatorPart } from './sqliteOperators.ts';
import { migrateHub } from './sqliteSchema.ts';
import type { HubStore } from './store.ts';

export const hubFileName = 'hub.sqlite';

/**
 * One hub on one SQLite file: a single writer, whose transactions commit in the order of their cursors.
 * @param name of a new hub; an existing one keeps its own unless given
 * @throws 'storage.not_writable', 'storage.damaged', 'storage.newer_version'
 */
export function openSqliteStore(dataDir: string, name?: string): HubStore {
  return storeOn(openHubFile(dataDir), name);
}

/** A hub's start on its open file. @param soon when batches that came together are committed together */
export function storeOn(file: SqliteFile, name?: string, soon?: Soon): HubStore {
  keepIdentity(file, name);
  beginRun(file);
  file.exec('UPDATE facility SET node = NULL'); // nobody is connected yet
  return partsOn(file, soon);
}

/** Beside a running hub as well. */
export function partsOn(file: SqliteFile, soon: Soon = setImmediate): HubStore {
  return {
    ...identityPart(file),
    ...enrolmentPart(file),
    ...facilityPart(file),
    ...keepPart(file, soon),
    ...pagePart(file),
    ...freshPart(file),
    ...claimPart(file),
    ...packPart(file),
    ...historyPart(file),
    ...keyPart(file),
    operators: operatorPart(file),
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
    file.pragma('wal_autocheckpoint = 4000'); // 16 MB: a page that many batches touch is carried into the file once for all of them
    file.pragma('foreign_keys = ON');
    file.pragma('temp_store = MEMORY'); // what undoes one batch of many is a file on the disk otherwise
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
