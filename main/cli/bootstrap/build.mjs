import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from './child.mjs';
import { cacheDir, medvaultEntry, nodeBinary, root, toolScript } from './paths.mjs';
import { say, step } from './say.mjs';

const sources = [
  'main/**/*',
  'renderer/**/*',
  'preload/**/*',
  'db/**/*',
  'sync/**/*',
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
];
const stamp = join(root, 'dist', '.built');
const lock = join(cacheDir, 'build.lock');

export async function run() {
  const built = await ensureBuilt();
  say(built ? 'The build is in dist/.' : 'The build in dist/ is up to date.');
  return 0;
}

/** Builds when a source changed since the last build. @returns whether it built */
export async function ensureBuilt() {
  if (isBuilt()) return false;
  await withLock(async () => {
    if (isBuilt()) return; // somebody else built it while we waited
    await step('Building the program (its sources changed)', async () => {
      const before = fingerprint();
      const { code, output } = await capture(nodeBinary, [toolScript('electron-vite', 'dist', 'cli.js'), 'build', '--logLevel', 'warn'], {
        cwd: root,
      });
      if (code !== 0 || !existsSync(medvaultEntry)) throw new Error(`The build failed:\n${output.trim()}`);
      writeFileSync(stamp, before);
    });
  });
  return true;
}

const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** Names, sizes and times of all sources. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root }).sort()) {
    const { size, mtimeMs, isFile } = describe(join(root, file));
    if (isFile) hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function describe(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return { size: found?.size, mtimeMs: found?.mtimeMs, isFile: found?.isFile() ?? false };
}

/** Two commands started at once share one build. A lock whose owner is gone is taken over. */
async function withLock(work) {
  mkdirSync(cacheDir, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(lock)) rmSync(lock, { force: true });
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Written a moment ago and still empty: its owner is between creating and filling it.
    if (pid === 0) return Date.now() - statSync(file).mtimeMs < 2000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
