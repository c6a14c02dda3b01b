import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { readKeys } from '../security/keys.ts';
import type { Present } from './stageRestore.ts';

/** The facility that a closed data folder holds; null when there is none, or when it can't be read any more. */
export function presentFacility(dataDir: string, databaseKey?: Uint8Array): Present | null {
  const path = join(dataDir, 'facility.db');
  if (!existsSync(path)) return null;
  try {
    const { raw } = openDatabase(path, databaseKey ?? readKeys(dataDir).databaseKey);
    try {
      return (raw.prepare('SELECT id AS facilityId, epoch_letter AS epochLetter FROM facility').get() as Present | undefined) ?? null;
    } finally {
      raw.close();
    }
  } catch {
    return null; // damaged, or its key is lost: why somebody restores
  }
}
