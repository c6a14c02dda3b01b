import { parseArgs } from 'node:util';

/** `npm run -s bench -- NAME [--patients N] [--json]`: figures of the real code on this machine. Node runs it from source. */
type Bench = { run: (args: { patients?: number }) => Promise<Record<string, unknown>> };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  chart: () => import('./chart.ts'),
  dispense: () => import('./dispense.ts'),
  'hub-store': () => import('./hubStore.ts'),
  safe: () => import('./safe.ts'),
  safety: () => import('./safety.ts'),
  search: () => import('./search.ts'),
  share: () => import('./share.ts'),
  sync: () => import('./sync.ts'),
  store: () => import('./store.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, patients: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const bench = positionals[0] ?? '';
if (values.help || !Object.hasOwn(benches, bench)) {
  process.stderr.write(`Usage: npm run -s bench -- NAME [--patients N] [--json]\nNAME: ${Object.keys(benches).join(', ')}\n`);
  process.exit(values.help ? 0 : 2);
}
const figures = await (await benches[bench]!()).run(values.patients === undefined ? {} : { patients: Number(values.patients) });
if (values.json) process.stdout.write(`${JSON.stringify({ name: bench, figures })}\n`);
else for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure.padEnd(22)} ${JSON.stringify(value)}\n`);
process.exit(0);
