import { parseArgs } from 'node:util';

/** `npm run -s bench -- NAME [--patients N] [--part P] [--json]`: figures of the real code on this machine. Node runs it from source. */
type Args = { patients?: number; part?: string; facilities?: number };
type Bench = { run: (args: Args) => Promise<Record<string, unknown>> };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  chart: () => import('./chart.ts'),
  dispense: () => import('./dispense.ts'),
  hub: () => import('./hub/index.ts'),
  'hub-store': () => import('./hubStore.ts'),
  safe: () => import('./safe.ts'),
  safety: () => import('./safety.ts'),
  search: () => import('./search.ts'),
  share: () => import('./share.ts'),
  sync: () => import('./sync.ts'),
  'line-bytes': () => import('./lineBytes.ts'),
  store: () => import('./store.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    patients: { type: 'string' },
    part: { type: 'string' },
    facilities: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const bench = positionals[0] ?? '';
if (values.help || !Object.hasOwn(benches, bench)) {
  process.stderr.write(
    `Usage: npm run -s bench -- NAME [--patients N] [--json]\nNAME: ${Object.keys(benches).join(', ')}\nhub also takes --part PART[,PART] and --facilities N\n`,
  );
  process.exit(values.help ? 0 : 2);
}
const { patients, part, facilities } = values;
const figures = await (
  await benches[bench]!()
).run({
  ...(patients === undefined ? {} : { patients: Number(patients) }),
  ...(part === undefined ? {} : { part }),
  ...(facilities === undefined ? {} : { facilities: Number(facilities) }),
});
if (values.json) process.stdout.write(`${JSON.stringify({ name: bench, figures })}\n`);
else for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure.padEnd(22)} ${JSON.stringify(value)}\n`);
process.exit(0);
