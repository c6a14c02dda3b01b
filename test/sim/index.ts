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
`;
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    known: { type: 'boolean', default: false },
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
process.exit(values.mutations ? await findAll() : await playAll());

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
  const [answer, words] = [{ seeds, failed, ms }, `${seeds} seeds, ${failed.length} failed, ${ms} ms`];
  process.stdout.write(`${values.json ? JSON.stringify(answer) : words}\n`);
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
  if (values.json) process.stdout.write(`${JSON.stringify({ mutations: found, missed })}\n`);
  else {
    process.stdout.write(`| fault put into the code | found by seed | by the invariant |\n| --- | --- | --- |\n`);
    for (const { mutation, seed, invariant } of found) process.stdout.write(`| ${mutation} | ${seed ?? 'none'} | ${invariant ?? ''} |\n`);
  }
  return missed > 0 ? 1 : 0;
}
