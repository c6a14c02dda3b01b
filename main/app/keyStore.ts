import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProtecting, replaceFile, type SafeStorage, seal, unseal } from './sealing.ts';

/**
 * The 32 bytes that wrap the data key (main/security/keys.ts), kept in DIR/keystore.sealed, which only the operating system's key store opens.
 * Made for a new data folder only: one that already has its keys was made without a key store and keeps its key file.
 * @returns undefined where there is no such store (Linux without a keyring), or when what is kept was sealed on another computer or by
 * another user: then the facility needs another way in (key file, recovery key), and what is kept stays.
 */
export async function keyEncryptionKey(
  dataDir: string,
  storage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): Promise<Uint8Array | undefined> {
  if (!(await isProtecting(storage, platform))) return undefined;
  const file = join(dataDir, 'keystore.sealed');
  if (existsSync(file)) return open(storage, readFileSync(file));
  if (existsSync(join(dataDir, 'keys.json'))) return undefined;
  const key = randomBytes(32);
  replaceFile(dataDir, file, await seal(storage, key.toString('base64')));
  return new Uint8Array(key);
}

async function open(storage: SafeStorage, bytes: Buffer): Promise<Uint8Array | undefined> {
  const text = await unseal(storage, bytes);
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === 32 ? new Uint8Array(key) : undefined;
}
