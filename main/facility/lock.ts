import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { toStorageError } from '../../db/open.ts';

export type FolderLock = { release: () => void };

/** One process a data folder: an exclusive transaction for its life, which the kernel frees on kill -9. @throws 'storage.in_use' */
export function lockFolder(dataDir: string): FolderLock {
  try {
    const file = new SqliteFile(join(dataDir, 'lock.sqlite'), { timeout: 0 });
    try {
      file.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      file.close();
      throw error;
    }
    return { release: () => file.close() };
  } catch (error) {
    throw toStorageError(error) ?? error;
  }
}
