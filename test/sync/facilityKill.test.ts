import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { Host } from '../../main/facility/host.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { demoPassword } from '../../preload/contract/facility.ts';
import type { FromFacility } from '../../preload/contract/wire.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { cheapHashes } from '../support/testContext.ts';

const entry = join(import.meta.dirname, '../../main/facility/start.ts');
const log = pino({ level: 'silent' });

/** The facility process as the window starts it, with one port. */
async function startFacility(dataDir: string) {
  const child: ChildProcess = fork(entry, [], { serialization: 'advanced', stdio: 'ignore' });
  const waiting = new Map<string, (answer: FromFacility) => void>();
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: { t: string; message?: FromFacility }) => {
      if (message.t === 'ready') resolve();
      if (message.t === 'port' && message.message?.t === 'answer') waiting.get(message.message.id)?.(message.message);
    });
  });
  child.send({ t: 'start', dataDir });
  await ready;
  child.send({ t: 'port-open', id: 'port-1', seat: { id: 'seat-1', kind: 'window' } });
  const ask = (id: string, method: string, input: unknown) =>
    new Promise<FromFacility>((resolve) => {
      waiting.set(id, resolve);
      child.send({ t: 'port', id: 'port-1', message: { id, method, input, key: `kill-key-${id}` } });
    });
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  return { ask, kill };
}

test('kill -9 at any moment: every answered receipt is there once, the ledger balances, the audit is whole', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'medvault-kill-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const made = new Host({ dataDir, log });
  await made.start();
  const self = {
    name: 'Kill Clinic',
    type: 'clinic',
    timeZone: 'Africa/Accra',
    latitude: null,
    longitude: null,
    currency: 'GHS',
    locale: 'en',
  } as const;
  await makeFacility(made, self, [
    {
      username: 'grace',
      displayName: 'Grace',
      passwordHash: await hashPassword(demoPassword, cheapHashes.password),
      roles: ['pharmacy-clerk'],
    },
  ]);
  await made.close();

  const answered = new Map<string, number>();
  let itemId = '';
  let n = 0;
  for (const delay of fc.sample(fc.integer({ min: 5, max: 150 }), { numRuns: 5, seed: 4 })) {
    const facility = await startFacility(dataDir);
    expect(await facility.ask(`sign-in-${n}`, 'session.signIn', { username: 'grace', password: demoPassword })).toMatchObject({ ok: true });
    if (itemId === '') {
      const product = { ingredients: [{ inn: 'ibuprofen', strength: 400, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
      const added = await facility.ask('item', 'inventory.addItem', { name: 'Ibuprofen 400 mg tablet', product, packSize: 100 });
      itemId = (added as unknown as { value: { itemId: string } }).value.itemId;
    }
    let isDead = false;
    const flood = (async () => {
      while (!isDead) {
        const lotNumber = `LOT-${++n}`;
        const answer = await Promise.race([
          facility.ask(lotNumber, 'inventory.receive', { itemId, lotNumber, expiry: '2030-01-01', quantity: n }),
          pause(500),
        ]);
        if (answer && answer.t === 'answer' && answer.ok) answered.set(lotNumber, n);
      }
    })();
    const before = answered.size;
    for (let waited = 0; answered.size < before + 2 && waited < 10_000; waited += 10) await pause(10); // busy or not, some work is under way
    await pause(delay);
    await facility.kill();
    isDead = true;
    await flood;
  }

  const again = new Host({ dataDir, log });
  await again.start();
  const { raw } = again.open();
  const rows = raw.prepare('SELECT l.lot_number AS lot, m.quantity FROM stock_movement m JOIN lot l ON l.id = m.lot_id').all() as {
    lot: string;
    quantity: number;
  }[];
  const stored = new Map(rows.map((row) => [row.lot, row.quantity]));
  expect(answered.size).toBeGreaterThanOrEqual(10);
  expect(rows).toHaveLength(stored.size);
  for (const [lot, quantity] of answered) expect(stored.get(lot), lot).toBe(quantity);
  expect(verifyLedger(raw).ok).toBe(true);
  expect(verifyAudit(raw, headVerifier(dataDir)).firstBad).toBeNull();
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  await again.close();
}, 180_000);

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
