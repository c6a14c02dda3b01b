import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { listManifests } from '../../main/backup/manifest.ts';
import { verifyBackup } from '../../main/backup/verifyBackup.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility } from '../../main/demo/makeDemoFacility.ts';
import { Host } from '../../main/facility/host.ts';
import { seedClinic } from '../../main/patients/seedClinic.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { readKeys } from '../../main/security/keys.ts';

const medvault = join(import.meta.dirname, '../../main/cli/medvault.ts');
const watch = { isCancelled: () => false, step: () => undefined };
const log = pino({ level: 'silent' });

async function opened<T>(dataDir: string, work: (host: Host) => T | Promise<T>): Promise<T> {
  const host = new Host({ dataDir, log, isAlone: true });
  await host.start();
  expect(host.problem).toBeUndefined();
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** Starts the command and kills it `delay` ms after it first said what it does. Answers whether it had ended by itself. */
function killed(args: string[], delay: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [medvault, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
  return new Promise((resolve) => void child.once('exit', (code) => resolve(code === 0)));
}

test('kill -9 at ten moments of a backup and of a restore: never a lost or half-replaced database, never half a backup', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-backup-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [dataDir, target] = [join(folder, 'data'), join(folder, 'stick')];
  const host = new Host({ dataDir, log, isAlone: true });
  await host.start();
  await seedClinic(await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople()), { seed: 7, patients: 400 });
  await host.close();
  const { databaseKey } = readKeys(dataDir);
  const rows = (each: Host) =>
    each.open().raw.prepare('SELECT (SELECT count(*) FROM patient) + (SELECT count(*) FROM draft)').pluck().get();
  const whole = await opened(dataDir, rows);

  // places spread over the whole work: measured once, then killed at each tenth of it, a little shifted
  const measure = async (args: string[]) => {
    const began = performance.now();
    const child = spawn(process.execPath, [medvault, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let first = began;
    child.stderr.once('data', () => (first = performance.now()));
    await new Promise((resolve) => child.once('exit', resolve));
    return performance.now() - first;
  };
  const delays = (length: number) =>
    fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 10, seed: 11 }).map((share, index) => (length * (index + share)) / 10);

  const backupArgs = ['backup', '--data', dataDir, '--to', target];
  const backupDelays = delays(await measure(backupArgs));
  for (const delay of backupDelays) {
    const before = listManifests(target).length;
    const ended = await killed(backupArgs, delay);
    const found = listManifests(target);
    expect(found.length - before === 1 || !ended, `${delay} ms`).toBe(true);
    for (const { name } of found) {
      const verdict = verifyBackup({ backup: join(target, name), databaseKey, workDir: folder }, watch);
      expect(verdict.firstBad, `${delay} ms`).toBeNull();
    }
    for (const { name } of found.slice(1)) rmSync(join(target, name), { recursive: true });
  }
  expect(await opened(dataDir, rows)).toBe(whole);
  await measure(backupArgs);
  expect(readdirSync(target).filter((name) => name.includes('partial'))).toEqual([]); // swept by the next

  const [backup] = listManifests(target);
  const from = join(target, backup!.name);
  const addDraft = (each: Host) => {
    const { raw } = each.open();
    const owner = raw.prepare('SELECT id FROM user_account LIMIT 1').pluck().get();
    const id = raw.prepare('SELECT count(*) FROM draft').pluck().get();
    raw
      .prepare(`INSERT INTO draft (id, owner_id, form, content, saved_at) VALUES (?, ?, ?, '{}', '2026-11-21')`)
      .run(`d${String(id)}`, owner, `f${String(id)}`);
  };
  const restoreArgs = ['restore', '--from', from, '--data', dataDir];
  const letterOf = (each: Host) => each.open().self.epoch_letter;
  const lengths = await measure(restoreArgs);
  for (const delay of delays(lengths)) {
    await opened(dataDir, addDraft); // what is here now is one row more than the backup
    const letter = await opened(dataDir, letterOf);
    const asides = () => readdirSync(dataDir).filter((name) => name.startsWith('replaced-'));
    const before = asides();
    await killed(restoreArgs, delay);
    const isReplaced = await opened(dataDir, (each) => {
      const { raw } = each.open();
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toBeNull();
      const found = rows(each);
      const isNew = letterOf(each) !== letter;
      expect(found, `${delay} ms, letter ${letter}`).toBe(isNew ? whole : (whole as number) + 1);
      if (!isNew) raw.exec('DELETE FROM draft');
      return isNew;
    });
    expect(existsSync(join(dataDir, 'restore-stage')) || existsSync(join(dataDir, 'restore.json'))).toBe(false);
    const kept = asides().filter((name) => !before.includes(name));
    expect(kept.length === 1, `${delay} ms`).toBe(isReplaced);
    for (const name of kept) {
      expect(readFileSync(join(dataDir, name, 'facility.db')).length).toBeGreaterThan(100_000);
      rmSync(join(dataDir, name), { recursive: true });
    }
  }
}, 120_000);
