import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { changeKeyOfCopy, openDatabase } from '../../../../db/open.ts';
import { verifyAudit } from '../../../../db/verifyAudit.ts';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { checkBlobs } from '../../../../main/backup/checkBlobs.ts';
import { stageNewKey } from '../../../../main/backup/stageNewKey.ts';
import { finishRestore } from '../../../../main/backup/swap.ts';
import { countRows, writeBackup } from '../../../../main/backup/writeBackup.ts';
import { keepBlob } from '../../../../main/documents/blobs.ts';
import { inTransaction, type Seat } from '../../../../main/facility/context.ts';
import { Host } from '../../../../main/facility/host.ts';
import { headVerifier } from '../../../../main/security/auditKey.ts';
import { readKeys } from '../../../../main/security/keys.ts';
import { openWithRecovery } from '../../../../main/security/recoveryWrap.ts';
import { aLot, anItem, aPatient } from '../../../support/factories.ts';
import { askAt, auditActions, callAt, clinicWithPasswords, minutesLater, rightPassword, signedInSeat } from '../../../support/signedIn.ts';
import type { TestClinic } from '../../../support/testContext.ts';

vi.setConfig({ testTimeout: 60_000 });

const watch = { isCancelled: () => false, step: () => undefined };
const aFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'medvault-datakey-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const keyOf = (clinic: TestClinic) => readKeys(clinic.facility.dataDir).databaseKey;

/** A clinic with a patient, a document of theirs, one of nobody's, a begun upload and stock. */
async function aFullClinic(): Promise<{ clinic: TestClinic; seat: Seat; blobId: string }> {
  const clinic = await clinicWithPasswords();
  const patientId = await aPatient(clinic, { familyName: 'Canaryfamily' });
  await aLot(clinic, { itemId: await anItem(clinic), expiry: '2028-01-31', onHand: 50 });
  const big = Buffer.alloc(300_000, 'Canarypicture ');
  const about = { name: 'x.pdf', mediaType: 'application/pdf' };
  const { blobId } = await inTransaction(clinic.ctx('doctor'), (ctx) => keepBlob(ctx, big, { ...about, patientId }));
  await inTransaction(clinic.ctx('doctor'), (ctx) => keepBlob(ctx, Buffer.from('nobody'), { ...about, patientId: null }));
  const upload = { name: 'u.png', mediaType: 'image/png', size: 300_000, sha256: 'a'.repeat(64), patientId };
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', upload);
  await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: Buffer.alloc(256 * 1024, 7).toString('base64') });
  return { clinic, seat: await signedInSeat(clinic, 'administrator'), blobId };
}

async function changed(clinic: TestClinic, seat: Seat): Promise<string> {
  const sheet = await callAt(clinic, seat, 'dataKey.prepare', {});
  await callAt(clinic, seat, 'dataKey.change', {});
  return sheet.groups.join('-');
}

test('under another data key every row and document is there, and nothing of the former key is left that opens them', async () => {
  const { clinic, seat, blobId } = await aFullClinic();
  const { dataDir } = clinic.facility;
  const [former, formerFile] = [keyOf(clinic), readFileSync(join(dataDir, 'medvault.key'), 'utf8')];
  const before = countRows(clinic.facility.raw);
  const names = readdirSync(join(dataDir, 'blobs'));
  const told: string[] = [];
  clinic.host.onNews(() => {
    const { progress } = clinic.host.status(seat);
    if (progress?.step.startsWith('newKey-') && progress.share > 0) told.push(progress.step);
  });
  const sheet = await changed(clinic, seat);

  const opened = clinic.host.open();
  const now = countRows(opened.raw);
  expect({ ...now, audit_event: 0, audit_head: 0 }).toEqual({ ...before, audit_event: 0, audit_head: 0 });
  expect(now['audit_event']).toBeGreaterThan(before['audit_event'] ?? 0);
  const databaseKey = keyOf(clinic);
  expect(databaseKey.equals(former)).toBe(false);
  expect(openWithRecovery(dataDir, sheet).equals(databaseKey)).toBe(true);
  expect(verifyAudit(opened.raw, headVerifier(dataDir)).firstBad).toBeNull();
  expect(verifyLedger(opened.raw).firstBad).toBeNull();
  expect(checkBlobs(opened.raw, dataDir, databaseKey, watch)).toEqual({ blobs: 2, uploads: 1, orphans: 0, firstBad: null });
  expect(readdirSync(join(dataDir, 'blobs')).some((name) => names.includes(name))).toBe(false);
  expect(readdirSync(dataDir).filter((name) => /replaced-|restore|stage|\.new$/.test(name))).toEqual([]);

  const read = await callAt(clinic, await signedInSeat(clinic, 'doctor', 'window-2'), 'blobs.read', { blobId, offset: 0 });
  expect(Buffer.from(read.base64, 'base64').toString()).toContain('Canarypicture');
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true }); // the session went on
  expect(auditActions({ ...clinic, facility: opened } as TestClinic)).toContain('change-key');
  expect([...new Set(told)]).toEqual(['newKey-copy', 'newKey-write', 'newKey-check', 'newKey-verify']);

  expect(() => openDatabase(join(dataDir, 'facility.db'), former, { readOnly: true })).toThrow('storage.wrong_key');
  expect(readFileSync(join(dataDir, 'medvault.key'), 'utf8')).not.toBe(formerFile);
  await clinic.host.close();
  writeFileSync(join(dataDir, 'medvault.key'), formerFile);
  const thief = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await thief.start();
  expect(thief.problem?.code).toBe('storage.wrong_key');
  await thief.close();
});

