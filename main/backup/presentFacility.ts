import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { readSeats } from '../seats/carryOver.ts';
import { openBackupKeys, type Unlock } from '../security/keys.ts';
import { hasKeys } from '../security/keysFile.ts';
import type { Present } from './stageRestore.ts';

/** The facility that a closed data folder holds, by its own key or the given one; null when there is none, or when it can't be read any more. */
export function presentFacility(dataDir: string, unlock: Unlock = {}, given?: Uint8Array): Present | null {
  const path = join(dataDir, 'facility.db');
  if (!existsSync(path)) return null;
  const own = hasKeys(dataDir) ? tryTo(() => openBackupKeys(dataDir, dataDir, unlock)) : undefined;
  for (const key of [own, given]) {
    const found = key && tryTo(() => readPresent(path, key));
    if (found) return found;
  }
  return null; // damaged, or its key is lost: why somebody restores
}

function readPresent(path: string, key: Uint8Array): Present | undefined {
  const { raw } = openDatabase(path, key);
  try {
    const found = raw.prepare('SELECT id AS facilityId, epoch_letter AS epochLetter FROM facility').get() as Present | undefined;
    return found && { ...found, seats: readSeats(raw) };
  } finally {
    raw.close();
  }
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
