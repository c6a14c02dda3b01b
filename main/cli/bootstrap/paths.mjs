import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const cacheDir = join(root, '.cache');
export const isWindows = process.platform === 'win32';

/** The Node of the lockfile (package `node`); everything but the installation runs under it. */
export const nodeBinary = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
export const medvaultEntry = join(root, 'dist', 'main', 'medvault.js');

/** The script of an installed tool, to be run with `nodeBinary`: works without a shell on every system. */
export const toolScript = (...path) => join(root, 'node_modules', ...path);
