import { text } from 'node:stream/consumers';
import { hasKeys, openBackupKeys, openWithRecovery, readKeys } from '../security/keys.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** The recovery key from standard input: never from argv, which every program of this user can read. */
export async function readRecoveryKeyFrom(stdin: NodeJS.ReadableStream): Promise<string> {
  if ((stdin as NodeJS.ReadStream).isTTY) process.stderr.write('Recovery key (then Enter and Ctrl+D): ');
  return text(stdin);
}

/** The data key of a data folder: by its key file, or by the recovery key. @throws 'storage.key_missing', 'recovery.wrong' */
export function dataKeyOf(dataDir: string, recoveryKey: string | undefined): Buffer {
  if (!hasKeys(dataDir)) throw new AppError('storage.key_missing', { file: 'keys.json' });
  return recoveryKey === undefined ? readKeys(dataDir).databaseKey : openWithRecovery(dataDir, recoveryKey);
}

/** The data key of a backup: by the key file of the data folder, or by the recovery key. @throws 'storage.key_missing', 'recovery.wrong' */
export function backupKeyOf(backup: string, dataDir: string, recoveryKey: string | undefined): Buffer {
  if (!hasKeys(backup)) throw new AppError('backup.damaged', { what: 'keys.json', why: 'missing' });
  if (recoveryKey !== undefined) return openWithRecovery(backup, recoveryKey);
  const found = openBackupKeys(backup, dataDir);
  if (!found) throw new AppError('storage.key_missing', { file: 'medvault.key' });
  return found;
}
