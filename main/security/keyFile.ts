import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';
import { writeWhole } from './keysFile.ts';

/** The key in a file: 64 hex digits. undefined: no such file, or it is none. */
export function readKeyFile(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8').trim();
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** What is there is used; a file that is no key is never written over. @throws 'storage.key_missing' */
export function keyFromFile(path: string): Buffer {
  if (!existsSync(path)) return newKeyFile(path);
  const found = readKeyFile(path);
  if (!found) throw new AppError('storage.key_missing', { file: 'medvault.key' });
  return found;
}

export function newKeyFile(path: string): Buffer {
  const key = randomBytes(32);
  writeWhole(path, Buffer.from(`${key.toString('hex')}\n`));
  return key;
}

/** A key on the disk of the data protects against nobody who takes the disk. Unknown counts as the same. */
export function isOnSameDisk(keyFile: string, dataDir: string): boolean {
  try {
    return statSync(existsSync(keyFile) ? keyFile : dirname(keyFile)).dev === statSync(dataDir).dev;
  } catch {
    return true;
  }
}
