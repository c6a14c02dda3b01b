import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../freePort.ts';
import type { Pem } from './certificate.ts';

export type Haproxy = { port: number; pid: number; log(): string; stop(): Promise<void> };

/** What operators are given to begin with. */
const example = join(import.meta.dirname, '../../../sync/hub/haproxy.cfg');

/** The example as it stands, for nodes on these ports of this computer. */
export function startExampleHaproxy(nodes: readonly [number, number], certificate: Pem): Promise<Haproxy> {
  return startHaproxy((port, folder) => {
    const pem = join(folder, 'hub.pem');
    writeFileSync(pem, certificate.cert + certificate.key, { mode: 0o600 });
    return [
      ['maxconn 100000', 'maxconn 500'], // a test's computer lets nobody open so many files
      ['bind :443 ', `bind 127.0.0.1:${port} `],
      ['/etc/haproxy/hub.pem ', `${pem} `],
      ['10.0.0.11:8787', `127.0.0.1:${nodes[0]}`],
      ['10.0.0.12:8787', `127.0.0.1:${nodes[1]}`],
    ].reduce((text, [shown, own]) => replaceOnce(text, shown!, own!), readFileSync(example, 'utf8'));
  });
}

/** Passes bytes on as they come, on one core: each new connection goes to the next of the ports. */
export function startTcpHaproxy(ports: readonly number[]): Promise<Haproxy> {
  const servers = ports.map((port, index) => `  server node${index} 127.0.0.1:${port}`).join('\n');
  return startHaproxy(
    (port) => `global
  nbthread 1
  maxconn 9000
defaults
  mode tcp
  timeout connect 5s
  timeout client 10m
  timeout server 10m
listen hub
  bind 127.0.0.1:${port} backlog 4096
  balance roundrobin
${servers}
`,
  );
}

/** A HAProxy of this test's own on a free port. @param configure the configuration, in whose folder other files may lie */
async function startHaproxy(configure: (port: number, folder: string) => string): Promise<Haproxy> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'medvault-haproxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configure(port, folder));
  // Debian keeps it where only administrators look.
  const env = { ...process.env, PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter) };
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void (log += part.toString()));
  let isMissing = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => {
      isMissing = true;
      resolve();
    });
  });
  process.once('exit', () => child.kill('SIGKILL')); // a run that is broken off leaves none behind
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  for (const end = Date.now() + 10_000; !(await answers(port));) {
    if (!hasEnded && Date.now() < end) {
      await new Promise((resolve) => void setTimeout(resolve, 20));
      continue;
    }
    await stop();
    throw new Error(
      isMissing
        ? 'HAProxy is not installed (Debian: apt-get install haproxy; macOS: brew install haproxy).'
        : `HAProxy did not start: ${log}`,
    );
  }
  return { port, pid: child.pid!, log: () => log, stop };
}

function replaceOnce(text: string, shown: string, own: string): string {
  if (text.split(shown).length !== 2) throw new Error(`"${shown}" does not stand once in ${example}`);
  return text.replace(shown, () => own);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
