import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { callerFor } from '../../main/demo/caller.ts';
import { seatFor } from '../../main/demo/makeDemoFacility.ts';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { demoPassword } from '../../preload/contract/facility.ts';
import type { FromFacility } from '../../preload/contract/wire.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { cheapHashes } from '../support/testContext.ts';

const entry = join(import.meta.dirname, '../../main/facility/start.ts');
const log = pino({ level: 'silent' });
const lines = 60;

test('kill -9 while it is counted: every saved figure is there, counting goes on where it stopped, and the ledger is what was counted', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'medvault-kill-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const stockTakeId = await aTakeOf(dataDir);

  const answered = new Map<string, number>();
  for (const delay of [20, 70, 140]) {
    const { ask, kill } = await startFacility(dataDir);
    const sheet = (await ask('stockTakes.sheet', { stockTakeId, round: 1 })) as { lines: { lineId: string; quantity: number | null }[] };
    for (const line of sheet.lines) if (answered.has(line.lineId)) expect(line.quantity).toBe(answered.get(line.lineId)); // where it stopped
    const open = sheet.lines.filter((line) => line.quantity === null);
    let isDead = false;
    const typing = (async () => {
      for (const [at, line] of open.entries()) {
        if (isDead) return;
        const counts = [{ lineId: line.lineId, quantity: 90 + (at % 7) }];
        if (await Promise.race([ask('stockTakes.saveCounts', { stockTakeId, round: 1, counts }), pause(500)]))
          answered.set(line.lineId, 90 + (at % 7));
      }
    })();
    const before = answered.size;
    for (let waited = 0; answered.size < before + 3 && waited < 10_000; waited += 10) await pause(10);
    await pause(delay);
    await kill();
    isDead = true;
    await typing;
  }
  expect(answered.size).toBeGreaterThanOrEqual(9);

  const host = new Host({ dataDir, log });
  await host.start();
  const facility = host.open();
  const [clerk, manager] = [callerFor(host, seatFor(facility, 'grace')), callerFor(host, seatFor(facility, 'samuel'))];
  const { lines: sheet, stockTake } = await clerk('stockTakes.sheet', { stockTakeId, round: 1 });
  for (const [lineId, quantity] of answered) expect(sheet.find((line) => line.lineId === lineId)?.quantity).toBe(quantity);
  const rest = sheet.filter((line) => line.quantity === null).map((line) => ({ lineId: line.lineId, quantity: 100 }));
  if (rest.length > 0) await clerk('stockTakes.saveCounts', { stockTakeId, round: 1, counts: rest });
  const counted = new Map(
    (await clerk('stockTakes.sheet', { stockTakeId, round: 1 })).lines.map((line) => [line.lotNumber, line.quantity]),
  );
  await clerk('stockTakes.submit', { stockTakeId, version: stockTake.version });
  const found = await manager('stockTakes.variances', { stockTakeId });
  await manager('stockTakes.explain', {
    stockTakeId,
    reasons: found.lines.map((line) => ({ lineId: line.lineId, reason: 'missing' as const })),
  });
  await manager('stockTakes.approve', { stockTakeId, version: found.stockTake.version });
  const ledger = facility.raw
    .prepare('SELECT l.lot_number AS lot, b.on_hand AS onHand FROM stock_balance b JOIN lot l ON l.id = b.lot_id')
    .all();
  expect(new Map((ledger as { lot: string; onHand: number }[]).map((row) => [row.lot, row.onHand]))).toEqual(counted);
  expect(verifyLedger(facility.raw).ok).toBe(true);
  expect(verifyAudit(facility.raw, headVerifier(dataDir)).firstBad).toBeNull();
  await host.close();
}, 180_000);

/** A clinic with `lines` lots of a hundred, on a running stock take. */
async function aTakeOf(dataDir: string): Promise<string> {
  const host = new Host({ dataDir, log });
  await host.start();
  const self = { name: 'Kill Clinic', type: 'clinic', timeZone: 'Africa/Accra', latitude: null, longitude: null, currency: 'GHS', locale: 'en' } as const; // prettier-ignore
  const passwordHash = await hashPassword(demoPassword, cheapHashes.password);
  const { opened } = await makeFacility(host, self, [
    { username: 'grace', displayName: 'Grace', passwordHash, roles: ['pharmacy-clerk'] },
    { username: 'samuel', displayName: 'Samuel', passwordHash, roles: ['manager'] },
  ]);
  const clerk = callerFor(host, seatFor(opened, 'grace'));
  const product = { ingredients: [{ inn: 'ibuprofen', strength: 400, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
  const { itemId } = await clerk('inventory.addItem', { name: 'Ibuprofen 400 mg tablet', product, packSize: 100 });
  for (let n = 0; n < lines; n++) await clerk('inventory.receive', { itemId, lotNumber: `LOT-${n}`, expiry: '2030-01-01', quantity: 100 });
  const { stockTakeId } = await clerk('stockTakes.start', { kind: 'full', scope: {} });
  await host.close();
  return stockTakeId;
}

/** The facility process as the window starts it, with somebody signed in. */
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
  let n = 0;
  const ask = async (method: string, input: unknown): Promise<unknown> => {
    const id = `${child.pid}-${++n}`;
    const answer = await new Promise<FromFacility>((resolve) => {
      waiting.set(id, resolve);
      child.send({ t: 'port', id: 'port-1', message: { id, method, input, key: `kill-key-${id}` } }, () => undefined);
    });
    return answer.t === 'answer' && answer.ok ? answer.value : undefined;
  };
  await ask('session.signIn', { username: 'grace', password: demoPassword });
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  return { ask, kill };
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
