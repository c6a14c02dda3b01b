import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withMutation } from './mutate.ts';
import { mutations } from './mutations.ts';
import { play } from './play.ts';

const usage = `Usage: npm run sim -- [--seeds N] [--from S] [--trace] [--json]
       npm run sim -- --mutations [--seeds N] [--only TEXT] [--known] [--json]

Plays facilities and hub, the real code, in a simulated world in which everything goes wrong: one world a seed.

  --seeds N      500 unless given; with --mutations how many each may take, 2000
  --from S       the first seed; 1 unless given
  --trace        tells what happens in each world, on standard error
  --mutations    puts one fault after the other into the sync code and prints which seed finds it
  --only TEXT    those whose name holds this
  --known        begins each at the seed that is written beside it
  --write        writes the seeds that found them into mutations.ts, and the table MUTATIONS.md
  --jobs N       processes that share the seeds; as many as there are cores unless given
`;
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    known: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    jobs: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);
const [from, seeds] = [Number(values.from), Number(values.seeds ?? (values.mutations ? 2000 : 500))];
if (values.help || !Number.isInteger(from) || !Number.isInteger(seeds) || from < 1 || seeds < 1) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}
const jobs = values.trace ? 1 : Math.min(Number(values.jobs ?? availableParallelism()), Math.ceil(seeds / 50));
process.exit(values.mutations ? await findAll() : jobs > 1 ? await share() : await playAll());

/** Each process plays its part of the seeds. */
async function share(): Promise<number> {
  const began = performance.now();
  const each = Math.ceil(seeds / jobs);
  const parts = Array.from({ length: jobs }, (_, job) => ({ from: from + job * each, seeds: Math.min(each, seeds - job * each) }));
  const answers = await Promise.all(parts.map((part) => playInProcess(part)));
  if (answers.includes(null)) return 2;
  const failed = answers.flatMap((answer) => answer?.failed ?? []);
  tellAll(failed, Math.round(performance.now() - began));
  return failed.length > 0 ? 1 : 0;
}

type Played = { seeds: number; failed: number[]; ms: number };

function playInProcess(part: { from: number; seeds: number }): Promise<Played | null> {
  const args = [import.meta.filename, '--from', `${part.from}`, '--seeds', `${part.seeds}`, '--jobs', '1', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (text: Buffer) => void (told += text.toString()));
  return new Promise((resolve) => void child.once('close', () => resolve(told === '' ? null : (JSON.parse(told) as Played))));
}

function tellAll(failed: readonly number[], ms: number): void {
  process.stdout.write(`${values.json ? JSON.stringify({ seeds, failed, ms }) : `${seeds} seeds, ${failed.length} failed, ${ms} ms`}\n`);
}

async function playAll(): Promise<number> {
  const began = performance.now();
  const failed: number[] = [];
  let told = began;
  for (let seed = from; seed < from + seeds; seed++) {
    const { broken, virtualMs } = await play(seed, values.trace ? say : undefined);
    if (broken !== null) {
      failed.push(seed);
      say(`seed ${seed} after ${Math.round(virtualMs / 1000)} s: ${broken.invariant}: ${broken.detail}`);
      say(`  again, with everything that happened: npm run sim -- --from ${seed} --seeds 1 --trace`);
    }
    if (performance.now() - told > 5000) {
      told = performance.now();
      say(`${seed - from + 1} of ${seeds} seeds, ${failed.length} failed`);
    }
  }
  const ms = Math.round(performance.now() - began);
  say(`${Math.round(process.cpuUsage().user / 1000)} ms of processor time`);
  tellAll(failed, ms);
  return failed.length > 0 ? 1 : 0;
}

async function findAll(): Promise<number> {
  const found: { mutation: string; seed: number | null; tried: number; invariant: string | null }[] = [];
  for (const mutation of mutations.filter(({ name }) => name.includes(values.only))) {
    const mutated = await withMutation(mutation);
    const first = values.known ? mutation.seed : from;
    let line: (typeof found)[number] = { mutation: mutation.name, seed: null, tried: seeds, invariant: null };
    for (let seed = first; seed < first + seeds; seed++) {
      const { broken } = await mutated.play(seed);
      if (broken === null) continue;
      line = { mutation: mutation.name, seed, tried: seed - first + 1, invariant: broken.invariant };
      break;
    }
    found.push(line);
    say(`${line.seed === null ? 'NOT FOUND' : `seed ${line.seed}`.padEnd(9)} ${line.mutation}: ${line.invariant ?? ''}`);
  }
  const missed = found.filter(({ seed }) => seed === null).length;
  const table = `| fault put into the code | found by seed | by the invariant |\n| --- | --- | --- |\n${found
    .map(({ mutation, seed, invariant }) => `| ${mutation} | ${seed ?? 'none'} | ${invariant ?? ''} |\n`)
    .join('')}`;
  if (values.write) writeDown(found, table);
  process.stdout.write(values.json ? `${JSON.stringify({ mutations: found, missed })}\n` : table);
  return missed > 0 ? 1 : 0;
}

/** The seeds into the list, so that `--known` begins at them, and the table beside it. */
function writeDown(found: readonly { mutation: string; seed: number | null }[], table: string): void {
  const list = join(import.meta.dirname, 'mutations.ts');
  let text = readFileSync(list, 'utf8');
  for (const { mutation, seed } of found) {
    if (seed === null) continue;
    const at = text.indexOf(`name: '${mutation}'`);
    const begin = text.indexOf('seed: ', at) + 'seed: '.length;
    text = `${text.slice(0, begin)}${seed}${text.slice(text.indexOf(',', begin))}`;
  }
  writeFileSync(list, text);
  if (values.only !== '') return;
  const head = `# Faults put into the sync code, and the seed in which the simulation finds each\n\nWritten by \`npm run -s sim -- --mutations --write\`; each may take ${seeds} seeds.\n\n`;
  writeFileSync(join(import.meta.dirname, 'MUTATIONS.md'), head + table);
}
