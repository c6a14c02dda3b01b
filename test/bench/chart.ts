import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { seedLongLife } from '../../db/seed/longLife.ts';
import { seedPatients } from '../../db/seed/patients.ts';
import { callerFor } from '../../main/demo/caller.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
import { Host } from '../../main/facility/host.ts';
import { describePerson } from '../../main/patients/searchWords.ts';
import { quantiles } from './quantiles.ts';

const today = '2026-11-21';
const rounds = 100;

/**
 * Milliseconds to open the chart of somebody with 20 years of visits, its timeline page, the timeline searched as somebody types, and a
 * register; through the real dispatcher on an encrypted file. Each `firstLook` writes its audit line (committed, synchronous=FULL).
 * `cpu`: the same in milliseconds of work, for a computer that does other things meanwhile.
 */
export async function run(args: { patients?: number } = {}): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const clock = { ms: Date.parse(`${today}T08:00:00.000Z`) };
  const host = new Host({ dataDir: folder, log: pino({ level: 'error' }), isAlone: true, now: () => new Date(clock.ms).toISOString() });
  try {
    await host.start();
    const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
    const seed = { patients: args.patients ?? 100_000, seed: 7, today, issuer: facility.self, describe: describePerson };
    process.stderr.write(`Making ${seed.patients} invented patients ...\n`);
    const doctorsSeat = seatFor(facility, 'joseph');
    const practitionerId = doctorsSeat.user?.practitionerId ?? '';
    const { ids, life } = await inTransaction(makeContext(facility, doctorsSeat), (ctx) => {
      const made = seedPatients(ctx, seed);
      const patientId = made[Math.floor(made.length / 2)] ?? '';
      return { ids: made, life: { patientId, rows: seedLongLife(ctx, { patientId, practitionerId, today, seed: 7 }) } };
    });
    const doctor = callerFor(host, doctorsSeat);
    const { patientId } = life;
    const timed = async (ask: (round: number) => Promise<unknown>, times = rounds) => {
      const milliseconds: number[] = [];
      const working: number[] = [];
      for (let round = 0; round < times; round++) {
        const start = performance.now();
        const cpu = process.cpuUsage();
        await ask(round);
        const { user, system } = process.cpuUsage(cpu);
        milliseconds.push(performance.now() - start);
        working.push((user + system) / 1000);
      }
      const { p50, p95 } = quantiles(working);
      return { ...quantiles(milliseconds), cpu: { p50, p95 } };
    };
    const typed = ['artemether', 'douleur nuit', 'hemoglobin', 'district hospital 2019'].flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
    const firstLook = await timed(() => {
      clock.ms += 11 * 60_000;
      return doctor('patients.chart', { patientId });
    });
    const { total } = await doctor('timeline.of', { patientId });
    return {
      patients: ids.length,
      encrypted: true,
      life: life.rows,
      firstLookMs: firstLook,
      openMs: await timed(() => doctor('patients.chart', { patientId })),
      othersMs: await timed((round) => doctor('patients.chart', { patientId: ids[(round * 977) % ids.length]! })),
      timelineEntries: total,
      timelineMs: await timed(() => doctor('timeline.of', { patientId, limit: 60 })),
      timelineKindMs: await timed(() => doctor('timeline.of', { patientId, kinds: ['note'], from: '2020-01-01', limit: 60 })),
      timelineSearchMs: await timed((round) => doctor('timeline.of', { patientId, text: typed[round] ?? '', limit: 60 }), typed.length),
      problemsMs: await timed(() => doctor('problems.list', { patientId })),
      registerUnder5Ms: await timed(() => doctor('registers.of', { register: 'under-5', limit: 200 }), 10),
      registerHypertensionMs: await timed(() => doctor('registers.of', { register: 'hypertension', limit: 200 }), 10),
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
} // prettier-ignore
