import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { readKeys } from '../../main/security/keys.ts';
import { parseKeys } from '../../main/security/keysFile.ts';
import { newArgon2Facts, passphraseKey } from '../../main/security/passphrase.ts';
import { openWithRecovery, renewRecoveryKey } from '../../main/security/recoveryWrap.ts';
import { medvault, startMedvault } from '../support/medvault.ts';
import { pdfText } from '../support/pdf.ts';
import { smallDisk } from '../support/smallDisk.ts';

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
const passphrase = 'seven goats climb the blue ladder';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  dataDir = join(folder, 'data');
}, 120_000);

async function aFacility(options: { keyEncryptionKey?: Uint8Array } = {}): Promise<Host> {
  const host = new Host({ dataDir, log, ...options });
  await host.start();
  await makeFacility(host, self, []);
  onTestFinished(() => host.close());
  return host;
}

const argon2Of = (folder: string) => parseKeys(folder).wraps.find(({ kind }) => kind === 'passphrase')!.argon2!;

/** `medvault serve`, ready. */
async function serving(args: readonly string[], firstLine = ''): Promise<{ end: () => Promise<void>; stderr: () => string }> {
  const child = startMedvault(['serve', '--data', dataDir, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  if (firstLine !== '') child.stdin!.write(`${firstLine}\n`);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', () => reject(new Error(`It ended before it was ready: ${stderr}`)));
  });
  expect(JSON.parse(line)).toMatchObject({ pid: child.pid });
  return {
    stderr: () => stderr,
    end: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

test('a passphrase beside the key file opens the folder; without the key file it does so alone; nothing of it is on any disk', async () => {
  await (await aFacility()).close();
  expect(await medvault(['key', 'list', '--data', dataDir])).toMatchObject({ code: 0, json: { dailyKeys: ['key-file'] } });
  expect(await medvault(['key', 'add', 'passphrase', '--data', dataDir], 'too short\n')).toMatchObject({
    code: 1,
    json: { error: { code: 'key.weak_passphrase' } },
  });
  const added = await medvault(['key', 'add', 'passphrase', '--data', dataDir], `${passphrase}\n`);
  expect(added).toMatchObject({ code: 0, json: { ok: true, dailyKeys: ['key-file', 'passphrase'] } });
  expect(await medvault(['key', 'remove', 'key-file', '--data', dataDir])).toMatchObject({
    code: 1,
    json: { error: { code: 'key.last' } },
  });
  const removed = await medvault(['key', 'remove', 'key-file', '--passphrase', '--data', dataDir], `${passphrase}\n`);
  expect(removed).toMatchObject({ code: 0, json: { dailyKeys: ['passphrase'] } });
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false);

  const audit = (args: string[], stdin = '') => medvault(['audit', 'verify', '--data', dataDir, ...args], stdin);
  expect(await audit([])).toMatchObject({ code: 1, json: { error: { code: 'storage.key_missing' } } });
  expect(await audit(['--passphrase'], 'seven goats climb the red ladder\n')).toMatchObject({
    json: { error: { code: 'storage.wrong_key' } },
  });
  expect(await audit(['--passphrase'], `${passphrase}\n`)).toMatchObject({ code: 0, json: { ok: true } });

  const served = await serving(['--passphrase'], passphrase);
  expect(await audit([])).toMatchObject({ code: 0, json: { ok: true } }); // asked of the facility that runs
  await served.end();
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()))
    expect(readFileSync(join(entry.parentPath, entry.name)).includes('goats'), entry.name).toBe(false);
}, 120_000);

test('a new folder takes the passphrase it is first served with, and no key file is made', async () => {
  mkdirSync(dataDir);
  const refused = await medvault(['serve', '--data', dataDir, '--passphrase'], 'short\n');
  expect(refused).toMatchObject({ code: 1, json: { error: { code: 'key.weak_passphrase' } } });
  const host = new Host({ dataDir, log, passphrase: await passphraseKey(passphrase, newArgon2Facts()) });
  await host.start();
  await makeFacility(host, self, []);
  expect(host.status({ id: 'w', kind: 'window', user: null }).keyProtection).toBe('passphrase');
  await host.close();
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false);
  await (await serving(['--passphrase'], passphrase)).end();

  // a key file beside the data is told, whatever else opened it
  const added = await medvault(
    ['key', 'add', 'key-file', '--file', join(dataDir, 'medvault.key'), '--passphrase', '--data', dataDir],
    `${passphrase}\n`,
  );
  expect(added).toMatchObject({ json: { dailyKeys: ['passphrase', 'key-file'] } });
  const weaker = new Host({ dataDir, log, isAlone: true, passphrase: await passphraseKey(passphrase, argon2Of(dataDir)) });
  await weaker.start();
  expect(weaker.status({ id: 'w', kind: 'window', user: null }).keyProtection).toBe('key-file');
  await weaker.close();
}, 120_000);

test('a key file on another disk protects; on the disk of the data it is said that it does not', async () => {
  await (await aFacility()).close();
  const beside = join(folder, 'beside.key');
  const elsewhere = join(smallDisk(1).path, 'medvault.key');
  expect(await medvault(['key', 'add', 'key-file', '--file', beside, '--data', dataDir])).toMatchObject({
    json: { dailyKeys: ['key-file'] },
  });
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false); // it would open nothing any more
  expect(statSync(beside).mode & 0o077).toBe(0);
  const served = await serving(['--key-file', beside]);
  expect(served.stderr()).toMatch(/does not protect/);
  await served.end();
  const protectionWith = async (keyFile: string) => {
    const host = new Host({ dataDir, log, isAlone: true, keyFile });
    await host.start();
    await host.close();
    return host.status({ id: 'w', kind: 'window', user: null }).keyProtection;
  };
  expect(await protectionWith(beside)).toBe('key-file');
  const moved = await medvault(['key', 'add', 'key-file', '--key-file', beside, '--file', elsewhere, '--data', dataDir]);
  expect(moved).toMatchObject({ code: 0 });
  expect(await protectionWith(elsewhere)).toBe('key-file-apart');
  expect(await protectionWith(beside)).toBeUndefined();
}, 120_000);

