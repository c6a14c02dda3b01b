import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { seal } from '../../db/personKeys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { addToAuditKey, keepOnly } from './auditKey.ts';
import { keyFromFile } from './keyFile.ts';
import { openKeys, type Unlock } from './keys.ts';
import { dailyKinds, type DailyKind, parseKeys, pathOf, writeKeys } from './keysFile.ts';
import { assertGoodPassphrase, newArgon2Facts, passphraseKey } from './passphrase.ts';

export type AddedKey = { kind: 'passphrase'; passphrase: string } | { kind: 'key-file'; path: string };

/**
 * One more key that opens the folder day by day, beside those that do already, or in the place of the one of its kind. Written in an order
 * that a folder left half-way opens as before. Answers what this process opens it with from now on.
 * @throws 'key.weak_passphrase', 'storage.key_missing'
 */
export async function addKey(dataDir: string, unlock: Unlock, added: AddedKey): Promise<Unlock> {
  const { databaseKey, auditPrivateKey, kind: present } = openKeys(dataDir, unlock);
  const { more, key } = await newKey(added);
  const { kind } = added;
  addToAuditKey(dataDir, present, kind, seal(key, auditPrivateKey));
  const file = parseKeys(dataDir);
  const wrap = { kind, wrapped: seal(key, databaseKey).toString('base64'), ...(more.passphrase && { argon2: more.passphrase.argon2 }) };
  writeKeys(dataDir, { ...file, wraps: [...file.wraps.filter((each) => each.kind !== kind), wrap] });
  keepOnly(dataDir, present, dailyKinds(dataDir));
  const { keyFile: own } = pathOf(dataDir);
  if (more.keyFile !== undefined && more.keyFile !== own) rmSync(own, { force: true }); // it opens nothing any more
  return { ...unlock, ...more };
}

async function newKey(added: AddedKey): Promise<{ more: Unlock; key: Uint8Array }> {
  if (added.kind === 'key-file') {
    const keyFile = resolve(added.path);
    return { more: { keyFile }, key: keyFromFile(keyFile) };
  }
  assertGoodPassphrase(added.passphrase);
  const passphrase = await passphraseKey(added.passphrase, newArgon2Facts());
  return { more: { passphrase }, key: passphrase.key };
}

/** What is left must open the folder for whoever asks: nobody saws off the branch they sit on. @throws 'key.last', 'not_found' */
export function removeKey(dataDir: string, unlock: Unlock, kind: DailyKind): void {
  if (!dailyKinds(dataDir).includes(kind)) throw new AppError('not_found', { resource: 'key' });
  const present = kindOfAnother(dataDir, unlock, kind);
  const file = parseKeys(dataDir);
  writeKeys(dataDir, { ...file, wraps: file.wraps.filter((wrap) => wrap.kind !== kind) });
  keepOnly(dataDir, present, dailyKinds(dataDir));
  if (kind === 'key-file') rmSync(pathOf(dataDir).keyFile, { force: true });
}

function kindOfAnother(dataDir: string, unlock: Unlock, kind: DailyKind): DailyKind {
  try {
    return openKeys(dataDir, unlock, kind).kind;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'storage.key_missing' || error.code === 'storage.wrong_key'))
      throw new AppError('key.last');
    throw error;
  }
}
