import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { startHub } from '../../../sync/hub/start.ts';
import type { HubPlace, HubSettings, RunningHub } from '../../../sync/hub/start.ts';
import { startPostgres } from '../postgres.ts';
import type { PostgresServer } from '../postgres.ts';

/** Gone when the test has finished. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-sync-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** MEDVAULT_TEST_HUB=postgres runs whatever starts its hub here on PostgreSQL instead; a data folder stands for a database then. */
const isOnPostgres = process.env['MEDVAULT_TEST_HUB'] === 'postgres';
const databases = new Map<string, string>();
let server: Promise<PostgresServer> | undefined;
if (isOnPostgres) afterAll(async () => (await server)?.stop());

async function placeOf(dataDir: string): Promise<HubPlace> {
  if (!isOnPostgres) return { dataDir };
  server ??= startPostgres();
  const databaseUrl = databases.get(dataDir) ?? (await (await server).database());
  databases.set(dataDir, databaseUrl);
  return { databaseUrl };
}

/** A real hub on loopback, stopped when the test has finished. */
export async function aHub(
  options: HubSettings & { dataDir?: string } = {},
): Promise<RunningHub & { dataDir: string; stop(): Promise<void> }> {
  const dataDir = options.dataDir ?? aFolder();
  const hub = await startHub({ name: 'District hub', ...options, ...(await placeOf(dataDir)) });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= hub.stop());
  onTestFinished(stop);
  return { ...hub, dataDir, stop };
}

/** The hub as a process of its own, to be killed. */
export async function aHubProcess(dataDir: string, port = 0): Promise<{ url: string; pid: number; kill(): Promise<void> }> {
  const entry = join(import.meta.dirname, '../../../sync/hub/main.ts');
  const child = spawn(process.execPath, [entry, '--data', dataDir, '--port', String(port), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
  return { ...(JSON.parse(line) as { url: string; pid: number }), kill };
}

export async function until(what: string, isTrue: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
}

/** Which of the strings stand anywhere in the files of these folders: database, WAL, logs, tokens. */
export function findLeaks(folders: readonly string[], strings: readonly string[]): { file: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap((entry) => {
        const file = join(entry.parentPath, entry.name);
        const bytes = readFileSync(file);
        return strings.filter((text) => bytes.includes(text)).map((text) => ({ file, text }));
      }),
  );
}
