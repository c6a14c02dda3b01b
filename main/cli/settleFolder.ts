import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishRestore, isUnfinished } from '../backup/swap.ts';
import { lockFolder } from '../facility/lock.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** Ends what an interrupted restore or change of key had begun, before the folder is looked at. @throws 'facility.not_set_up', 'storage.in_use' */
export function settleFolder(dataDir: string): void {
  if (isUnfinished(dataDir)) {
    const lock = lockFolder(dataDir);
    try {
      finishRestore(dataDir);
    } finally {
      lock.release();
    }
  }
  if (!existsSync(join(dataDir, 'facility.db'))) throw new AppError('facility.not_set_up');
}