test('under the key store of the operating system commands ask the facility that runs, and it goes on working', async () => {
  const keyEncryptionKey = new Uint8Array(32).fill(6);
  const host = await aFacility({ keyEncryptionKey });
  const target = join(folder, 'stick');
  const backedUp = await medvault(['backup', '--data', dataDir, '--to', target]);
  expect(backedUp, JSON.stringify(backedUp)).toMatchObject({
    code: 0,
    json: { ok: true, backup: expect.stringContaining('stick') as string },
  });
  const backup = backedUp.json['backup'] as string;
  for (const args of [['verify'], ['audit', 'verify'], ['ledger', 'verify']])
    expect(await medvault([...args, '--data', dataDir]), args.join(' ')).toMatchObject({ code: 0, json: { ok: true } });
  expect(await medvault(['key', 'add', 'passphrase', '--data', dataDir], `${passphrase}\n`)).toMatchObject({
    json: { dailyKeys: ['os', 'passphrase'] },
  });
  expect(
    await medvault(['key', 'change', '--sheet', join(folder, 's.pdf'), '--passphrase', '--data', dataDir], `${passphrase}\n`),
  ).toMatchObject({
    code: 1,
    json: { error: { code: 'storage.in_use' } },
  });
  const told = host
    .open()
    .raw.prepare(`SELECT action || ' ' || resource FROM audit_event WHERE actor_kind = 'command' ORDER BY seq`)
    .pluck()
    .all();
  expect(told).toEqual(expect.arrayContaining(['backup backup_run', 'add daily_key']));
  expect(statSync(join(dataDir, 'door.sock')).mode & 0o077).toBe(0);
  const sheet = renewRecoveryKey(dataDir, readKeys(dataDir, { os: keyEncryptionKey }).databaseKey, '2026-11-21T08:00:00.000Z').join('-');
  await host.close();

  // nobody runs: the passphrase and the printed key open the same
  for (const [flag, secret] of [
    ['--passphrase', passphrase],
    ['--recovery-key', sheet],
  ] as const)
    for (const args of [['verify'], ['audit', 'verify'], ['backup', '--to', target]])
      expect(await medvault([...args, '--data', dataDir, flag], `${secret}\n`), `${args.join(' ')} ${flag}`).toMatchObject({ code: 0 });
  expect(await medvault(['verify', '--data', dataDir])).toMatchObject({ code: 1, json: { error: { code: 'storage.key_missing' } } });
  expect(await medvault(['verify', '--backup', backup, '--data', dataDir, '--passphrase'], `${passphrase}\n`)).toMatchObject({ code: 0 });
  const other = join(folder, 'restored');
  const restored = await medvault(['restore', '--from', backup, '--data', other, '--recovery-key'], `${sheet}\n`);
  expect(restored).toMatchObject({ code: 1, json: { error: { code: 'recovery.wrong' } } }); // the sheet is younger than that backup
}, 120_000);

test('nonsense at the door is not answered, and the door stays open for who asks rightly', async () => {
  await aFacility();
  const path = join(dataDir, 'door.sock');
  for (const text of ['{"t":"patients"}\n', 'x'.repeat(20_000), '{}\n\n', '{"t":"backup","to":""}\n']) {
    const socket = createConnection(path);
    socket.on('error', () => undefined);
    let answered = '';
    socket.on('data', (chunk: Buffer) => (answered += chunk.toString()));
    socket.write(text);
    await once(socket, 'close');
    expect(answered).toBe('');
  }
  expect(await medvault(['ledger', 'verify', '--data', dataDir])).toMatchObject({ code: 0 });
}, 120_000);

test('the data key is changed by command: the new sheet first, then everything, and the former sheet opens nothing here', async () => {
  const host = await aFacility();
  const former = readKeys(dataDir).databaseKey;
  const sheet = renewRecoveryKey(dataDir, former, '2026-11-21T08:00:00.000Z').join('-');
  await host.close();
  const pdf = join(folder, 'sheet.pdf');
  writeFileSync(pdf, 'mine');
  expect(await medvault(['key', 'change', '--sheet', pdf, '--data', dataDir])).toMatchObject({ json: { error: { code: 'file.exists' } } });
  expect(readKeys(dataDir).databaseKey.equals(former)).toBe(true);
  rmSync(pdf);
  const changed = await medvault(['key', 'change', '--sheet', pdf, '--data', dataDir]);
  expect(changed).toMatchObject({ code: 0, json: { ok: true, dailyKeys: ['key-file'] } });
  const text = (await pdfText(new Uint8Array(readFileSync(pdf))))[0] ?? '';
  const groups = text.match(/\b[0-9A-HJKMNP-TV-Z]{4}\b/g) ?? [];
  const inForce = readKeys(dataDir).databaseKey;
  expect(inForce.equals(former)).toBe(false);
  const opens = groups.some((_group, index) => {
    try {
      return openWithRecovery(dataDir, groups.slice(index, index + 7).join('')).equals(inForce);
    } catch {
      return false;
    }
  });
  expect(opens).toBe(true);
  expect(() => openWithRecovery(dataDir, sheet)).toThrow('recovery.wrong');
  expect(await medvault(['verify', '--data', dataDir])).toMatchObject({ code: 0, json: { ok: true, firstBad: null } });
}, 120_000);
