import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';

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

/** `basic_text` is Chromium's fixed password: no protection at all. */
export async function isProtecting(storage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  const isAvailable = storage.isAsyncEncryptionAvailable ? await storage.isAsyncEncryptionAvailable() : storage.isEncryptionAvailable();
  return isAvailable && !(platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend?.() ?? 'unknown'));
}

export const seal = async (storage: SafeStorage, text: string) =>
  storage.encryptStringAsync ? storage.encryptStringAsync(text) : storage.encryptString(text);

/** @returns undefined when it was sealed by another user or on another computer */
export async function unseal(storage: SafeStorage, bytes: Buffer): Promise<string | undefined> {
  try {
    return storage.decryptStringAsync ? (await storage.decryptStringAsync(bytes)).result : storage.decryptString(bytes);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, also when the power goes. */
export function replaceFile(folder: string, file: string, bytes: Uint8Array): void {
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
