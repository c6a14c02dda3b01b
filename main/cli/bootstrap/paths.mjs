import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const cacheDir = join(root, '.cache');
export const isWindows = process.platform === 'win32';

/** The Node of the lockfile (package `node`); everything but the installation runs under it. */
export const nodeBinary = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
/**
 * For what goes on for long and starts threads that run WebAssembly (OCR): on processors with protection keys V8 loses count of its code pages
 * then and ends the process with "Check failed: jit_page.has_value()". Source: nodejs/node issue 64500; seen with Node 24.21.
 */
export const longLived = ['--no-memory-protection-keys'];
export const medvaultEntry = join(root, 'dist', 'main', 'medvault.js');

/** The script of an installed tool, to be run with `nodeBinary`: works without a shell on every system. */
export const toolScript = (...path) => join(root, 'node_modules', ...path);
