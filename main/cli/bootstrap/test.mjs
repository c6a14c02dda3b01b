import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { capture } from './child.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { cacheDir, nodeBinary, root, toolScript } from './paths.mjs';
import { say, step } from './say.mjs';
import { ensureSystemLibraries } from './systemLibraries.mjs';
import { failure, part, readReport, success, summary } from './testReport.mjs';
import { makeWorkplace } from './testWorkplace.mjs';

const layers = ['preload/contract', 'preload', 'db', 'sync', 'main', 'renderer', 'test'];
/** All of them but the windows (vitest.config.ts). */
const beside = ['unit', 'screens', 'property', 'migrations', 'sync', 'sim', 'chaos'];
const oxlint = toolScript('oxlint', 'bin', 'oxlint');

/** A static check counts as one test. */
const staticChecks = [
  ...layers.map((layer) => ({
    name: `types: ${layer}`,
    script: toolScript('@typescript', 'native', 'bin', 'tsc'),
    args: ['-p', `${layer}/tsconfig.json`],
  })),
  { name: 'lint', script: oxlint, args: ['--type-aware', '--deny-warnings'] },
  { name: 'format', script: toolScript('oxfmt', 'bin', 'oxfmt'), args: ['--check'] },
  { name: 'unused files, exports and packages', script: toolScript('knip', 'bin', 'knip.js'), args: ['--no-progress'] },
];

/**
 * `npm test`: everything. The last line is `N passed, N failed`.
 * The windows wait most of the time, for a picture or for the other side: everything else runs beside them.
 */
export async function run(args) {
  const began = Date.now();
  await ensureSystemLibraries({ forTests: true });
  const workplace = makeWorkplace();
  process.once('exit', workplace.remove); // also when it is broken off
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const parts = await Promise.all([
    part('types, lint, unit, screens, property, migrations, sync', async () => [
      ...(await runStaticChecks()),
      await runVitest('unit, screens, property, migrations, sync', beside, args, workplace.env),
    ]),
    part('build and end to end', async () => {
      await ensureElectron();
      const build = await buildResult();
      return [build, await runVitest('end to end, in real windows', ['e2e'], args, workplace.env)];
    }),
  ]);
  const results = parts.flat();
  process.stdout.write(summary(results, Math.round((Date.now() - began) / 1000)));
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

async function buildResult() {
  try {
    await ensureBuilt();
    return success('build');
  } catch (error) {
    return failure('build', error.message);
  }
}

/** Two at a time: one for each core of a small machine. */
async function runStaticChecks() {
  return step('Types, lint, format, unused code', async () => {
    const results = Array.from({ length: staticChecks.length });
    const waiting = staticChecks.entries();
    const worker = async () => {
      for (const [index, { name, script, args }] of waiting) {
        const { code, output } = await capture(nodeBinary, [script, ...args], { cwd: root });
        results[index] = code === 0 ? success(name) : failure(name, output.trim());
        say(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      }
    };
    await Promise.all([worker(), worker()]);
    return results;
  });
}

async function runVitest(name, projects, args, env) {
  const file = join(cacheDir, `tests-${projects[0]}-${process.pid}.json`);
  mkdirSync(cacheDir, { recursive: true });
  rmSync(file, { force: true });
  const vitest = [
    toolScript('vitest', 'vitest.mjs'),
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ];
  const { code, output } = await step(`Tests: ${name}`, () => capture(nodeBinary, vitest, { cwd: root, env }));
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(file, { force: true });
  return readReport(name, report, code, output, root);
}
