import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { appendAudit, signHead } from '../../db/audit.ts';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { insert } from '../../db/write.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
import { dispatch } from '../../main/facility/dispatch.ts';
import { Host } from '../../main/facility/host.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { hashCosts, hashPassword } from '../../sync/security/password.ts';
import { quantile, quantiles } from './quantiles.ts';
import type { Round } from './twin.ts';

/** Blocks of so many rounds each, by turns; the first block of each twin only warms it up. */
const blocks = 60;
const roundsOfBlock = 20;
const patients = 20_000;
const auditRows = 1_000_000;
/** One in so many lines tells of a stock movement, whose row is compared too; a dispense writes three of four. */
const everyFact = 3;

type Twin = { isPlain: boolean; auditRows: number; patients: number };

/** What audit and encryption cost, side by side in one run; signing in; walking a million audit rows. Milliseconds but where a name says else. */
export async function run(): Promise<Record<string, unknown>> {
  const cost = await compareTwins();
  return { ...cost, ...(await signInAndVerify()) };
}

/**
 * Two processes of the same source, one of them without its audit and encryption, take turns block by block (A B, B A, ...), so that
 * whatever else this computer does falls on both. A block's cost is the median of its rounds with against without; told is the middle
 * of all blocks and how far they spread, in wall time (the disk included) and in what the process itself computed.
 */
async function compareTwins(): Promise<Record<string, unknown>> {
  process.stderr.write(`Making ${patients} invented patients, twice ...\n`);
  const start = async (execArgv: string[]) => {
    const child = fork(join(import.meta.dirname, 'twin.ts'), [String(patients)], { execArgv });
    const [about] = (await once(child, 'message')) as [Twin];
    const ask = async (from: number) => {
      const answered = once(child, 'message') as Promise<[Round[]]>;
      child.send({ from, rounds: roundsOfBlock });
      return (await answered)[0];
    };
    return { about, ask, end: () => child.send('end') };
  };
  const safe = await start([]);
  const plain = await start(['--import', join(import.meta.dirname, 'plainHooks.ts')]);
  if (safe.about.isPlain || !plain.about.isPlain || plain.about.auditRows > 0) throw new Error('the twins are not what they should be');
  const took: { safe: Round[]; plain: Round[] }[] = [];
  for (let block = 0; block <= blocks; block++) {
    const pair = { safe: [] as Round[], plain: [] as Round[] };
    for (const which of block % 2 ? (['safe', 'plain'] as const) : (['plain', 'safe'] as const))
      pair[which] = await { safe, plain }[which].ask(block * roundsOfBlock);
    if (block > 0) took.push(pair);
  }
  safe.end();
  plain.end();
  const figures = (what: keyof Round) => {
    const all = (which: 'safe' | 'plain') => took.flatMap((pair) => pair[which].map((each) => each[what].ms));
    const costs = (unit: 'ms' | 'cpuMs') => {
      const middle = (rounds: Round[]) =>
        quantile(
          rounds.map((each) => each[what][unit]),
          0.5,
        );
      const percents = took.map(({ safe: with_, plain: without }) => (middle(with_) / middle(without) - 1) * 100);
      const [quarter, half, threeQuarters] = [0.25, 0.5, 0.75].map((share) => Math.round(quantile(percents, share) * 10) / 10);
      return { percent: half, middleHalfOfBlocks: [quarter, threeQuarters] };
    };
    return { with: quantiles(all('safe')), without: quantiles(all('plain')), cost: costs('ms'), computing: costs('cpuMs') };
  };
  return { patients, dispenseMs: figures('dispense'), registerMs: figures('register') };
}

async function signInAndVerify(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const host = new Host({ dataDir: folder, log: pino({ level: 'error' }), isAlone: true });
  try {
    await host.start();
    const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
    const { raw } = facility;
    const password = 'a bench of 9 horses';
    raw.prepare(`UPDATE user_account SET password_hash = ? WHERE username = 'grace'`).run(await hashPassword(password, hashCosts.password));
    const signIns: number[] = [];
    for (let n = 0; n < 10; n++) {
      const seat = { id: `bench-${n}`, kind: 'window' as const, user: null };
      const start = performance.now();
      const answer = await dispatch(host, seat, { id: '1', method: 'session.signIn', input: { username: 'grace', password } });
      signIns.push(performance.now() - start);
      if (!answer.ok) throw new Error(`sign-in: ${answer.error.code}`);
    }

    const hashMs: Record<string, number> = {};
    for (const [what, cost] of Object.entries(hashCosts)) {
      const start = performance.now();
      await hashPassword(password, cost);
      hashMs[what] = Math.round(performance.now() - start);
    }

    const movement = raw.prepare('SELECT * FROM stock_movement LIMIT 1').get() as Record<string, string | number | null>;
    const already = raw.prepare('SELECT count(*) FROM audit_event').pluck().get() as number;
    const body = Buffer.alloc(180, 7);
    process.stderr.write(`Writing ${auditRows} audit rows ...\n`);
    const ctx = makeContext(facility, seatFor(facility, 'admin'));
    await inTransaction(ctx, (inside) => {
      for (let n = already; n < auditRows; n++) {
        const id = facility.newId();
        if (n % everyFact === 0) {
          insert(inside, 'stock_movement', { ...movement, id, quantity: 1, ref_id: null } as never);
          continue;
        }
        const about = { resource: 'patient', resourceId: id, patientId: id, reason: '', isSealed: 1, body } as const;
        appendAudit(raw, { at: facility.now(), actorKind: 'user', actorId: inside.actor.id, seatId: 'bench', action: 'amend', ...about });
      }
      inside.touched.clear();
    });
    signHead(raw, facility.signer, facility.now());
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { ok, rows } = verifyAudit(raw, headVerifier(folder));
    const verifySeconds = Math.round(performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const verifyCpuSeconds = Math.round((user + system) / 1000) / 1000; // what it takes on a computer that does nothing else
    if (!ok) throw new Error('the audit is not whole');
    return { signInMs: quantiles(signIns), hashMs, auditRows: rows, verifySeconds, verifyCpuSeconds };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
