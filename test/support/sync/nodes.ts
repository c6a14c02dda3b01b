import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const entry = join(import.meta.dirname, '../../../sync/hub/main.ts');

export type HubNode = { url: string; port: number; pid: number; log(): string; terminate(): Promise<number | null>; kill(): Promise<void> };

/** One node of a hub as a process of its own; what is secret goes over the environment. */
export async function aHubNode(databaseUrl: string, redisUrl?: string, args: string[] = []): Promise<HubNode> {
  const child = spawn(process.execPath, [entry, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MEDVAULT_DATABASE_URL: databaseUrl, ...(redisUrl === undefined ? {} : { MEDVAULT_REDIS_URL: redisUrl }) },
  });
  let log = '';
  child.stderr.on('data', (part: Buffer) => void (log += part.toString()));
  const exited = new Promise<number | null>((resolve) => void child.once('exit', (code) => resolve(code)));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  const kill = async () => void (await end('SIGKILL'));
  onTestFinished(kill);
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}: ${log}`)));
  });
  const { url } = JSON.parse(line) as { url: string };
  return { url, port: Number(new URL(url).port), pid: child.pid!, log: () => log, terminate: () => end('SIGTERM'), kill };
}

/** What a TCP balancer does: each new connection goes to the next place that takes one. */
export async function aBalancer() {
  let places: number[] = [];
  let next = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    open.add(near);
    near.on('close', () => open.delete(near));
    near.on('error', () => undefined);
    near.pause();
    reach(near, places.length);
  });

  function reach(near: Socket, left: number): void {
    if (left === 0) return void near.destroy();
    const far = connect(places[next++ % places.length]!, '127.0.0.1');
    far.once('connect', () => {
      near.pipe(far).pipe(near);
      far.on('close', () => near.destroy());
      near.on('close', () => far.destroy());
    });
    far.on('error', () => (far.readyState === 'opening' || far.connecting || far.bytesRead === 0 ? reach(near, left - 1) : near.destroy()));
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (ports: readonly number[]) => void (places = [...ports]),
  };
}
