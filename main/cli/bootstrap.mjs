#!/usr/bin/env node
// Runs before anything is installed, on any Node from 20: plain JavaScript, no dependency.
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './bootstrap/install.mjs';
import { nodeBinary, root } from './bootstrap/paths.mjs';
import { beQuiet, explain } from './bootstrap/say.mjs';

const subcommands = ['start', 'test', 'build', 'medvault', 'bench', 'seed', 'sim', 'chaos'];
const [name, ...args] = process.argv.slice(2);

if (!subcommands.includes(name)) {
  process.stderr.write(`Usage: node main/cli/bootstrap.mjs ${subcommands.join(' | ')} [arguments]\n`);
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(
    `MedVault needs Node 20 or newer to install itself; this is ${process.version}. Install a newer one from your system's packages or nodejs.org.\n`,
  );
  process.exit(1);
}
// Their answer goes to standard output and is read by programs: say only what takes long.
if (['medvault', 'bench', 'seed', 'sim', 'chaos'].includes(name)) beQuiet();

try {
  await ensureInstalled();
  if (isProjectNode()) {
    const { run } = await import(`./bootstrap/${name}.mjs`);
    process.exitCode = await run(args);
  } else {
    process.exitCode = runAgainUnderProjectNode();
  }
} catch (error) {
  explain(error);
  process.exitCode = 1;
}

function isProjectNode() {
  return realpathSync(process.execPath) === realpathSync(nodeBinary);
}

/** The tools and the facility need the Node that the lockfile brings, whatever Node npm was started with. */
function runAgainUnderProjectNode() {
  // A signal from the terminal reaches the child as well; this process only waits for its answer.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  const { status, signal } = spawnSync(nodeBinary, [fileURLToPath(import.meta.url), name, ...args], {
    stdio: 'inherit',
    cwd: process.cwd(),
  });
  if (status === null) process.stderr.write(`Stopped by ${signal} (project in ${root}).\n`);
  return status ?? 1;
}
