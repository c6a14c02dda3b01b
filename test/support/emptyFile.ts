import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { changeKeyOfCopy, openDatabase } from '../../db/open.ts';
import { databasePath } from '../../main/facility/openFacility.ts';
import { makeKeys } from '../../main/security/keys.ts';

const firstKey = Buffer.alloc(32, 1);
let made: Buffer | undefined;

/** All steps taken, no row: 0.1 s of a processor and 46 waits for the disk, once a worker. */
function emptyFile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-test-'));
  const path = databasePath(folder);
  const { raw } = openDatabase(path, firstKey);
  migrate(raw);
  raw.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Keys of its own and an empty file under them, as a set-up leaves them that was broken off before its first row; makeFacility goes on from there. */
export function beginSetUp(dataDir: string): void {
  const { databaseKey } = makeKeys(dataDir);
  writeFileSync(databasePath(dataDir), (made ??= emptyFile()));
  changeKeyOfCopy(databasePath(dataDir), firstKey, databaseKey);
}
