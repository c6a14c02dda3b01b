import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's safeStorage: version 45 answers later (`Async`), version 33 at once. Only the common part is named. */
export type SafeStorage = {
  isEncryptionAvailable: () => boolean;
  getSelectedStorageBackend?: () => string;
  encryptString: (text: string) => Buffer;
  decryptString: (bytes: Buffer) => string;
  isAsyncEncryptionAvailable?: () => Promise<boolean>;
  encryptStringAsync?: (text: string) => Promise<Buffer>;
  decryptStringAsync?: (bytes: Buffer) => Promise<{ result: string }>;
};

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
  if (existsSync(file)) return unseal(storage, readFileSync(file));
  if (existsSync(join(dataDir, 'keys.json'))) return undefined;
  const key = randomBytes(32);
  replaceFile(dataDir, file, await seal(storage, key.toString('base64')));
  return new Uint8Array(key);
}

/** `basic_text` is Chromium's fixed password: no protection at all. */
async function isProtecting(storage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  const isAvailable = storage.isAsyncEncryptionAvailable ? await storage.isAsyncEncryptionAvailable() : storage.isEncryptionAvailable();
  return isAvailable && !(platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend?.() ?? 'unknown'));
}

const seal = async (storage: SafeStorage, text: string) =>
  storage.encryptStringAsync ? storage.encryptStringAsync(text) : storage.encryptString(text);

async function unseal(storage: SafeStorage, bytes: Buffer): Promise<Uint8Array | undefined> {
  try {
    const text = storage.decryptStringAsync ? (await storage.decryptStringAsync(bytes)).result : storage.decryptString(bytes);
    const key = Buffer.from(text, 'base64');
    return key.length === 32 ? new Uint8Array(key) : undefined;
  } catch {
    return undefined; // sealed by another user or computer
  }
}

/** Whole or not at all, also when the power goes. */
function replaceFile(folder: string, file: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
