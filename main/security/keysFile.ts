import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { deriveKey, unseal } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { writeFully } from '../writeFully.ts';
import type { Argon2Facts } from './passphrase.ts';

/** What opens a folder day by day. The printed recovery key opens it too, but holds no audit key. */
export type DailyKind = 'os' | 'key-file' | 'passphrase';

/** `recovery` is the printed key; `madeAt` says which sheet it is. One of each kind at most. */
export type Wrap = { kind: DailyKind | 'recovery'; wrapped: string; madeAt?: string; argon2?: Argon2Facts };

/** A data key that was replaced, sealed under the one in force: backups made under it are still known and read. */
type FormerKey = { check: string; sealed: string };

/**
 * DIR/keys.json: any number of wraps of the data key, and its fingerprint, so that a wrong key is told from a damaged file.
 * The audit's former public keys stay: heads that were signed before the key was lost are still read.
 */
export type KeysFile = {
  version: 1;
  wraps: Wrap[];
  check: string;
  auditPublicKey: string;
  formerAuditPublicKeys?: string[];
  formerKeys?: FormerKey[];
};

export const pathOf = (folder: string) => ({
  keys: join(folder, 'keys.json'),
  keyFile: join(folder, 'medvault.key'),
  auditKey: join(folder, 'audit.key'),
  /** what the operating system's key store sealed, and what it sealed since it lost that (main/app/keyStore.ts) */
  seal: join(folder, 'keystore.sealed'),
  nextSeal: join(folder, 'keystore.next.sealed'),
});

export const fingerprint = (key: Uint8Array): string => deriveKey(key, 'fingerprint').toString('hex').slice(0, 16);

export function hasKeys(folder: string): boolean {
  return existsSync(pathOf(folder).keys);
}

/** @throws 'storage.damaged' */
export function parseKeys(folder: string): KeysFile {
  try {
    const file = JSON.parse(readFileSync(pathOf(folder).keys, 'utf8')) as KeysFile;
    if (file.version !== 1 || !Array.isArray(file.wraps)) throw new Error('shape');
    return file;
  } catch {
    throw new AppError('storage.damaged', { why: 'keys.json' });
  }
}

export function findKeys(folder: string): KeysFile | undefined {
  try {
    return parseKeys(folder);
  } catch {
    return undefined;
  }
}

/** The data is wrapped under the newer seal from now on. */
export function takeNextSeal(folder: string): void {
  const { seal, nextSeal } = pathOf(folder);
  if (existsSync(nextSeal)) renameSync(nextSeal, seal);
}

export function dailyKinds(folder: string): DailyKind[] {
  return parseKeys(folder).wraps.flatMap(({ kind }) => (kind === 'recovery' ? [] : [kind]));
}

export const writeKeys = (folder: string, file: KeysFile): void =>
  writeWhole(pathOf(folder).keys, Buffer.from(`${JSON.stringify(file, null, 2)}\n`));

/** Whether two folders (data or backup) hold wraps of the same data key. */
export function isSameDataKey(one: string, other: string): boolean {
  const [a, b] = [findKeys(one), findKeys(other)];
  return a !== undefined && b !== undefined && a.check === b.check;
}

/** Both can be read, and neither knows the other's key as one that it had: they belong to different facilities. */
export function isOtherDataKey(one: string, other: string): boolean {
  const [a, b] = [findKeys(one), findKeys(other)];
  if (!a || !b) return false;
  const known = (file: KeysFile) => [file.check, ...(file.formerKeys ?? []).map((former) => former.check)];
  return !known(a).includes(b.check) && !known(b).includes(a.check);
}

export function tryUnseal(key: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  try {
    return unseal(key, sealed);
  } catch {
    return undefined;
  }
}

/** All of it or nothing, also when the power fails: written beside, flushed, then renamed. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeFully(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
