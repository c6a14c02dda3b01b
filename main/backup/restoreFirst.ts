import { resolve } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import type { HostHandler } from '../facility/handlers.ts';
import type { Host } from '../facility/host.ts';
import { takeNextSeal } from '../security/keysFile.ts';
import { openBackupKeys } from '../security/keys.ts';
import { openWithRecovery } from '../security/recoveryWrap.ts';
import { inWorker } from './inWorker.ts';
import { readManifest } from './manifest.ts';
import { presentFacility } from './presentFacility.ts';
import { commitRestore } from './swap.ts';

/** Problems that a backup can end; a folder in use or a full disk is not one of them. */
const curable: readonly string[] = ['storage.damaged', 'storage.key_missing', 'storage.wrong_key'];

/**
 * Into a new folder, or over a facility that can't be opened, where nobody can sign in: whoever has the backup and its key may.
 * @throws 'auth.forbidden' when the facility is open, 'backup.busy', 'backup.not_found', 'backup.damaged', 'recovery.wrong'
 */
export const restoreFirst: HostHandler<'facility.restore'> = async (host, seat, { backup: given, recoveryKey }) => {
  const { state } = host.status(seat);
  if (state === 'preparing' || staging.has(host)) throw new AppError('backup.busy');
  if (state === 'open' || (host.problem && !curable.includes(host.problem.code)))
    throw new AppError('auth.forbidden', { permission: 'facility.restore' });
  const { dataDir } = host.options;
  const backup = resolve(given);
  readManifest(backup);
  const databaseKey = recoveryKey.trim() === '' ? openBackupKeys(backup, dataDir, host.unlock) : openWithRecovery(backup, recoveryKey);
  if (!databaseKey) throw new AppError('recovery.mistyped', { signs: 0, wanted: 28 });
  staging.add(host);
  try {
    const staged = await inWorker('stage', {
      backup,
      dataDir,
      databaseKey,
      unlock: host.unlock,
      present: presentFacility(dataDir, host.unlock, databaseKey),
      actor: { kind: 'command', id: 'restore' },
      at: host.now(),
    }).done;
    await host.whileClosed('restore', async () => {
      commitRestore(dataDir, staged);
      if (staged.withKeys && host.unlock.os) takeNextSeal(dataDir);
    });
    return { epochLetter: staged.epochLetter };
  } finally {
    staging.delete(host);
  }
};

/** One at a time: both would use the same stage. */
const staging = new WeakSet<Host>();
