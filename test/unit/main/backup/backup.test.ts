import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../db/open.ts';
import { backUpDaily } from '../../../../main/backup/make.ts';
import { macOf, readManifest } from '../../../../main/backup/manifest.ts';
import { presentFacility } from '../../../../main/backup/presentFacility.ts';
import { stageRestore } from '../../../../main/backup/stageRestore.ts';
import { commitRestore, finishRestore } from '../../../../main/backup/swap.ts';
import { verifyBackup } from '../../../../main/backup/verifyBackup.ts';
import { writeBackup } from '../../../../main/backup/writeBackup.ts';
import { until } from '../../../../main/demo/step.ts';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { Host } from '../../../../main/facility/host.ts';
import { keepBlob } from '../../../../main/documents/blobs.ts';
import { openWithRecovery, renewRecoveryKey } from '../../../../main/security/recoveryWrap.ts';
import { readKeys } from '../../../../main/security/keys.ts';
import { aPatient } from '../../../support/factories.ts';
import { askAt, callAt, clinicWithPasswords, minutesLater, rightPassword, signedInSeat } from '../../../support/signedIn.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const watch = { isCancelled: () => false, step: () => undefined };
const at = '2026-11-21T08:00:00.000Z';

function aFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'medvault-backup-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
const keyOf = (clinic: TestClinic) => readKeys(clinic.facility.dataDir).databaseKey;
function aBackup(clinic: TestClinic, more: { partBytes?: number; at?: string } = {}): string {
  const target = aFolder();
  const made = writeBackup({ dataDir: clinic.facility.dataDir, databaseKey: keyOf(clinic), target, at, ...more }, watch);
  return join(target, made.name);
}
const verified = (clinic: TestClinic, backup: string) => verifyBackup({ backup, databaseKey: keyOf(clinic), workDir: aFolder() }, watch);

function flipByte(path: string, place: number): void {
  const bytes = readFileSync(path);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function aBlob(clinic: TestClinic, text: string): Promise<void> {
  await inTransaction(clinic.ctx('doctor'), (ctx) =>
    keepBlob(ctx, Buffer.from(text), { name: 'x.pdf', mediaType: 'application/pdf', patientId: null }),
  );
}

test('a backup made while the clinic works is whole, encrypted, and says what is in it', async () => {
  const clinic = await testClinic();
  await aPatient(clinic, { familyName: 'Canaryfamily' });
  await aBlob(clinic, 'Canarypicture');
  const backup = aBackup(clinic);
  expect(verified(clinic, backup)).toMatchObject({ ok: true, blobs: 1, code: clinic.facility.self.code, firstBad: null });
  expect(readManifest(backup).rows).toMatchObject({ patient: 1, blob: 1 });
  expect(readdirSync(dirname(backup))).toHaveLength(1);
  for (const entry of readdirSync(backup, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
    const bytes = readFileSync(join(entry.parentPath, entry.name)).toString('latin1');
    expect(bytes, entry.name).not.toMatch(/Canary|SQLite format|PRIVATE/);
    expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
  }
  expect(existsSync(join(backup, 'audit.key'))).toBe(false);
  expect(existsSync(join(backup, 'medvault.key'))).toBe(false);
});

test('a database too large for one file of the stick goes in parts, and comes back from them', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  const backup = aBackup(clinic, { partBytes: 100_000 });
  const parts = readdirSync(backup).filter((name) => name.startsWith('facility.db'));
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.every((name) => statSync(join(backup, name)).size <= 100_000)).toBe(true);
  expect(verified(clinic, backup).ok).toBe(true);
  expect(readdirSync(clinic.facility.dataDir).filter((name) => name.includes('work'))).toEqual([]);
  const dataDir = aFolder();
  commitRestore(
    dataDir,
    stageRestore({ backup, dataDir, databaseKey: keyOf(clinic), present: null, actor: { kind: 'command', id: 'test' }, at }, watch),
  );
  expect(presentFacility(dataDir)).toMatchObject({ facilityId: clinic.facility.self.id, epochLetter: 'B' });
});

