import { join } from 'node:path';
import type { HostHandler } from '../facility/handlers.ts';
import type { Host } from '../facility/host.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { openBackupKeys } from '../security/keys.ts';
import { openWithRecovery } from '../security/recoveryWrap.ts';
import { inWorker } from './inWorker.ts';
import { readManifest } from './manifest.ts';

export const verifyBackupHere: HostHandler<'backups.verify'> = async (host, _seat, { folder, name }) => {
  const facility = host.open();
  const backup = join(folder, name);
  return inWorker('verify', { backup, databaseKey: keyOfBackup(host, backup), workDir: facility.dataDir }).done;
};

/** Our own key, or one that this folder had before; the recovery key for a backup that was made under another. @throws 'storage.key_missing', 'recovery.wrong' */
export function keyOfBackup(host: Host, backup: string, recoveryKey?: string): Buffer {
  readManifest(backup); // is it one at all
  const known = openBackupKeys(backup, host.options.dataDir, host.unlock);
  if (known) return known;
  if (recoveryKey === undefined || recoveryKey === '') throw new AppError('storage.key_missing', { file: 'recovery key' });
  return openWithRecovery(backup, recoveryKey);
}
