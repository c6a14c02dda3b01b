import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { checkFolder } from '../../main/backup/checkFolder.ts';
import type { Watch } from '../../main/backup/files.ts';
import { listManifests } from '../../main/backup/manifest.ts';
import { stageNewKey } from '../../main/backup/stageNewKey.ts';
import { stageRestore } from '../../main/backup/stageRestore.ts';
import { commitRestore } from '../../main/backup/swap.ts';
import { verifyBackup } from '../../main/backup/verifyBackup.ts';
import { countRows, writeBackup } from '../../main/backup/writeBackup.ts';
import { keepBlob } from '../../main/documents/blobs.ts';
import { inTransaction } from '../../main/facility/context.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { readKeys } from '../../main/security/keys.ts';
import { aLot, anItem, aPatient, aPrescription } from '../support/factories.ts';
import { type SmallDisk, smallDisk } from '../support/smallDisk.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

vi.setConfig({ testTimeout: 120_000 });

const calm: Watch = { isCancelled: () => false, step: () => undefined };
const at = '2026-11-21T08:00:00.000Z';
const full = expect.objectContaining({ code: 'storage.full' }) as Error;
const keyOf = (clinic: TestClinic) => readKeys(clinic.facility.dataDir).databaseKey;
const aFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'medvault-full-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

async function aClinicWithDocuments(disk?: string): Promise<TestClinic> {
  const clinic = await testClinic(disk);
  const patientId = await aPatient(clinic, { familyName: 'Before' });
  for (const text of ['one', 'two', 'three'])
    await inTransaction(clinic.ctx('doctor'), (ctx) =>
      keepBlob(ctx, Buffer.alloc(400_000, text), { name: 'x.pdf', mediaType: 'application/pdf', patientId }),
    );
  return clinic;
}

/** The disk is filled by somebody else the moment that the work comes to this step, after it had looked how much room there is. */
const fillAt = (disk: SmallDisk, wanted: Parameters<Watch['step']>[0], left = 0): Watch => ({
  isCancelled: () => false,
  step: (step) => {
    if (step === wanted) disk.fill(left);
  },
});

function assertWhole(clinic: TestClinic): void {
  const { raw, dataDir } = clinic.facility;
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(verifyLedger(raw).firstBad).toBeNull();
  expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toBeNull();
}

test('dispensing on a full disk is refused in words and changes nothing; with room again the same act is done once', async () => {
  const disk = smallDisk(24);
  const clinic = await testClinic(disk.path);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 1000 });
  const medicationRequestId = await aPrescription(clinic, { itemId, quantity: 60 });
  const onHand = () => clinic.facility.raw.prepare('SELECT on_hand FROM stock_balance').pluck().get();
  let [refused, given] = [0, 0];
  // from nothing left to enough: the step may fail at any page that it writes
  for (const left of [0, 0, 4096, 8192, 16_384, 24_576, 32_768, 65_536, 131_072]) {
    const before = countRows(clinic.facility.raw);
    const stock = onHand() as number;
    disk.fill(left);
    const key = `full-disk-key-${left}-${refused}`;
    const dispense = () => clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 3 }] }, key);
    const first = await dispense();
    if (first.ok) given++;
    else {
      expect(first.error.code, `${left} bytes left`).toBe('storage.full');
      expect(countRows(clinic.facility.raw)).toEqual(before);
      expect(onHand()).toBe(stock);
      expect(await clinic.ask('front-desk', 'patients.search', { text: 'Tettebi' })).toMatchObject({ ok: true }); // reading goes on
      refused++;
    }
    disk.free();
    expect(await dispense(), `${left} bytes left`).toMatchObject({ ok: true }); // the same key: never twice
    expect(onHand()).toBe(stock - 3);
  }
  expect(refused).toBeGreaterThan(1);
  process.stdout.write(`dispense on a full disk: ${refused} refused and repeated, ${given} still fitted\n`);
  assertWhole(clinic);
});

test('a stick without room: said before anything is written, and the same when it fills up in the middle', async () => {
  const clinic = await aClinicWithDocuments();
  const disk = smallDisk(16);
  const target = join(disk.path, 'backups');
  mkdirSync(target);
  const job = { dataDir: clinic.facility.dataDir, databaseKey: keyOf(clinic), target, at };
  disk.fill(200_000);
  expect(() => writeBackup(job, calm)).toThrow(
    expect.objectContaining({ code: 'storage.full', data: { neededMb: expect.any(Number), freeMb: 1 } }) as Error,
  );
  expect(readdirSync(target)).toEqual([]);
  for (const step of ['copy', 'check', 'write'] as const)
    for (const left of [0, 100_000]) {
      disk.free();
      expect(() => writeBackup(job, fillAt(disk, step, left)), `${step}, ${left} left`).toThrow(full);
      expect(readdirSync(target), step).toEqual([]);
    }
  disk.free();
  const { name } = writeBackup(job, calm);
  expect(verifyBackup({ backup: join(target, name), databaseKey: keyOf(clinic), workDir: aFolder() }, calm).ok).toBe(true);
  assertWhole(clinic);
});

