import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const entry = join(import.meta.dirname, '../../../sync/hub/main.ts');

/** `medvault hub code`, beside a running hub. */
export async function enrolmentCodeFor(dataDir: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [entry, 'code', '--data', dataDir]);
  return stdout.trim();
}

export type Ended = { code: number; stdout: string; stderr: string };

/** `medvault hub …` until it ends by itself. */
export function runHub(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
