import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { defaultDataDir } from '../../defaultDataDir.ts';
import { ensureBuilt } from './build.mjs';
import { handOver, passSignalsTo } from './child.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { longLived, medvaultEntry, nodeBinary, root } from './paths.mjs';
import { say } from './say.mjs';
import { ensureSystemLibraries } from './systemLibraries.mjs';

/** `npm start [-- --data DIR]`: a window where there is a display, otherwise a page in a browser on this computer. */
export async function run(args) {
  return hasDisplay() ? openWindow(args) : serve(args);
}

export function hasDisplay(env = process.env, platform = process.platform) {
  return platform === 'linux' ? Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) : true;
}

/** Chromium's sandbox cannot run as root; only a checkout is ever started so, and the installed app refuses it. */
export const sandboxArguments = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

async function openWindow(args) {
  await ensureSystemLibraries({ forTests: false });
  const electron = await ensureElectron();
  await ensureBuilt();
  say('Opening MedVault …');
  return handOver(electron.executable, [...electron.args, ...sandboxArguments(), '--log-level=3', ...args], { cwd: root });
}

async function serve(args) {
  await ensureBuilt();
  const data = args.includes('--data') ? [] : ['--data', defaultDataDir()];
  say('There is no display: serving MedVault to a browser on this computer …');
  const child = spawn(nodeBinary, [...longLived, medvaultEntry, 'serve', ...data, ...args], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  passSignalsTo(child);
  createInterface({ input: child.stdout }).on('line', greet);
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/** `serve` answers one line of JSON when it is ready; a person wants the link. */
function greet(line) {
  const ready = parse(line);
  if (!ready?.url) return process.stdout.write(`${line}\n`);
  process.stdout.write(
    `\nMedVault is ready. Open this address in a browser on this computer:\n\n  ${ready.signInUrl ?? ready.url}\n\nCtrl+C ends it; everything is saved.\n`,
  );
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
