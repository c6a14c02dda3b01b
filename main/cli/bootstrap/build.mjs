import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from './child.mjs';
import { cacheDir, nodeBinary, root, toolScript } from './paths.mjs';
import { say, step } from './say.mjs';

/** Commands need only the processes; screens are built when somebody will look at them. */
const parts = {
  processes: { sources: ['main/**/*', 'preload/**/*', 'db/**/*', 'sync/**/*'], folders: ['main', 'preload'] },
  screens: { sources: ['renderer/**/*', 'preload/contract/**/*'], folders: ['renderer'] },
};
const common = ['electron.vite.config.ts', 'package-lock.json', 'tsconfig.json'];
const dist = join(root, 'dist');
const lock = join(cacheDir, 'build.lock');

export async function run() {
  const built = await ensureBuilt();
  say(built ? 'The build is in dist/.' : 'The build in dist/ is up to date.');
  return 0;
}

/** Builds the parts whose sources changed since their last build. @returns whether it built anything */
export async function ensureBuilt(names = Object.keys(parts)) {
  if (names.every(isBuilt)) return false;
  await withLock(async () => {
    // somebody else may have built it while we waited
    for (const name of names) if (!isBuilt(name)) await step(`Building the ${name} (sources changed)`, () => build(name));
  });
  return true;
}

/** A program that runs from dist/ meanwhile sees the old build or the new one, never half of either. */
async function build(name) {
  const before = fingerprint(name);
  const folder = join(cacheDir, `build-${name}`);
  rmSync(folder, { recursive: true, force: true });
  const electronVite = toolScript('electron-vite', 'dist', 'cli.js');
  const env = { ...process.env, MEDVAULT_BUILD: name, MEDVAULT_BUILD_FOLDER: folder };
  const { code, output } = await capture(nodeBinary, [electronVite, 'build', '--logLevel', 'warn'], { cwd: root, env });
  const { folders } = parts[name];
  if (code !== 0 || !folders.every((each) => existsSync(join(folder, each)))) throw new Error(`The build failed:\n${output.trim()}`);
  mkdirSync(dist, { recursive: true });
  for (const each of folders) replaceFolder(join(folder, each), join(dist, each));
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(stampOf(name), before);
}

function replaceFolder(from, to) {
  const old = `${to}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

const stampOf = (name) => join(dist, `.built-${name}`);
const isBuilt = (name) => existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === fingerprint(name);

/** Names, sizes and times of all sources. */
function fingerprint(name) {
  const hash = createHash('sha256');
  for (const file of globSync([...parts[name].sources, ...common], { cwd: root }).sort()) {
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