test('a backup from before opens with the sheet of its time and, on this computer, without; restored here it comes under the key in force', async () => {
  const { clinic, seat } = await aFullClinic();
  const { dataDir } = clinic.facility;
  const firstSheet = (await callAt(clinic, seat, 'recovery.renew', {})).groups.join('-');
  const folder = aFolder();
  const { name } = writeBackup({ dataDir, databaseKey: keyOf(clinic), target: folder, at: clinic.clock.now }, watch);
  const former = keyOf(clinic);
  const second = await changed(clinic, seat);
  minutesLater(clinic, 1);
  await changed(clinic, seat); // twice: the key before the last is still known

  expect(openWithRecovery(join(folder, name), firstSheet).equals(former)).toBe(true);
  expect(() => openWithRecovery(join(folder, name), second)).toThrow('recovery.wrong');
  expect(() => openWithRecovery(dataDir, second)).toThrow('recovery.wrong'); // its place was taken by the third
  expect(await callAt(clinic, seat, 'backups.verify', { folder, name })).toMatchObject({ ok: true, firstBad: null });

  clinic.host.open().raw.exec(`UPDATE patient SET family_name = 'After'`);
  const inForce = keyOf(clinic);
  await callAt(clinic, seat, 'backups.restore', { folder, name });
  const { raw } = clinic.host.open();
  expect(raw.prepare('SELECT family_name FROM patient').pluck().all()).toEqual(['Canaryfamily']);
  expect(keyOf(clinic).equals(inForce)).toBe(true);
  expect(checkBlobs(raw, dataDir, inForce, watch)).toMatchObject({ blobs: 2, firstBad: null });
  expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toBeNull();
});