test('one changed byte anywhere is named; so are a missing and a rewritten file', async () => {
  const clinic = await testClinic();
  await aBlob(clinic, 'a picture');
  const whole = aBackup(clinic);
  const damaged = (change: (backup: string) => void) => {
    const backup = join(aFolder(), 'copy');
    cpSync(whole, backup, { recursive: true });
    change(backup);
    return verified(clinic, backup).firstBad;
  };
  expect(damaged(() => undefined)).toBeNull();
  expect(damaged((b) => flipByte(join(b, 'facility.db'), 40_000))).toEqual({ what: 'facility.db', why: 'changed' });
  expect(damaged((b) => flipByte(join(b, 'keys.json'), 20))).toMatchObject({ what: 'keys.json' });
  expect(damaged((b) => rmSync(join(b, 'blobs.json')))).toEqual({ what: 'blobs.json', why: 'missing' });
  const [blob] = readdirSync(join(whole, 'blobs'));
  expect(damaged((b) => flipByte(join(b, 'blobs', blob!), 3))).toEqual({ what: `blobs/${blob}`, why: 'changed' });
  const older = (b: string) => {
    const manifest = JSON.parse(readFileSync(join(b, 'manifest.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(join(b, 'manifest.json'), JSON.stringify({ ...manifest, at: '2020-01-01T00:00:00.000Z' }));
  };
  expect(damaged(older)).toEqual({ what: 'manifest.json', why: 'changed' });
  expect(() => damaged((b) => writeFileSync(join(b, 'manifest.json'), '{'))).toThrow('backup.damaged');
  expect(() => damaged((b) => rmSync(join(b, 'manifest.json')))).toThrow('backup.not_found');
});

test('a facility whose audit was rewritten makes no backup that looks good', async () => {
  const clinic = await testClinic();
  clinic.facility.raw.exec(`DROP TRIGGER audit_event_no_update; UPDATE audit_event SET reason = 'forged' WHERE seq = 2`);
  expect(() => aBackup(clinic)).toThrow(
    expect.objectContaining({ code: 'backup.damaged', data: { what: 'audit_event', why: 'changed, audit line 2' } }),
  );
});

const presentOf = (clinic: TestClinic) => ({ facilityId: clinic.facility.self.id, epochLetter: clinic.facility.self.epoch_letter });

test('a backup that is stopped leaves nothing that looks like one, and what an interrupted attempt left is swept away', async () => {
  const clinic = await testClinic();
  const target = aFolder();
  let steps = 0;
  const stopping = { isCancelled: () => steps > 0, step: () => void steps++ };
  expect(() => writeBackup({ dataDir: clinic.facility.dataDir, databaseKey: keyOf(clinic), target, at }, stopping)).toThrow(
    'backup.cancelled',
  );
  expect(readdirSync(target)).toEqual([]);
  const { code } = clinic.facility.self;
  mkdirSync(join(target, `medvault-${code}-20261101T000000000Z.partial-999999999`));
  mkdirSync(join(target, `medvault-ZZZZZZ-20261101T000000000Z.partial-999999999`)); // somebody else's on the same stick
  writeBackup({ dataDir: clinic.facility.dataDir, databaseKey: keyOf(clinic), target, at }, watch);
  expect(readdirSync(target).filter((name) => name.includes('partial'))).toEqual(['medvault-ZZZZZZ-20261101T000000000Z.partial-999999999']);
});

test('a restore brings back the day of the backup, keeps today aside, and gives no number twice', async () => {
  const clinic = await clinicWithPasswords();
  await aPatient(clinic, { familyName: 'Before' });
  await aBlob(clinic, 'kept');
  const folder = aFolder();
  const { started } = await clinic.call('administrator', 'backups.make', { folder });
  expect(started).toBe(true);
  await until('it is made', 10, async () => (await clinic.call('administrator', 'backups.status', {})).running === null);
  const [{ name } = { name: '' }] = (await clinic.call('administrator', 'backups.list', { folder })).backups;
  await aPatient(clinic, { familyName: 'After' });
  await aBlob(clinic, 'lost again');

  const preview = await clinic.call('administrator', 'backups.preview', { folder, name });
  expect(preview.counts[0]).toEqual({ table: 'patient', then: 1, now: 2 });
  expect(preview.newerLines).toBeGreaterThan(0);
  expect(preview.nextEpochLetter).toBe('B');

  const { dataDir, self } = clinic.facility;
  const seat = await signedInSeat(clinic, 'administrator');
  minutesLater(clinic, 5.5);
  expect(await askAt(clinic, seat, 'backups.restore', { folder, name })).toMatchObject({ error: { code: 'auth.proof_needed' } });
  await callAt(clinic, seat, 'session.prove', { password: rightPassword });
  const restored = await callAt(clinic, seat, 'backups.restore', { folder, name });
  expect(restored.epochLetter).toBe('B');
  const now = clinic.host.open();
  expect(now.raw.prepare('SELECT family_name FROM patient').pluck().all()).toEqual(['Before']);
  expect(now.self.epoch_id).not.toBe(self.epoch_id);
  expect(now.self.epoch_letter).toBe('B');
  expect(readdirSync(join(dataDir, 'blobs'))).toHaveLength(1);
  expect(now.raw.prepare('SELECT count(*) FROM session WHERE ended_at IS NULL').pluck().get()).toBe(0);
  const { raw: replaced } = openDatabase(join(dataDir, restored.aside, 'facility.db'), keyOf(clinic), { readOnly: true });
  expect(replaced.prepare('SELECT family_name FROM patient ORDER BY family_name').pluck().all()).toEqual(['After', 'Before']);
  replaced.close();
  const told = now.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'restore' AND resource = 'facility'`).pluck().get();
  expect(told).toBe(1);
});

test('the same backup restored twice begins a new letter each time, also in another folder beside newer backups', async () => {
  const clinic = await testClinic();
  const backup = aBackup(clinic);
  const dataDir = aFolder();
  const restoreInto = (when: string) => {
    const present = presentFacility(dataDir);
    const job = { backup, dataDir, databaseKey: keyOf(clinic), present, actor: { kind: 'command', id: 'test' } as const, at: when };
    const staged = stageRestore(job, watch);
    commitRestore(dataDir, staged);
    return staged;
  };
  expect(restoreInto('2026-11-21T09:00:00.000Z')).toMatchObject({ epochLetter: 'B', withKeys: true });
  expect(restoreInto('2026-11-21T10:00:00.000Z')).toMatchObject({ epochLetter: 'C', withKeys: false });
  writeBackup({ dataDir, databaseKey: keyOf(clinic), target: dirname(backup), at: '2026-11-21T11:00:00.000Z' }, watch); // says C
  rmSync(dataDir, { recursive: true });
  mkdirSync(dataDir);
  expect(restoreInto('2026-11-21T12:00:00.000Z').epochLetter).toBe('D');
});

test('on a new computer the printed key is enough, also for a backup that is older than the key in force', async () => {
  const clinic = await testClinic();
  await aPatient(clinic, { familyName: 'Carried' });
  const sheet = renewRecoveryKey(clinic.facility.dataDir, keyOf(clinic), at).join('-');
  const backup = aBackup(clinic);
  renewRecoveryKey(clinic.facility.dataDir, keyOf(clinic), at);
  const dataDir = aFolder();
  const databaseKey = openWithRecovery(backup, sheet);
  commitRestore(dataDir, stageRestore({ backup, dataDir, databaseKey, present: null, actor: { kind: 'command', id: 'test' }, at }, watch));
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  onTestFinished(() => host.close());
  expect(host.problem).toBeUndefined();
  expect(host.open().raw.prepare('SELECT family_name FROM patient').pluck().get()).toBe('Carried');
});

test('a new computer’s first page and one whose data is damaged take a backup; an open facility refuses', async () => {
  const clinic = await testClinic();
  await aPatient(clinic, { familyName: 'Carried' });
  const sheet = renewRecoveryKey(clinic.facility.dataDir, keyOf(clinic), at).join('-');
  const backup = aBackup(clinic);
  const stranger = { id: 'window-1', kind: 'window' as const, user: null };
  const ask = (host: Host, recoveryKey: string) =>
    dispatch(host, stranger, { id: '1', method: 'facility.restore', input: { backup, recoveryKey } });
  expect(await ask(clinic.host, sheet)).toMatchObject({ error: { code: 'auth.forbidden' } });

  const dataDir = aFolder();
  const fresh = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true, keyEncryptionKey: new Uint8Array(32).fill(5) });
  await fresh.start();
  onTestFinished(() => fresh.close());
  expect(await ask(fresh, '')).toMatchObject({ error: { code: 'recovery.mistyped' } });
  expect(await ask(fresh, renewRecoveryKey(clinic.facility.dataDir, keyOf(clinic), at).join('-'))).toMatchObject({
    error: { code: 'recovery.wrong' },
  });
  expect(fresh.status(stranger).state).toBe('new');
  expect(await ask(fresh, sheet)).toMatchObject({ ok: true, value: { epochLetter: 'B' } });
  expect(fresh.status(stranger)).toMatchObject({ state: 'open', keyProtection: 'os' });
  expect(existsSync(join(dataDir, 'medvault.key'))).toBe(false);
  await fresh.close();

  flipByte(join(dataDir, 'facility.db'), 2000);
  const damaged = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true, keyEncryptionKey: new Uint8Array(32).fill(5) });
  await damaged.start();
  onTestFinished(() => damaged.close());
  expect(damaged.problem?.code).toBe('storage.damaged');
  expect(await ask(damaged, '')).toMatchObject({ ok: true }); // its own key store opens the same data key
  expect(damaged.open().raw.prepare('SELECT family_name FROM patient').pluck().get()).toBe('Carried');
  expect(readdirSync(dataDir).filter((name) => name.startsWith('replaced-'))).toHaveLength(1);
});

test('another facility’s, a newer version’s and a damaged backup are refused, and nothing is changed', async () => {
  const [clinic, other] = [await testClinic(), await testClinic()];
  other.facility.raw.prepare(`UPDATE facility SET id = '01930000-0000-7000-8000-00000000ffff'`).run();
  const { dataDir } = clinic.facility;
  const before = readdirSync(dataDir).toSorted();
  const attempt = (backup: string, of: TestClinic) => () =>
    stageRestore(
      { backup, dataDir, databaseKey: keyOf(of), present: presentOf(clinic), actor: { kind: 'command', id: 'test' }, at },
      watch,
    );
  expect(attempt(aBackup(other), other)).toThrow('backup.other_facility');

  const newer = aBackup(clinic);
  const { mac: _mac, ...manifest } = { ...readManifest(newer), schemaVersion: 9990 };
  writeFileSync(join(newer, 'manifest.json'), JSON.stringify({ ...manifest, mac: macOf(manifest, keyOf(clinic)) }));
  expect(attempt(newer, clinic)).toThrow('storage.newer_version');

  const damaged = aBackup(clinic);
  flipByte(join(damaged, 'facility.db'), 70_000);
  expect(attempt(damaged, clinic)).toThrow('backup.damaged');
  expect(attempt(join(aFolder(), 'nothing'), clinic)).toThrow('backup.not_found');
  expect(readdirSync(dataDir).toSorted()).toEqual(before);
  expect(clinic.facility.raw.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a stage without its journal is thrown away; with it the swap ends, from every point it could have stopped at', async () => {
  const clinic = await testClinic();
  const backup = aBackup(clinic);
  const dataDir = aFolder();
  const job = { backup, dataDir, databaseKey: keyOf(clinic), present: null, actor: { kind: 'command', id: 'test' } as const, at };
  commitRestore(dataDir, stageRestore(job, watch));
  const unbegun = stageRestore({ ...job, present: presentFacility(dataDir) }, watch);
  mkdirSync(join(dataDir, unbegun.aside)); // killed where the folder for the former files was made, and the journal was not written yet
  finishRestore(dataDir);
  expect(existsSync(join(dataDir, 'restore-stage'))).toBe(false);
  expect(existsSync(join(dataDir, unbegun.aside))).toBe(false);
  expect(presentFacility(dataDir)?.epochLetter).toBe('B');

  const moves = ['facility.db aside', 'facility.db in', 'blobs aside', 'blobs in'];
  for (let done = 0; done <= moves.length; done++) {
    const copy = aFolder();
    cpSync(dataDir, copy, { recursive: true });
    const staged = stageRestore({ ...job, dataDir: copy, present: presentFacility(copy) }, watch);
    writeFileSync(join(copy, 'restore.json'), JSON.stringify({ aside: staged.aside, withKeys: staged.withKeys }));
    mkdirSync(join(copy, staged.aside), { recursive: true });
    for (const move of moves.slice(0, done)) {
      const [name = '', where] = move.split(' ');
      const [from, to] =
        where === 'aside' ? [join(copy, name), join(copy, staged.aside, name)] : [join(copy, 'restore-stage', name), join(copy, name)];
      cpSync(from, to, { recursive: true });
      rmSync(from, { recursive: true });
    }
    finishRestore(copy);
    expect(presentFacility(copy)?.epochLetter, `after ${done} moves`).toBe('C');
    expect(existsSync(join(copy, staged.aside, 'facility.db')), `after ${done} moves`).toBe(true);
    expect(existsSync(join(copy, 'restore.json'))).toBe(false);
  }
});

test('the daily backup runs when it is due, keeps the number asked for, and its age is told', async () => {
  const clinic = await testClinic();
  const folder = aFolder();
  const status = () => clinic.call('administrator', 'backups.status', {});
  const { plan } = await status();
  expect(plan).toMatchObject({ folder: join(clinic.facility.dataDir, 'backups'), isDefaultFolder: true });
  await clinic.call('administrator', 'backups.setPlan', { folder, keep: 2, version: plan.version });
  const days = ['21', '21', '22', '23', '24'];
  for (const day of days) {
    clinic.clock.now = `2026-11-${day}T12:00:00.000Z`;
    await backUpDaily(clinic.host);
  }
  const { backups } = await clinic.call('administrator', 'backups.list', { folder });
  expect(backups.map((backup) => backup.at.slice(8, 10))).toEqual(['24', '23']);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(clinic.count('backup_run')).toBe(4); // twice on the same day is once
  expect(await status()).toMatchObject({ lastGoodAt: '2026-11-24T12:00:00.000Z', isTooOld: false, lastFailure: null });
  clinic.clock.now = '2026-12-02T12:00:01.000Z';
  expect((await status()).isTooOld).toBe(true);

  const version = (await status()).plan.version;
  const file = join(folder, 'a file');
  writeSync(openSync(file, 'w'), 'in the way');
  await clinic.call('administrator', 'backups.setPlan', { folder: join(file, 'below'), keep: 2, version });
  await backUpDaily(clinic.host);
  expect((await status()).lastFailure).toMatchObject({ at: '2026-12-02T12:00:01.000Z' });

  await clinic.call('administrator', 'backups.setPlan', { folder: file, keep: 2, version: (await status()).plan.version });
  const mistaken = (await status()).plan; // a file is no folder: it is shown, and can be put right
  expect(await clinic.call('administrator', 'backups.list', { folder: file })).toEqual({ backups: [] });
  await clinic.call('administrator', 'backups.setPlan', { folder, keep: 2, version: mistaken.version });
});

test('a backup goes to a whole path only, not below where the program was started', async () => {
  const clinic = await testClinic();
  for (const folder of ['backups', '../backups', 'C:backups']) {
    const refused = { error: { code: 'ipc.invalid_input', data: { path: 'folder' } } };
    expect(await clinic.ask('administrator', 'backups.make', { folder })).toMatchObject(refused);
    expect(await clinic.ask('administrator', 'backups.setPlan', { folder, keep: 2, version: 1 })).toMatchObject(refused);
  }
});

test('a second backup while one runs is refused, and stopping it leaves the clinic as it was', async () => {
  const clinic = await testClinic();
  const folder = aFolder();
  await clinic.call('manager', 'backups.make', { folder });
  expect(await clinic.ask('manager', 'backups.make', { folder })).toMatchObject({ error: { code: 'backup.busy' } });
  await clinic.call('manager', 'backups.cancel', {});
  expect((await clinic.call('manager', 'backups.status', {})).running).toBeNull();
  expect(await clinic.ask('manager', 'backups.restore', { folder, name: 'medvault-AAAAAA-20261121T080000000Z' })).toMatchObject({
    error: { code: 'auth.forbidden' },
  });
  expect(await clinic.ask('administrator', 'backups.verify', { folder, name: '../../etc' as never })).toMatchObject({
    error: { code: 'ipc.invalid_input' },
  });
});
