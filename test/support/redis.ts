import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { freePort } from './freePort.ts';

export type RedisServer = { url: string; pid(): number; start(): Promise<void>; stop(): Promise<void> };

/** A Redis server of this test's own on a free port; it keeps nothing. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()], {
      stdio: 'ignore',
    });
    const failed = new Promise<never>((_, reject) => {
      server?.once('error', () =>
        reject(new Error('Redis is not installed (Debian: apt-get install redis-server; macOS: brew install redis).')),
      );
    });
    for (const end = Date.now() + 10_000; ;) {
      if (await Promise.race([answers(port), failed])) return;
      if (Date.now() > end) throw new Error('Redis did not start');
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
  }

  process.once('exit', () => server?.kill('SIGKILL')); // a run that is broken off leaves none behind
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => server!.pid!,
    start,
    async stop() {
      const running = server;
      server = undefined;
      if (running === undefined || running.exitCode !== null) return;
      const exited = new Promise((resolve) => void running.once('exit', resolve));
      running.kill('SIGKILL');
      await exited;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.on('data', (bytes) => {
      resolve(bytes.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}
