import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './paths.mjs';

const gigabyte = 2 ** 30;

/**
 * Where the tests put their files, and what they find of an earlier run. In memory, where there is plenty: thousands of databases are written
 * through to the disk and thrown away otherwise. What Node made of a source file is kept for the hundreds of processes and workers that load
 * it again; Node looks whether the source is still the same.
 * @returns {{ env: NodeJS.ProcessEnv, remove: () => void }}
 */
export function makeWorkplace(env = process.env, disk = memoryDisk()) {
  const compiled = { ...env, NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(cacheDir, 'compiled') };
  if (env.TMPDIR !== undefined || disk === '') return { env: compiled, remove: () => {} };
  const folder = mkdtempSync(join(disk, 'medvault-tests-'));
  chmodSync(folder, 0o711); // PostgreSQL, started as another user, goes through it
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // somebody still writes there: it costs memory until the next start of this computer, and no result
    }
  };
  return { env: { ...compiled, TMPDIR: folder }, remove };
}

/** @returns a folder in memory with room to spare, or '' */
function memoryDisk() {
  const disk = '/dev/shm';
  if (!existsSync(disk)) return '';
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize >= 4 * gigabyte && process.availableMemory() >= 8 * gigabyte ? disk : '';
}