test('it needs the right, a fresh proof, and the sheet in hand first', async () => {
  const { clinic, seat } = await aFullClinic();
  const doctor = await signedInSeat(clinic, 'doctor', 'window-3');
  expect(await askAt(clinic, doctor, 'dataKey.prepare', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await askAt(clinic, seat, 'dataKey.change', {})).toMatchObject({ error: { code: 'key.not_prepared' } });
  await callAt(clinic, seat, 'dataKey.prepare', {});
  minutesLater(clinic, 6);
  await callAt(clinic, seat, 'session.check', { hasInput: true });
  for (const method of ['dataKey.prepare', 'recovery.renew'] as const)
    expect(await askAt(clinic, seat, method, {})).toMatchObject({ error: { code: 'auth.proof_needed' } });
  const former = keyOf(clinic);
  minutesLater(clinic, 25); // in pieces: an idle session would be locked
  await callAt(clinic, seat, 'session.unlock', { password: rightPassword });
  expect(await askAt(clinic, seat, 'dataKey.change', {})).toMatchObject({ error: { code: 'key.not_prepared' } }); // half an hour ago
  await callAt(clinic, seat, 'session.prove', { password: rightPassword });
  await callAt(clinic, seat, 'dataKey.prepare', {});
  await callAt(clinic, seat, 'dataKey.change', {});
  expect(keyOf(clinic).equals(former)).toBe(false);
  expect(await askAt(clinic, seat, 'dataKey.change', {})).toMatchObject({ error: { code: 'key.not_prepared' } });
});

test('data that fails its check keeps its key, is opened again as it was, and the document is named', async () => {
  const { clinic, seat } = await aFullClinic();
  const { dataDir } = clinic.facility;
  const former = keyOf(clinic);
  const blob = clinic.facility.raw.prepare('SELECT file_name FROM blob WHERE patient_id IS NOT NULL').pluck().get() as string;
  const path = join(dataDir, 'blobs', blob);
  const bytes = readFileSync(path);
  bytes[50] = (bytes[50] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await callAt(clinic, seat, 'dataKey.prepare', {});
  const refused = { error: { code: 'key.not_changed', data: { what: `blobs/${blob}`, why: 'not readable' } } };
  expect(await askAt(clinic, seat, 'dataKey.change', {})).toMatchObject(refused);
  expect(keyOf(clinic).equals(former)).toBe(true);
  expect(clinic.host.status(seat).state).toBe('open');
  expect(existsSync(join(dataDir, 'restore-stage'))).toBe(false);
});

test('once its journal is there the change ends, from every place that it could have stopped at', async () => {
  const { clinic, seat } = await aFullClinic();
  await callAt(clinic, seat, 'dataKey.prepare', {});
  const { dataDir } = clinic.facility;
  await clinic.host.close();
  const [newKey, recoverySecret] = [Buffer.alloc(32, 5), Buffer.alloc(16, 6)];
  const names = ['facility.db', 'blobs', 'keys.json', 'audit.key', 'medvault.key'];
  const moves = names.flatMap((name) => [`${name} aside`, `${name} in`]);
  for (let done = 0; done <= moves.length; done++) {
    const copy = aFolder();
    cpSync(dataDir, copy, { recursive: true, filter: (source) => !source.endsWith('.sock') });
    const job = { dataDir: copy, unlock: {}, newKey, recoverySecret, actor: { kind: 'command', id: 'test' } as const, seatId: null };
    const staged = stageNewKey({ ...job, at: clinic.clock.now }, watch);
    expect(readKeys(copy).databaseKey.equals(newKey)).toBe(false); // until here nothing was changed
    writeFileSync(join(copy, 'restore.json'), JSON.stringify(staged));
    mkdirSync(join(copy, staged.aside));
    for (const move of moves.slice(0, done)) {
      const [name = '', where] = move.split(' ');
      const [from, to] = where === 'aside' ? [copy, join(copy, staged.aside)] : [join(copy, 'restore-stage'), copy];
      renameSync(join(from, name), join(to, name));
    }
    finishRestore(copy);
    finishRestore(copy); // told twice is told once
    expect(readKeys(copy).databaseKey.equals(newKey), `after ${done} moves`).toBe(true);
    const { raw } = openDatabase(join(copy, 'facility.db'), newKey, { readOnly: true });
    expect(checkBlobs(raw, copy, newKey, watch).firstBad, `after ${done} moves`).toBeNull();
    expect(verifyAudit(raw, headVerifier(copy)).firstBad).toBeNull();
    raw.close();
    expect(readdirSync(copy).filter((name) => /restore|replaced/.test(name))).toEqual([]);
  }
});

test('a file that somebody else has open is never given another key', () => {
  const path = join(aFolder(), 'copy.db');
  const [from, to] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const { raw } = openDatabase(path, from);
  raw.exec(`CREATE TABLE told (text TEXT) STRICT; INSERT INTO told VALUES ('here')`);
  const reader = openDatabase(path, from, { readOnly: true });
  expect(reader.raw.prepare('SELECT text FROM told').pluck().get()).toBe('here');
  expect(() => changeKeyOfCopy(path, from, to)).toThrow('storage.in_use');
  expect(reader.raw.prepare('SELECT text FROM told').pluck().get()).toBe('here');
  reader.raw.close();
  raw.close();
  const again = openDatabase(path, from);
  expect(again.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  again.raw.close();
  changeKeyOfCopy(path, from, to);
  expect(() => openDatabase(path, from)).toThrow('storage.wrong_key');
  const changed = openDatabase(path, to);
  expect(changed.raw.prepare('SELECT text FROM told').pluck().get()).toBe('here');
  changed.raw.close();
});

test('whatever is derived from the data key is known to the change of it', () => {
  const root = join(import.meta.dirname, '../../../..');
  const purposes = globSync('{db,main,sync}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('security/recoveryKey.ts')) // derived from the printed secret, not from the data key
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/deriveKey\([^,()]+, ('[^']*'|[^)]*)\)/g)].map((found) => found[1]),
    );
  const carriedOver = ["'person keys'", "'blob names'", "'blobs of nobody'", "'fingerprint'", "'former keys'"]; // main/backup/reEncrypt.ts, main/security/replaceKeys.ts
  const ofOneBackup = ["'backup manifest'"]; // a backup keeps the key that it was made under
  expect(new Set(purposes.filter((purpose) => purpose !== 'purpose: string'))).toEqual(new Set([...carriedOver, ...ofOneBackup]));
});