test('a backup that fails for want of room is told on its card, by the job too', async () => {
  const clinic = await aClinicWithDocuments();
  const disk = smallDisk(2);
  await clinic.call('administrator', 'backups.make', { folder: disk.path });
  await vi.waitFor(async () => expect((await clinic.call('administrator', 'backups.status', {})).running).toBeNull(), { timeout: 20_000 });
  expect(await clinic.call('administrator', 'backups.status', {})).toMatchObject({
    lastGoodAt: null,
    lastFailure: { code: 'storage.full' },
  });
  expect(listManifests(disk.path)).toEqual([]);
});

test('a restore on a disk without room leaves what is there; with room it is done', async () => {
  const disk = smallDisk(40);
  const clinic = await aClinicWithDocuments(disk.path);
  const { dataDir, self } = clinic.facility;
  const folder = aFolder();
  const { name } = writeBackup({ dataDir, databaseKey: keyOf(clinic), target: folder, at }, calm);
  clinic.facility.raw.exec(`UPDATE patient SET family_name = 'After'`);
  const present = { facilityId: self.id, epochLetter: self.epoch_letter };
  const job = {
    backup: join(folder, name),
    dataDir,
    databaseKey: keyOf(clinic),
    present,
    actor: { kind: 'command', id: 'test' } as const,
    at,
  };
  const files = () => readdirSync(dataDir).filter((each) => !/-wal|-shm|\.log/.test(each));
  const before = files();
  disk.fill(500_000);
  expect(() => stageRestore(job, calm)).toThrow(full);
  disk.free();
  for (const step of ['verify', 'check'] as const) {
    expect(() => stageRestore(job, fillAt(disk, step)), step).toThrow(full);
    expect(files(), step).toEqual(before);
    disk.free();
  }
  expect(clinic.facility.raw.prepare('SELECT family_name FROM patient').pluck().get()).toBe('After');
  assertWhole(clinic);

  // full when the places are changed: it is not begun
  const staged = stageRestore(job, calm);
  await clinic.host.whileClosed('restore', async () => {
    disk.fill();
    expect(() => commitRestore(dataDir, staged)).toThrow(full);
    disk.free();
  });
  expect(clinic.host.open().raw.prepare('SELECT family_name FROM patient').pluck().get()).toBe('After');
  expect(readdirSync(dataDir).filter((each) => /restore|replaced/.test(each))).toEqual([]);

  await clinic.host.whileClosed('restore', async () => commitRestore(dataDir, stageRestore(job, calm)));
  expect(clinic.host.open().raw.prepare('SELECT family_name FROM patient').pluck().get()).toBe('Before');
});

test('a change of the data key on a disk without room leaves the former key in force; with room it is done', async () => {
  const disk = smallDisk(48);
  const clinic = await aClinicWithDocuments(disk.path);
  const { dataDir } = clinic.facility;
  const former = keyOf(clinic);
  const newKey = Buffer.alloc(32, 9);
  const job = {
    dataDir,
    unlock: {},
    newKey,
    recoverySecret: Buffer.alloc(16, 9),
    actor: { kind: 'command', id: 'test' } as const,
    seatId: null,
    at,
  };
  const whole = () => checkFolder({ what: 'all', dataDir, databaseKey: keyOf(clinic) }, calm);
  const refusals: string[] = [];
  for (const left of [0, 1_000_000])
    for (const step of ['begin', 'copy', 'write', 'check', 'verify'] as const) {
      await clinic.host.whileClosed('newKey', async () => {
        if (step === 'begin') disk.fill(left);
        try {
          const staged = stageNewKey(job, step === 'begin' ? calm : fillAt(disk, step, left));
          disk.fill();
          commitRestore(dataDir, staged);
          throw new Error(`there was room at ${step}`);
        } catch (error) {
          expect(error, `${step}, ${left} left`).toEqual(full);
          refusals.push(step);
        } finally {
          disk.free();
        }
      });
      expect(keyOf(clinic).equals(former)).toBe(true);
      expect(existsSync(join(dataDir, 'restore-stage'))).toBe(false);
      expect(whole()).toMatchObject({ ok: true, blobs: 3 });
    }
  expect(refusals).toHaveLength(10);
  await clinic.host.whileClosed('newKey', async () => commitRestore(dataDir, stageNewKey(job, calm)));
  expect(keyOf(clinic).equals(newKey)).toBe(true);
  expect(whole()).toMatchObject({ ok: true, blobs: 3 });
});
