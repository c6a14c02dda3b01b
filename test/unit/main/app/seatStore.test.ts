import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SafeStorage } from '../../../../main/app/sealing.ts';
import { SeatStore } from '../../../../main/app/seatStore.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-seat-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const paired = {
  seatId: '0190a000-0000-7000-8000-000000000001',
  address: '10.0.0.5:8443',
  pin: 'ab'.repeat(32),
  privateKey: 'MC4CAQAwBQYDK2VwBCIEIAAAcanary',
  facility: { code: 'K4C7QP', name: 'Quiet Clinic' },
};
const seatOf = { clinic: 'Quiet Clinic', code: 'K4C7QP', address: '10.0.0.5:8443', seatName: 'Pharmacy counter' };

/** Seals for one user: what another sealed, it refuses. */
function aStore(user: string, backend = 'gnome_libsecret'): SafeStorage {
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(`${user}:${text.split('').toReversed().join('')}`),
    decryptString: (bytes) => {
      const text = bytes.toString();
      if (!text.startsWith(`${user}:`)) throw new Error('sealed by another user');
      return text
        .slice(user.length + 1)
        .split('')
        .toReversed()
        .join('');
    },
  };
}

const written = () => readFileSync(join(folder, 'seat.json'), 'utf8');

test('the seat’s key lies sealed on the disk and comes back', async () => {
  const store = new SeatStore(folder, aStore('ama'), 'linux');
  expect(await store.read()).toBeUndefined();
  await store.write(paired, 'Pharmacy counter');
  expect(written()).not.toContain('canary');
  expect(await store.read()).toEqual({ seatOf: { ...seatOf, isSealed: true }, paired });
  expect(statSync(join(folder, 'seat.json')).mode & 0o077).toBe(0);
});

test('another user of this computer learns which clinic it is, and nothing of the key', async () => {
  await new SeatStore(folder, aStore('ama'), 'linux').write(paired, 'Pharmacy counter');
  expect(await new SeatStore(folder, aStore('kofi'), 'linux').read()).toEqual({ seatOf: { ...seatOf, isSealed: true } });
});

test('without a key store it lies in a plain file for this user only, and the screen is told', async () => {
  const store = new SeatStore(folder, aStore('ama', 'basic_text'), 'linux');
  await store.write(paired, 'Pharmacy counter');
  expect(await store.read()).toEqual({ seatOf: { ...seatOf, isSealed: false }, paired });
  expect(statSync(join(folder, 'seat.json')).mode & 0o077).toBe(0);
});

test('forgotten, it is no seat any more', async () => {
  const store = new SeatStore(folder, aStore('ama'), 'linux');
  await store.write(paired, 'Pharmacy counter');
  store.forget();
  store.forget();
  expect(await store.read()).toBeUndefined();
});
