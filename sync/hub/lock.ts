import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../../preload/contract/errors.ts';

/** One hub a data folder: the kernel frees this lock whatever ends the process. @throws 'storage.in_use', 'storage.not_writable' */
export function lockDataFolder(dataDir: string): { release(): void } {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = new Sqlite(join(dataDir, 'lock.sqlite'), { timeout: 0 });
    file.exec('BEGIN EXCLUSIVE');
    return { release: () => void file.close() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('SQLITE_BUSY')) throw new AppError('storage.in_use', { folder: dataDir });
    throw new AppError('storage.not_writable', { folder: dataDir });
  }
}
