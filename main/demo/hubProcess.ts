import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type HubProcess = { url: string; port: number; kill: () => Promise<void> };

/** The `medvault` program, bundled or from source. */
export function medvaultProgram(from: string = import.meta.dirname): string {
  const bundled = join(from, 'medvault.js');
  return existsSync(bundled) ? bundled : join(from, '..', 'cli', 'medvault.ts');
}

/** A hub as a process of its own, so that it can be killed like one. */
export async function startHubProcess(dataDir: string, port: number): Promise<HubProcess> {
  const child = spawn(
    process.execPath,
    [medvaultProgram(), 'hub', '--data', dataDir, '--port', String(port), '--name', 'Ankora District Hub', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const { url } = await firstLine(child);
  return {
    url,
    port: Number(new URL(url).port),
    kill: () => {
      child.kill('SIGKILL');
      return exited; // also where it had ended before
    },
  };
}

function firstLine(child: ChildProcess): Promise<{ url: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as { url: string }));
  });
}
