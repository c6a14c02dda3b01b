/** `npm run -s bench -- NAME [--json]`: figures of the real code on this machine. Node runs it from source. */
type Bench = { run: () => Promise<Record<string, unknown>> };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  search: () => import('./search.ts'),
};

const [name = '', ...options] = process.argv.slice(2);
if (!Object.hasOwn(benches, name)) {
  process.stderr.write(`Usage: npm run -s bench -- NAME [--json]\nNAME: ${Object.keys(benches).join(', ')}\n`);
  process.exit(name === '--help' ? 0 : 2);
}
const figures = await (await benches[name]!()).run();
if (options.includes('--json')) process.stdout.write(`${JSON.stringify({ name, figures })}\n`);
else for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure.padEnd(22)} ${JSON.stringify(value)}\n`);
process.exit(0);
