import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { checkBlobs } from '../../main/backup/checkBlobs.ts';
import { countRows } from '../../main/backup/writeBackup.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { keepBlob } from '../../main/documents/blobs.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
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

/** Everything but what an opening itself writes: lines of the audit and their heads. */
function rowsOf(host: Host): Record<string, number> {
  return { ...countRows(host.open().raw), audit_event: 0, audit_head: 0, outbox: 0 };
}

test('kill -9 at ten moments of a change of the data key: exactly one key opens, and every row and document is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-newkey-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  const host = new Host({ dataDir, log, isAlone: true });
  await host.start();
  const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
  await seedClinic(facility, { seed: 7, patients: 300 });
  const people = facility.raw.prepare('SELECT id FROM patient LIMIT 20').pluck().all() as string[];
  const ctx = makeContext(facility, seatFor(facility, 'joseph'));
  for (const patientId of people)
    await inTransaction(ctx, (inside) =>
      keepBlob(inside, Buffer.alloc(300_000, patientId), { name: 'x.pdf', mediaType: 'application/pdf', patientId }),
    );
  const whole = rowsOf(host);
  await host.close();

  let sheets = 0;
  /** Begins a change and kills it `delay` ms after it began to copy; Infinity: lets it end. Answers how long it took from there. */
  const change = async (delay: number) => {
    const args = ['key', 'change', '--data', dataDir, '--sheet', join(folder, `${++sheets}.pdf`)];
    const child = spawn(process.execPath, [medvault, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let began = 0;
    child.stderr.on('data', (chunk: Buffer) => {
      if (began !== 0 || !chunk.toString().includes('copying')) return;
      began = performance.now();
      if (delay !== Infinity) setTimeout(() => child.kill('SIGKILL'), delay);
    });
    const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
    expect(began).toBeGreaterThan(0);
    return { ms: performance.now() - began, isDone: code === 0 };
  };

  const { ms, isDone } = await change(Infinity);
  expect(isDone).toBe(true);
  // places spread over the whole work; the last three about its end, where the files change places
  const shares = fc.sample(fc.noBias(fc.integer({ min: 0, max: 999 })), { numRuns: 10, seed: 13 }).map((thousandth) => thousandth / 1000);
  const delays = shares.map((share, index) => (index < 7 ? (ms * 0.8 * (index + share)) / 7 : ms * (0.75 + 0.25 * share)));
  const outcomes: string[] = [];
  for (const delay of delays) {
    const former = readKeys(dataDir).databaseKey;
    await change(delay);
    const changed = await opened(dataDir, (each) => {
      const { raw } = each.open();
      const { databaseKey } = readKeys(dataDir);
      expect(rowsOf(each), `${delay} ms`).toEqual(whole);
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toBeNull();
      expect(verifyLedger(raw).firstBad).toBeNull();
      expect(checkBlobs(raw, dataDir, databaseKey, watch)).toMatchObject({ blobs: 20, orphans: 0, firstBad: null });
      return !databaseKey.equals(former);
    });
    // the other key opens nothing: the former one when it was changed, and a new one that was never taken has left no trace
    if (changed) expect(() => openDatabase(join(dataDir, 'facility.db'), former, { readOnly: true })).toThrow('storage.wrong_key');
    expect(readdirSync(dataDir).filter((name) => /restore|replaced|stage|\.new$|before-step/.test(name))).toEqual([]);
    outcomes.push(`${Math.round((100 * delay) / ms)} %: ${changed ? 'the new key' : 'the former key'}`);
  }
  process.stdout.write(`killed after\n  ${outcomes.join('\n  ')}\n`);
  expect(outcomes.some((outcome) => outcome.endsWith('the former key'))).toBe(true);
}, 240_000);
