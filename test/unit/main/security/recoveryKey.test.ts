import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { until } from '../../../../main/demo/step.ts';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { Host } from '../../../../main/facility/host.ts';
import { verifyAudit } from '../../../../db/verifyAudit.ts';
import { headVerifier } from '../../../../main/security/auditKey.ts';
import { readRecoveryKey, writeRecoveryKey } from '../../../../main/security/recoveryKey.ts';
import type { Output } from '../../../../preload/contract/index.ts';
import { decodeQr, pdfPageImage, pdfText } from '../../../support/pdf.ts';

const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('what is printed reads back, however it is typed', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const groups = writeRecoveryKey(secret);
      expect(groups.map((group) => group.length)).toEqual([4, 4, 4, 4, 4, 4, 4]);
      expect(groups.join('')).not.toMatch(/[OILU]/);
      const typed = groups.join(' - ').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
      expect([...readRecoveryKey(typed)]).toEqual([...secret]);
    }),
  );
});

test('a wrong, missing or further sign is told at once', () => {
  const text = writeRecoveryKey(Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')).join('');
  let told = 0;
  for (let at = 0; at < text.length; at++) {
    const wrong = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
    try {
      readRecoveryKey(wrong);
    } catch (error) {
      expect(error).toMatchObject({ code: 'recovery.mistyped', data: { signs: 28 } });
      told++;
    }
  }
  expect(told).toBe(text.length);
  for (const odd of ['', 'x', text.slice(1), `${text}0`, `U${text.slice(1)}`, '🗝'.repeat(28)])
    expect(() => readRecoveryKey(odd)).toThrow('recovery.mistyped');
});

let folder: string;
let host: Host;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-recovery-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seat = () => ({ id: 'window-1', kind: 'window' as const, user: null });
async function open(keyEncryptionKey?: Uint8Array): Promise<Host> {
  host = new Host({ dataDir: folder, log: pino({ level: 'silent' }), isAlone: true, ...(keyEncryptionKey ? { keyEncryptionKey } : {}) });
  await host.start();
  const opened = host;
  onTestFinished(() => opened.close());
  return host;
}
const ask = (method: string, input: unknown) => dispatch(host, seat(), { id: '1', method, input });

async function setUp(): Promise<Output<'facility.setUp'>> {
  const answer = await ask('facility.setUp', {
    name: 'Key Clinic',
    type: 'clinic',
    timeZone: 'Africa/Accra',
    latitude: null,
    longitude: null,
    currency: 'GHS',
    locale: 'fr',
    administrator: { displayName: 'Efua Mensah', username: 'efua', password: 'a long sentence' },
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as Output<'facility.setUp'>;
}

test('setting up answers the key once, with its sheet, and no file of the folder holds it', async () => {
  await open();
  const { recovery } = await setUp();
  const sheet = Buffer.from(recovery.pdfBase64, 'base64');
  const pages = await pdfText(new Uint8Array(sheet));
  expect(pages).toHaveLength(1);
  for (const group of recovery.groups) expect(pages[0]).toContain(group);
  expect(await decodeQr(await pdfPageImage(new Uint8Array(sheet), 1))).toEqual([recovery.groups.join('-')]);
  await host.close();
  const secret = readRecoveryKey(recovery.groups.join(''));
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const bytes = readFileSync(join(name.parentPath, name.name));
    expect(bytes.includes(secret), name.name).toBe(false);
    for (const form of [recovery.groups.join('-'), recovery.groups.join(''), secret.toString('hex'), secret.toString('base64')])
      expect(bytes.includes(form), `${name.name} ${form}`).toBe(false);
  }
});

test.each([['the key store', new Uint8Array(32).fill(9)] as const, ['the key file', undefined] as const])(
  'losing %s is survived with the recovery key, and the audit stays whole',
  async (_what, keyStore) => {
    await open(keyStore);
    const { recovery } = await setUp();
    await host.close();
    rmSync(join(folder, 'medvault.key'), { force: true });

    await open();
    expect(host.status(seat())).toMatchObject({ state: 'failed', problem: { code: 'storage.key_missing' } });
    const before = readFileSync(join(folder, 'keys.json'));
    expect(await ask('facility.recover', { recoveryKey: 'not a key' })).toMatchObject({ error: { code: 'recovery.mistyped' } });
    const other = writeRecoveryKey(Buffer.alloc(16, 1)).join('-');
    expect(await ask('facility.recover', { recoveryKey: other })).toMatchObject({ error: { code: 'recovery.wrong' } });
    expect(readFileSync(join(folder, 'keys.json')).equals(before)).toBe(true);

    expect(await ask('facility.recover', { recoveryKey: recovery.groups.join(' ').toLowerCase() })).toMatchObject({ ok: true });
    expect(host.status(seat())).toMatchObject({ state: 'open', keyProtection: 'key-file' });
    await host.close();

    await open(); // and at every later start
    expect(host.problem).toBeUndefined();
    const { raw } = host.open();
    expect(raw.prepare('SELECT name FROM facility').pluck().get()).toBe('Key Clinic');
    expect(verifyAudit(raw, headVerifier(folder))).toMatchObject({ ok: true, firstBad: null });
    expect(raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'recover'`).pluck().get()).toBe(1);
    expect(await ask('facility.recover', { recoveryKey: recovery.groups.join(' ') })).toMatchObject({ error: { code: 'auth.forbidden' } });
  },
);

test('under a key store of the operating system no key file is made when the data is recovered', async () => {
  await open(new Uint8Array(32).fill(9));
  const { recovery } = await setUp();
  await host.close();
  const newStore = new Uint8Array(32).fill(10);
  await open(newStore);
  expect(await ask('facility.recover', { recoveryKey: recovery.groups.join('') })).toMatchObject({ ok: true });
  expect(existsSync(join(folder, 'medvault.key'))).toBe(false);
  await host.close();
  await open(newStore);
  expect(host.status(seat())).toMatchObject({ state: 'open', keyProtection: 'os' });
});

test('a new recovery key makes the former sheet worthless, by the administrator only, and says so in the audit', async () => {
  await open();
  const { recovery: former } = await setUp();
  const signedIn = seat();
  const asked = (method: string, input: unknown) => dispatch(host, signedIn, { id: '1', method, input });
  expect(await asked('recovery.renew', {})).toMatchObject({ error: { code: 'auth.signed_out' } });
  expect(await asked('session.signIn', { username: 'efua', password: 'a long sentence' })).toMatchObject({ ok: true });
  const renewed = (await asked('recovery.renew', {})) as { ok: true; value: Output<'recovery.renew'> };
  expect(renewed.ok).toBe(true);
  expect(renewed.value.groups).not.toEqual(former.groups);
  const told = host
    .open()
    .raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'recovery_key' AND action = 'renew'`)
    .pluck()
    .get();
  expect(told).toBe(1);
  await host.close();
  writeFileSync(join(folder, 'medvault.key'), 'rubbish');
  await open();
  expect(await ask('facility.recover', { recoveryKey: former.groups.join('') })).toMatchObject({ error: { code: 'recovery.wrong' } });
  expect(await ask('facility.recover', { recoveryKey: renewed.value.groups.join('') })).toMatchObject({ ok: true });
});

test('the process under a window says ready once the recovery key has opened what it could not', async () => {
  await open();
  const { recovery } = await setUp();
  await host.close();
  rmSync(join(folder, 'medvault.key'));
  const child = fork(join(import.meta.dirname, '../../../../main/facility/start.ts'), [], { serialization: 'advanced', stdio: 'ignore' });
  onTestFinished(() => void child.kill());
  const heard: string[] = [];
  child.on('message', ({ t }: { t: string }) => void heard.push(t));
  child.send({ t: 'start', dataDir: folder });
  await until('it has failed', 10, async () => heard.includes('failed'));
  child.send({ t: 'port-open', id: 'p', seat: { id: 'seat-1', kind: 'window' } });
  const message = { id: '1', method: 'facility.recover', input: { recoveryKey: recovery.groups.join('') } };
  child.send({ t: 'port', id: 'p', message });
  await until('it is ready', 10, async () => heard.includes('ready'));
  child.send({ t: 'shutdown' });
  expect((await once(child, 'exit'))[0]).toBe(0);
});
