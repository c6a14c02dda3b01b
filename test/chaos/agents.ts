import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';

const entry = join(import.meta.dirname, 'facilityAgent.ts');

type Rows = Record<string, string>;

export type Agent = {
  name: string;
  /** @param code joins the hub, the first time */
  start(code?: string): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** says nothing new from now on */
  hush(): void;
  id(): string;
  said(): Rows;
  holds(owner: Agent): Rows;
  waiting(): number;
  lastError(): string | null;
};

/** A facility process on a file of its own; `inside` is put before its command line, to start it in another network. */
export function anAgent(file: string, name: string, hubUrl: string, perSecond: number, inside: readonly string[] = []): Agent {
  let child: ChildProcess | undefined;
  let id = '';

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise<void>((resolve) => void running.once('exit', () => resolve()));
    running.kill('SIGKILL');
    await exited;
  }
  onTestFinished(kill);

  /** Through a connection of our own: what is committed, and nothing else. */
  function ask<T>(question: (eyes: Sqlite.Database) => T): T {
    const eyes = new Sqlite(file, { readonly: true, timeout: 5000 });
    try {
      return question(eyes);
    } finally {
      eyes.close();
    }
  }
  const rows = (eyes: Sqlite.Database, sql: string, ...values: string[]): Rows =>
    Object.fromEntries(
      eyes
        .prepare<string[], { name: string; payload: string }>(sql)
        .all(...values)
        .map((row) => [row.name, row.payload]),
    );

  const agent: Agent = {
    name,
    async start(code) {
      const line = [...inside, process.execPath, entry, file, name, hubUrl, String(perSecond), ...(code === undefined ? [] : [code])];
      const started = spawn(line[0]!, line.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
      child = started;
      let errors = '';
      started.stdin.on('error', () => undefined);
      started.stderr.on('data', (part: Buffer) => void (errors += part.toString()));
      id = await new Promise<string>((resolve, reject) => {
        started.stdout.on('data', (part: Buffer) => resolve(part.toString().trim().split(' ')[1] ?? ''));
        started.once('exit', (status) => reject(new Error(`${name} ended with ${status}: ${errors}`)));
      });
    },
    kill,
    hush: () => void child?.stdin?.write('\n'),
    id: () => id,
    said: () => ask((eyes) => rows(eyes, `SELECT kind || ' ' || key AS name, payload FROM said ORDER BY name`)),
    holds: (owner) =>
      ask((eyes) =>
        rows(eyes, `SELECT kind || ' ' || key AS name, payload FROM peer_state WHERE facility_id = ? ORDER BY name`, owner.id()),
      ),
    waiting: () => ask((eyes) => eyes.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get()!),
    lastError: () => ask((eyes) => eyes.prepare<[], string | null>('SELECT last_error FROM hub_link').pluck().get() ?? null),
  };
  return agent;
}

/** What differs between two facilities that have said everything. */
export function findDifference(holder: Agent, owner: Agent): string | null {
  if (owner.waiting() > 0) return `${owner.name} has ${owner.waiting()} rows waiting (${owner.lastError()})`;
  const [said, held] = [owner.said(), holder.holds(owner)];
  const missing = Object.keys(said).find((name) => held[name] !== said[name]);
  if (missing !== undefined) return `${holder.name} does not hold the newest ${missing} of ${owner.name}`;
  const strange = Object.keys(held).find((name) => said[name] === undefined);
  return strange === undefined ? null : `${holder.name} holds ${strange}, which ${owner.name} never said`;
}
