import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { capture } from './child.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { cacheDir, nodeBinary, root, toolScript } from './paths.mjs';
import { say, step } from './say.mjs';
import { ensureSystemLibraries } from './systemLibraries.mjs';
import { readReport, summary } from './testReport.mjs';

const layers = ['preload/contract', 'preload', 'db', 'sync', 'main', 'renderer', 'test'];
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

/** `npm test`: everything. The last line is `N passed, N failed`. */
export async function run(args) {
  const began = Date.now();
  await ensureSystemLibraries({ forTests: true });
  await ensureElectron();
  const results = [];
  results.push(await buildResult());
  results.push(...(await runStaticChecks()));
  results.push(
    await runVitest(
      'unit, screens, property, migrations, sync',
      [
        '--project=unit',
        '--project=screens',
        '--project=property',
        '--project=migrations',
        '--project=sync',
        '--project=sim',
        '--project=chaos',
      ],
      args,
    ),
  );
  results.push(await runVitest('end to end, in real windows', ['--project=e2e'], args));
  process.stderr.write('');
  process.stdout.write(summary(results, Math.round((Date.now() - began) / 1000)));
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

async function buildResult() {
  try {
    await ensureBuilt();
    return { name: 'build', passed: 1, failed: 0, failures: [] };
  } catch (error) {
    return failure('build', error.message);
  }
}

const failure = (name, text) => ({ name, passed: 0, failed: 1, failures: [{ name, text }] });

/** Two at a time: one for each core of a small machine. */
async function runStaticChecks() {
  return step('Types, lint, format, unused code', async () => {
    const results = Array.from({ length: staticChecks.length });
    const waiting = staticChecks.entries();
    const worker = async () => {
      for (const [index, { name, script, args }] of waiting) {
        const { code, output } = await capture(nodeBinary, [script, ...args], { cwd: root });
        results[index] = code === 0 ? { name, passed: 1, failed: 0, failures: [] } : failure(name, output.trim());
        say(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      }
    };
    await Promise.all([worker(), worker()]);
    return results;
  });
}

async function runVitest(name, projects, args) {
  const file = join(cacheDir, `tests-${process.pid}.json`);
  mkdirSync(cacheDir, { recursive: true });
  rmSync(file, { force: true });
  const vitest = [
    toolScript('vitest', 'vitest.mjs'),
    'run',
    ...projects,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ];
  const { code, output } = await step(`Tests: ${name}`, () => capture(nodeBinary, vitest, { cwd: root }));
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(file, { force: true });
  return readReport(name, report, code, output, root);
}
