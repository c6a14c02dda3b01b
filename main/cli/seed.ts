import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { seedPatients } from '../../db/seed/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { demoFacilities, demoPeople } from '../demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../demo/makeDemoFacility.ts';
import { type Facility, inTransaction, makeContext } from '../facility/context.ts';
import { Host } from '../facility/host.ts';
import { describePerson } from '../patients/searchWords.ts';
import { seedClinic } from '../patients/seedClinic.ts';
import { say } from './say.ts';

const help = `Usage: medvault seed [--patients N] [--seed S] [--data DIR] [--json]

Makes an invented clinic in DIR (a new temporary folder when left out): stock, people, three months of visits and today's queue;
the same for the same seed and day. In a folder that has a demo clinic it adds N more patients. A real facility is left alone.
{ "ok", "data", "seed", "added", "patients", "ms" }
medvault seed write | load | join --help tells of the exchange with a hub by a file on a stick.
`;

const walkedThrough = 1500; // people with visits of their own; more than that are added in bulk

export async function run(args: string[]): Promise<number> {
  const [verb = ''] = args;
  if (['write', 'load', 'join'].includes(verb)) return (await import('./seedFile.ts')).exchangeByFile(verb, args.slice(1));
  const { values } = parseArgs({
    args,
    options: {
      patients: { type: 'string', default: String(walkedThrough) },
      seed: { type: 'string', default: '7' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const [patients, seed] = [Number(values.patients), Number(values.seed)];
  if (!isCount(patients) || !isCount(seed) || patients > 1_000_000) return say(process.stderr, help, 2);
  const data = values.data ?? mkdtempSync(join(tmpdir(), 'medvault-seed-'));
  mkdirSync(data, { recursive: true });
  const started = performance.now();
  const host = new Host({ dataDir: data, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  try {
    if (host.problem) throw host.problem;
    const total = await fill(host, patients, seed);
    const answer = { ok: true, data, seed, added: patients, patients: total, ms: Math.round(performance.now() - started) };
    return say(
      process.stdout,
      values.json ? `${JSON.stringify(answer)}\n` : `${total} invented patients in ${data} (seed ${seed}, ${answer.ms} ms)\n`,
      0,
    );
  } finally {
    await host.close();
  }
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** Answers how many patients there are now. */
async function fill(host: Host, patients: number, seed: number): Promise<number> {
  const isNew = host.status({ id: 'seed', kind: 'command', user: null }).state === 'new';
  const facility = isNew ? await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople()) : host.open();
  if (facility.self.is_demo !== 1) {
    process.stderr.write('This folder holds a real facility. Invented people are never put among its patients.\n');
    throw new AppError('facility.already_set_up');
  }
  const single = isNew ? Math.min(patients, walkedThrough) : 0;
  if (single > 0) await seedClinic(facility, { seed, patients: single });
  if (patients > single) await addInBulk(facility, patients - single, seed);
  return facility.raw.prepare('SELECT count(*) FROM patient').pluck().get() as number;
}

async function addInBulk(facility: Facility, patients: number, seed: number): Promise<void> {
  process.stderr.write(`Adding ${patients} invented patients ...\n`);
  await inTransaction(makeContext(facility, seatFor(facility, 'admin')), (ctx) =>
    seedPatients(ctx, { patients, seed: seed + 1, today: ctx.today(), issuer: facility.self, describe: describePerson }),
  );
}
