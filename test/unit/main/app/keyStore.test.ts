import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyEncryptionKey } from '../../../../main/app/keyStore.ts';
import { takeNextSeal } from '../../../../main/security/keysFile.ts';
import type { SafeStorage } from '../../../../main/app/sealing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A key store that seals for one user: what another sealed, it refuses. */
function aStore(user: string, backend = 'gnome_libsecret'): SafeStorage {
  const seal = (text: string) => Buffer.from(`${user}:${[...text].toReversed().join('')}`);
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: seal,
    decryptString: (bytes) => {
      const [owner, text] = bytes.toString().split(/:(.*)/s);
      if (owner !== user) throw new Error('Error while decrypting the ciphertext');
      return [...text!].toReversed().join('');
    },
  };
}
const inAsyncForm = (store: SafeStorage): SafeStorage => ({
  isEncryptionAvailable: () => {
    throw new Error('removed');
  },
  encryptString: () => {
    throw new Error('removed');
  },
  decryptString: () => {
    throw new Error('removed');
  },
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(store.encryptString(text)),
  decryptStringAsync: (bytes) => Promise.resolve({ result: store.decryptString(bytes) }),
});
const sealed = () => readFileSync(join(folder, 'keystore.sealed'), 'utf8');

test.each([
  ['at once', aStore('ama')],
  ['later', inAsyncForm(aStore('ama'))],
])('a key is made once and found again (a store that answers %s)', async (_name, store) => {
  const made = await keyEncryptionKey(folder, store, 'linux');
  expect(made).toHaveLength(32);
  expect(await keyEncryptionKey(folder, store, 'linux')).toEqual(made);
  expect(sealed()).not.toContain(Buffer.from(made!).toString('base64'));
  expect(statSync(join(folder, 'keystore.sealed')).mode & 0o777).toBe(0o600);
});

test('a data folder that was made without a key store keeps its key file', async () => {
  writeFileSync(join(folder, 'keys.json'), '{}');
  expect(await keyEncryptionKey(folder, aStore('ama'), 'linux')).toBeUndefined();
  expect(sealed).toThrow('ENOENT');
});

test.each(['basic_text', 'unknown'])('Linux without a keyring (%s) protects nothing: no key, no file', async (backend) => {
  expect(await keyEncryptionKey(folder, aStore('ama', backend), 'linux')).toBeUndefined();
  expect(sealed).toThrow('ENOENT');
});

test('what another user or computer sealed, or a lost keyring, is left as it is; a new key waits beside it', async () => {
  const first = await keyEncryptionKey(folder, aStore('ama'), 'linux');
  const before = sealed();
  const next = await keyEncryptionKey(folder, aStore('kofi'), 'linux');
  expect(next).toHaveLength(32);
  expect(next).not.toEqual(first);
  expect(sealed()).toBe(before);
  expect(await keyEncryptionKey(folder, aStore('kofi'), 'linux')).toEqual(next);
  expect(await keyEncryptionKey(folder, aStore('ama'), 'linux')).toEqual(first); // the keyring is back
  const third = await keyEncryptionKey(folder, aStore('esi'), 'linux'); // lost a second time before it was of use
  expect(third).not.toEqual(next);
  takeNextSeal(folder);
  expect(await keyEncryptionKey(folder, aStore('esi'), 'linux')).toEqual(third);
  expect(existsSync(join(folder, 'keystore.next.sealed'))).toBe(false);
});
