import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** `npm run sim -- … --json` as a process of its own. `told`: what it said on standard error. */
export function runSim(...args: string[]): Promise<{ answer: unknown; told: string }> {
  const entry = join(import.meta.dirname, 'index.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args, '--json'], { maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      resolve({ answer: stdout === '' ? null : JSON.parse(stdout), told: stderr.slice(-4000) });
    });
  });
}
