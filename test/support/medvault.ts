import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const entry = join(import.meta.dirname, '../../main/cli/medvault.ts');

export type Said = { code: number | null; json: Record<string, unknown>; stderr: string };

/** Runs the command as a user does, with `stdin` on its standard input. */
export async function medvault(args: readonly string[], stdin = ''): Promise<Said> {
  const child = startMedvault(args);
  child.stdin!.end(stdin);
  let [out, stderr] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { code, json: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>), stderr };
}

export function startMedvault(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [entry, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}
