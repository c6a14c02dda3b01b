import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { freePort } from './freePort.ts';

export type PostgresServer = {
  port: number;
  pid(): number;
  /** An empty database of its own. */
  database(): Promise<string>;
  /** Ends the server as it is; its files stay. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** For good. */
  stop(): Promise<void>;
};

/**
 * A PostgreSQL server of this test's own on a free port. initdb refuses root, so root lends it to the user postgres.
 * Without `fsync` a crash of the machine would lose data, a killed server does not: for whatever is not measured.
 */
export async function startPostgres({ fsync = false }: { fsync?: boolean } = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'medvault-postgres-'));
  const asOwner = owner();
  chmodSync(folder, 0o755);
  if (asOwner.uid !== undefined && asOwner.gid !== undefined) chownSync(folder, asOwner.uid, asOwner.gid);
  const data = join(folder, 'data');
  const initdb = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'medvault', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    {
      ...asOwner,
      encoding: 'utf8',
      cwd: folder,
    },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}${initdb.stdout}`);
  const port = await freePort();
  const urlOf = (database: string) => `postgres://medvault@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  let databases = 0;

  async function start(): Promise<void> {
    const settings = [`port=${port}`, `fsync=${fsync ? 'on' : 'off'}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const more = ['shared_buffers=64MB', 'max_connections=60', 'autovacuum_naptime=10s', 'log_min_messages=fatal'];
    server = spawn(join(bin, 'postgres'), ['-D', data, ...[...settings, ...more].flatMap((setting) => ['-c', setting])], {
      ...asOwner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    for (const end = Date.now() + 20_000; ;) {
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      client.on('error', () => undefined); // a server that is just starting may hang up again
      const answers = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (answers) return;
      if (Date.now() > end || server.exitCode !== null) throw new Error('PostgreSQL did not start');
      await new Promise((resolve) => void setTimeout(resolve, 30));
    }
  }

  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise((resolve) => void running.once('exit', resolve));
    running.kill(signal);
    await exited;
  };

  process.once('exit', () => server?.kill('SIGQUIT')); // a run that is broken off leaves none behind
  await start();
  return {
    port,
    pid: () => server!.pid!,
    async database() {
      const name = `hub_${++databases}`;
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
      await client.end();
      return urlOf(name);
    },
    start,
    kill: () => end('SIGQUIT'), // at once, without a checkpoint: the next start recovers from the log
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps the server's programs apart, by version. */
function findPostgres(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined)
    throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql-15; macOS: brew install postgresql@15).');
  return found;
}

function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('postgres:'));
  if (line === undefined) throw new Error('There is no user postgres on this system.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
