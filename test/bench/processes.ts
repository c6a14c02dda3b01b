import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** A process of a bench's own, which says one line of JSON on its standard output when it is ready. */
export type Running<T> = T & { pid: number; child: ChildProcess; end(signal?: NodeJS.Signals): Promise<void> };

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL'))); // a bench that is broken off leaves none behind
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** @param more of Node's own options */
export async function startNode<T extends object>(
  entry: string,
  args: readonly string[],
  { env = {}, options = [] }: { env?: Record<string, string>; options?: readonly string[] } = {},
): Promise<Running<T>> {
  const child = spawn(process.execPath, [...options, entry, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  void exited.then(() => running.delete(child));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}`)));
  });
  return {
    ...(JSON.parse(line) as T),
    pid: child.pid!,
    child,
    async end(signal = 'SIGKILL') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

/** User and system seconds that a process has used; Linux only, NaN elsewhere. */
export function cpuOf(pid: number): number {
  const fields = statOf(String(pid));
  return fields === null ? Number.NaN : (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The same of a process and its children, ended children included. */
export function cpuOfGroup(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (fields === null || (Number(name) !== pid && Number(fields[1]) !== pid)) continue;
    ticks += Number(fields[11]) + Number(fields[12]);
    if (Number(name) === pid) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks / ticksPerSecond;
}

/** USER_HZ, which Linux fixes for all programs: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

/** The fields of /proc/PID/stat from the state on. */
function statOf(pid: string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return null; // it has ended, or this is no Linux
  }
}

/** Resident kilobytes now, and the most there ever were; Linux only, NaN elsewhere. */
export function memoryOf(pid: number): { nowKb: number; mostKb: number } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);
    return { nowKb: read('VmRSS'), mostKb: read('VmHWM') };
  } catch {
    return { nowKb: Number.NaN, mostKb: Number.NaN };
  }
}

/** Of the whole computer since it started: how much of it was busy, in CPU seconds. Others' work makes wall clock figures worse. */
export function busySeconds(): number {
  try {
    const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/).map(Number);
    return (user! + nice! + system! + irq! + softirq!) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

export const machine = { cores: availableParallelism(), memoryGb: Math.round(totalmem() / 2 ** 30) };

export const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

export const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;

export async function untilTrue(what: string, isTrue: () => boolean, ms = 120_000): Promise<void> {
  const end = performance.now() + ms;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`not within ${ms / 1000} s: ${what}`);
    await pause(5);
  }
}
