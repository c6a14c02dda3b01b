import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Host } from '../../../../main/facility/host.ts';
import { makeFacility } from '../../../../main/facility/setUp.ts';
import { makeKeys, readKeys } from '../../../../main/security/keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const log = pino({ level: 'silent' });
const self = {
  name: 'Key Clinic',
  type: 'clinic',
  timeZone: 'Africa/Accra',
  latitude: null,
  longitude: null,
  currency: 'GHS',
  locale: 'en',
} as const;

async function aFacility(keyEncryptionKey?: Uint8Array): Promise<void> {
  const host = new Host({ dataDir: folder, log, ...(keyEncryptionKey ? { keyEncryptionKey } : {}) });
  await host.start();
  await makeFacility(host, self, []);
  await host.close();
}
async function problemAtStart(keyEncryptionKey?: Uint8Array): Promise<string | undefined> {
  const host = new Host({ dataDir: folder, log, ...(keyEncryptionKey ? { keyEncryptionKey } : {}) });
  await host.start();
  const code = host.problem?.code;
  await host.close();
  return code;
}

test('the data key stands nowhere in the open; the key file is its owner’s only', () => {
  const { databaseKey, protection } = makeKeys(folder);
  expect(protection).toBe('key-file');
  for (const name of ['keys.json', 'medvault.key', 'audit.key']) {
    const bytes = readFileSync(join(folder, name));
    expect(bytes.includes(databaseKey)).toBe(false);
    expect(bytes.toString('latin1')).not.toContain(databaseKey.toString('hex'));
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  }
  expect(readKeys(folder).databaseKey.equals(databaseKey)).toBe(true);
});

test('with a key of the operating system no key file is made, and another key does not open it', async () => {
  const wrapping = new Uint8Array(32).fill(3);
  await aFacility(wrapping);
  expect(existsSync(join(folder, 'medvault.key'))).toBe(false);
  expect(await problemAtStart(wrapping)).toBeUndefined();
  expect(await problemAtStart()).toBe('storage.key_missing');
  expect(await problemAtStart(new Uint8Array(32).fill(4))).toBe('storage.wrong_key');
});

test('each bad start has its name, and leaves the folder as it was', async () => {
  await aFacility();
  const whole = readFileSync(join(folder, 'facility.db'));
  const key = readFileSync(join(folder, 'medvault.key'));

  writeFileSync(join(folder, 'medvault.key'), `${'ab'.repeat(32)}\n`);
  expect(await problemAtStart()).toBe('storage.wrong_key');
  rmSync(join(folder, 'medvault.key'));
  expect(await problemAtStart()).toBe('storage.key_missing');
  writeFileSync(join(folder, 'medvault.key'), key);

  writeFileSync(join(folder, 'facility.db'), Buffer.concat([Buffer.alloc(4096, 0x55), whole.subarray(4096)]));
  expect(await problemAtStart()).toBe('storage.damaged');
  writeFileSync(join(folder, 'facility.db'), whole);

  const keys = readFileSync(join(folder, 'keys.json'));
  writeFileSync(join(folder, 'keys.json'), '{ "version": 1, "wr');
  expect(await problemAtStart()).toBe('storage.damaged');
  writeFileSync(join(folder, 'keys.json'), keys);

  expect(await problemAtStart()).toBeUndefined();
});

test('a second process on the same folder is told that it is in use', async () => {
  await aFacility();
  const first = new Host({ dataDir: folder, log });
  await first.start();
  expect(await problemAtStart()).toBe('storage.in_use');
  await first.close();
  expect(await problemAtStart()).toBeUndefined();
});

test('a set-up that was interrupted is begun again with the same keys', async () => {
  makeKeys(folder);
  const before = readFileSync(join(folder, 'keys.json'), 'utf8');
  await aFacility();
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(before);
  expect(await problemAtStart()).toBeUndefined();
});
