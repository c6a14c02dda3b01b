import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { tables, tablesIn } from '../../db/tables.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { erasureFile } from '../people/erasureList.ts';
import { headVerifier } from '../security/auditKey.ts';
import { checkDatabase } from './checkDatabase.ts';
import { assertRoom, copyRange, flushFile, flushFolder, makeFolder, stopIfCancelled, type Watch, weigh, writeFlushed } from './files.ts';
import { backupFolderName, type FilePart, macOf, type Manifest } from './manifest.ts';
import { firstBadFile } from './verifyBackup.ts';

export type BackupJob = {
  dataDir: string;
  databaseKey: Uint8Array;
  /** the folder that will hold the backup's own folder */
  target: string;
  at: string;
  /** largest file: FAT32 sticks take less than 4 GiB */
  partBytes?: number;
};
export type BackupMade = { name: string; bytes: number };

const largestPart = 2 ** 32 - 2 ** 20;

/**
 * A whole backup in a folder of its own: database by VACUUM INTO (keeps cipher and key), keys.json, blobs, and last the manifest.
 * Written beside as *.partial, opened and checked, read back, then renamed: what has the name is whole.
 * @throws 'storage.full', 'storage.not_writable', 'backup.damaged' when the facility's own file fails the check, 'backup.cancelled'
 */
export function writeBackup(job: BackupJob, watch: Watch): BackupMade {
  const { raw } = openDatabase(join(job.dataDir, 'facility.db'), job.databaseKey, { readOnly: true });
  let partial = '';
  try {
    const code = raw.prepare('SELECT code FROM facility').pluck().get() as string;
    const name = backupFolderName(code, job.at);
    const bytes = (raw.pragma('page_count', { simple: true }) as number) * (raw.pragma('page_size', { simple: true }) as number);
    const blobBytes = raw.prepare('SELECT coalesce(sum(size), 0) FROM blob').pluck().get() as number;
    makeFolder(job.target);
    sweepPartials(job.target, code);
    assertRoom(job.target, bytes + blobBytes);
    partial = join(job.target, `${name}.partial-${process.pid}`);
    makeFolder(join(partial, 'blobs'));
    const made = fill(job, raw, partial, bytes, watch);
    flushFolder(partial);
    stopIfCancelled(watch);
    renameSync(partial, join(job.target, name));
    flushFolder(job.target);
    return { name, bytes: made };
  } catch (error) {
    if (partial !== '') rmSync(partial, { recursive: true, force: true });
    throw toStorageError(error) ?? error;
  } finally {
    raw.close();
  }
}

function fill(job: BackupJob, raw: Raw, partial: string, expected: number, watch: Watch): number {
  const partBytes = job.partBytes ?? largestPart;
  const isWhole = expected < partBytes;
  const work = join(job.dataDir, `backup-work-${process.pid}`); // only for a file that the stick could not take whole
  try {
    if (!isWhole) makeFolder(work);
    const copy = join(isWhole ? partial : work, 'facility.db');
    watch.step('copy', 0);
    raw.prepare('VACUUM INTO ?').run(copy);
    flushFile(copy);
    stopIfCancelled(watch);
    const facts = inspect(copy, job, watch);
    const database = isWhole ? [{ path: 'facility.db', ...weigh(copy, watch) }] : split(copy, partial, partBytes, watch);
    const blobs = copyBlobs(facts.blobFiles, job.dataDir, partial, watch);
    writeFlushed(join(partial, 'blobs.json'), JSON.stringify(blobs));
    const keys = join(job.dataDir, 'keys.json');
    const erasures = join(job.dataDir, erasureFile);
    const parts = [
      ...database,
      copyRange(keys, join(partial, 'keys.json'), 0, statSync(keys).size, watch),
      ...(existsSync(erasures) ? [copyRange(erasures, join(partial, erasureFile), 0, statSync(erasures).size, watch)] : []),
      { path: 'blobs.json', ...weigh(join(partial, 'blobs.json'), watch) },
    ];
    const bytes = [...parts, ...blobs].reduce((sum, part) => sum + part.size, 0);
    const manifest = { ...facts.manifest, format: 1 as const, at: job.at, bytes, blobs: blobs.length, parts };
    const bad = firstBadFile(partial, [...parts, ...blobs], watch);
    if (bad) throw new AppError('backup.damaged', bad);
    writeFlushed(join(partial, 'manifest.json'), `${JSON.stringify({ ...manifest, mac: macOf(manifest, job.databaseKey) }, null, 1)}\n`);
    return bytes;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Opens the copy, checks it as `medvault verify` does, and reads what the manifest says of it. */
function inspect(copy: string, job: BackupJob, watch: Watch) {
  watch.step('check', 0.3);
  const { raw } = openDatabase(copy, job.databaseKey, { readOnly: true });
  try {
    const bad = checkDatabase(raw, headVerifier(job.dataDir));
    if (bad) throw new AppError('backup.damaged', bad);
    const self = raw.prepare('SELECT id, name, code, epoch_id, epoch_letter FROM facility').get() as Record<string, string>;
    const manifest: Pick<
      Manifest,
      'facilityId' | 'facility' | 'code' | 'epochId' | 'epochLetter' | 'schemaVersion' | 'rows' | 'auditRows'
    > = {
      facilityId: self['id'] ?? '',
      facility: self['name'] ?? '',
      code: self['code'] ?? '',
      epochId: self['epoch_id'] ?? '',
      epochLetter: self['epoch_letter'] ?? '',
      schemaVersion: raw.pragma('user_version', { simple: true }) as number,
      rows: countRows(raw),
      auditRows: raw.prepare('SELECT coalesce(max(seq), 0) FROM audit_event').pluck().get() as number,
    };
    return { manifest, blobFiles: raw.prepare('SELECT file_name FROM blob ORDER BY file_name').pluck().all() as string[] };
  } finally {
    raw.close();
  }
}

export function countRows(raw: Raw): Record<string, number> {
  const count = (table: string) => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const there = tablesIn(raw);
  const known = Object.keys(tables).filter((table) => there.has(table));
  return Object.fromEntries(known.map((table) => [table, count(table)]));
}

function split(copy: string, partial: string, partBytes: number, watch: Watch): FilePart[] {
  const { size } = statSync(copy);
  const parts: FilePart[] = [];
  for (let offset = 0; offset < size; offset += partBytes) {
    watch.step('write', 0.5 + (0.2 * offset) / size);
    const path = join(partial, `facility.db.${String(parts.length + 1).padStart(3, '0')}`);
    parts.push(copyRange(copy, path, offset, Math.min(partBytes, size - offset), watch));
  }
  return parts;
}

/** Sealed as they are. One that is gone was erased since the copy was made. */
function copyBlobs(names: readonly string[], dataDir: string, partial: string, watch: Watch): FilePart[] {
  return names.flatMap((name, index) => {
    const from = join(dataDir, 'blobs', name);
    if (!existsSync(from)) return [];
    watch.step('write', 0.7 + (0.1 * index) / names.length);
    const part = copyRange(from, join(partial, 'blobs', name), 0, statSync(from).size, watch);
    return [{ ...part, path: `blobs/${name}` }];
  });
}

/** What an interrupted attempt on this computer left. Another computer's attempt on the same stick may still be running. */
function sweepPartials(target: string, code: string): void {
  for (const name of readdirSync(target)) {
    const [, pid] = new RegExp(`^medvault-${code}-\\d{8}T\\d{9}Z\\.partial-(\\d+)$`).exec(name) ?? [];
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid))))
      rmSync(join(target, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
