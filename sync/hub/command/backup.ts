import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { lockDataFolder } from '../lock.ts';
import { hubFileName, openHubFile } from '../store/sqlite.ts';
import { operatorPart } from '../store/sqliteOperators.ts';
import type { Wanted } from './arguments.ts';
import { tellRestored } from './beside.ts';

/** A whole copy of the hub's file at one moment, while the hub may be running. It holds the hub's key: who has it can stand for the hub. */
export async function backUp({ place, out = '', json }: Wanted): Promise<number> {
  const dataDir = 'dataDir' in place ? place.dataDir : '';
  if (!existsSync(join(dataDir, hubFileName))) throw new AppError('not_found', { resource: 'Hub', folder: dataDir });
  if (existsSync(out)) throw new AppError('file.exists', { file: out });
  const part = `${out}.part`;
  const file = openHubFile(dataDir);
  try {
    mkdirSync(dirname(out), { recursive: true });
    rmSync(part, { force: true });
    file.prepare('VACUUM INTO ?').run(part);
    chmodSync(part, 0o600);
    const counts = readBackup(part);
    renameSync(part, out);
    await operatorPart(file).note({ at: new Date().toISOString(), operator: 'command', act: 'backup', about: basename(out) });
    process.stdout.write(
      json
        ? `${JSON.stringify({ ok: true, file: out, ...counts })}\n`
        : `${out} holds ${counts.facilities} facilities and ${counts.rows} rows, and the hub’s key: keep it where you would keep a password.\n`,
    );
    return 0;
  } catch (error) {
    rmSync(part, { force: true });
    throw sortFailure(error, dirname(out));
  } finally {
    file.close();
  }
}

/** Puts a backup in place of the hub's file, which is kept beside it, and begins a new epoch. */
export async function restore(wanted: Wanted): Promise<number> {
  const { place, from = '' } = wanted;
  const dataDir = 'dataDir' in place ? place.dataDir : '';
  const lock = lockDataFolder(dataDir);
  try {
    readBackup(from);
    const path = join(dataDir, hubFileName);
    copyFileSync(from, `${path}.new`);
    chmodSync(`${path}.new`, 0o600);
    const aside = `${path}.before-${new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}`;
    for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw sortFailure(error, dataDir);
  } finally {
    lock.release();
  }
  return tellRestored(wanted);
}

/** @throws 'backup.not_found', 'backup.damaged' */
function readBackup(path: string): { facilities: number; rows: number } {
  if (!existsSync(path)) throw new AppError('backup.not_found', { file: path });
  let file: SqliteFile | undefined;
  try {
    file = new Sqlite(path, { readonly: true });
    const isWhole =
      file.pragma('integrity_check', { simple: true }) === 'ok' && file.prepare('SELECT count(*) FROM identity').pluck().get() === 1;
    if (!isWhole) throw new AppError('backup.damaged', { file: path });
    const count = (table: string) => file!.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    return { facilities: count('facility'), rows: count('state') };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('backup.damaged', { file: path });
  } finally {
    file?.close();
  }
}

function sortFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(SQLITE_FULL|ENOSPC)/.test(code)) return new AppError('storage.full', { folder });
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code))
    return new AppError('storage.not_writable', { folder });
  return error;
}
