import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hasKeys, pathOf } from '../security/keysFile.ts';
import { isProtecting, replaceFile, type SafeStorage, seal, unseal } from './sealing.ts';

/**
 * The 32 bytes that wrap the data key (main/security/keys.ts), kept in DIR/keystore.sealed, which only the operating system's key store opens.
 * Made for a new data folder only: one that already has its keys was made without a key store and keeps its key file.
 * @returns undefined where there is no such store (Linux without a keyring): then the facility needs another way in (key file, passphrase,
 * recovery key). What another computer or user sealed, or a keyring that is lost, stays; the new key beside it opens nothing yet.
 */
export async function keyEncryptionKey(
  dataDir: string,
  storage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): Promise<Uint8Array | undefined> {
  if (!(await isProtecting(storage, platform))) return undefined;
  const { seal: file, nextSeal } = pathOf(dataDir);
  if (existsSync(file)) return (await open(storage, file)) ?? keyAnew(dataDir, nextSeal, storage);
  if (hasKeys(dataDir)) return undefined;
  const key = randomBytes(32);
  replaceFile(dataDir, file, await seal(storage, key.toString('base64')));
  return new Uint8Array(key);
}

/** The key store does not know the former key any more: a new one waits beside it, for whoever opens the data with the recovery key. */
async function keyAnew(dataDir: string, file: string, storage: SafeStorage): Promise<Uint8Array> {
  const waiting = existsSync(file) ? await open(storage, file) : undefined;
  if (waiting) return waiting;
  const key = randomBytes(32);
  replaceFile(dataDir, file, await seal(storage, key.toString('base64')));
  return new Uint8Array(key);
}

async function open(storage: SafeStorage, file: string): Promise<Uint8Array | undefined> {
  const text = await unseal(storage, readFileSync(file));
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === 32 ? new Uint8Array(key) : undefined;
}
