import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Socket as TcpSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { openDatabase } from '../../db/open.ts';
import { migrations } from '../../db/migrations/index.ts';
import type { LinkDeps } from '../../sync/client/link.ts';
import { internet, type Line } from '../../sync/client/wire.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import { newId } from '../../main/facility/ids.ts';
import { packFrame } from '../../sync/protocol/frame.ts';
import type { HubFrame } from '../../sync/protocol/messages.ts';
import { protocolVersion } from '../../sync/protocol/version.ts';
import { aFacility } from '../support/sync/facility.ts';
import { greetAs } from '../support/sync/rawClient.ts';
import { measurePouch } from './pouchPeer.ts';
import { cpuOf } from './processes.ts';

const rows = 100_000;
const smallBatch = 50;
const peerDocuments = 10_000;
/** PouchDB's own */
const peerDefaultBatch = 100;
const together = 8;
const inFlight = 8;

/**
 * A facility's encrypted file and a hub process on its own SQLite file, both with synchronous=FULL, on loopback: everything a facility has is
 * pushed, in batches of 50 and as the link likes; another facility reads it all into its own file. Then eight connections push frames that
 * were made before, which shows the hub's own limit. In the same run PouchDB to express-pouchdb with the same stock levels. The hub's budgets are as it ships them:
 * 20,000 rows a second, 100,000 at once.
 */
export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const hub = await startHubProcess(join(folder, 'hub'));
  try {
    const disk = measureDisk(folder);
    const inBatchesOf50 = await push(folder, hub, 'A', { mostBatchRows: smallBatch });
    const firstLoad = await pull(folder, hub, rows);
    const asItLikes = await push(folder, hub, 'B', {});
    const fromMany = await pushFromMany(hub);
    const levels = Array.from({ length: peerDocuments }, (_, number) => aLevel(number));
    const pouch = await measurePouch(levels, peerDefaultBatch);
    const pouchIn50 = await measurePouch(levels, smallBatch);
    const times = (figure: { rowsPerSecond: number }, of: number) => round(figure.rowsPerSecond / of);
    return {
      rows,
      disk,
      [`push, batches of ${smallBatch}`]: inBatchesOf50,
      'push, adaptive': asItLikes,
      [`hub, ${together} at once`]: fromMany,
      'first load': firstLoad,
      pouch,
      [`pouch, batches of ${smallBatch}`]: pouchIn50,
      'times PouchDB': {
        [`push, both in batches of ${smallBatch}`]: times(inBatchesOf50, pouchIn50.pushPerSecond),
        [`push, batches of ${smallBatch} to its own of ${peerDefaultBatch}`]: times(inBatchesOf50, pouch.pushPerSecond),
        'push, both as they like': times(asItLikes, pouch.pushPerSecond),
        pull: times(firstLoad, Math.max(pouch.pullPerSecond, pouchIn50.pullPerSecond)),
      },
    };
  } finally {
    hub.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What one commit waits for here: milliseconds until 16 KB are on disk. */
function measureDisk(folder: string): { syncMs: number } {
  const file = openSync(join(folder, 'sync'), 'w');
  const began = performance.now();
  for (let time = 0; time < 50; time++) {
    writeSync(file, Buffer.alloc(16 * 1024, time), 0, 16 * 1024, 0);
    fdatasyncSync(file);
  }
  closeSync(file);
  return { syncMs: round((performance.now() - began) / 50) };
}

type HubProcess = { url: string; dataDir: string; child: ChildProcess };

async function startHubProcess(dataDir: string): Promise<HubProcess> {
  const entry = join(import.meta.dirname, '../../sync/hub/main.ts');
  const child = spawn(process.execPath, [entry, '--data', dataDir, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()));
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
  return { ...(JSON.parse(line) as { url: string }), dataDir, child };
}

async function aCode(hub: HubProcess): Promise<string> {
  const token = readFileSync(join(hub.dataDir, 'operator.token'), 'utf8').trim();
  const answer = await fetch(`${hub.url}/admin/codes`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { code: string }).code;
}

function encryptedFile(path: string) {
  const { raw } = openDatabase(path, randomBytes(32));
  for (const { version, up } of migrations) {
    raw.transaction(() => up(raw))();
    raw.pragma(`user_version = ${version}`);
  }
  return raw;
}

/** Counts what goes over its sockets, headers of WebSocket and all. */
function counted(): { line: Line; bytes: () => { sent: number; received: number } } {
  const sockets: WebSocket[] = [];
  const tcp = (socket: WebSocket) => (socket as unknown as { _socket: TcpSocket | null })._socket;
  const total = { sent: 0, received: 0 };
  return {
    line: {
      ...internet,
      dial(address, timeoutMs) {
        const socket = internet.dial(address, timeoutMs) as WebSocket;
        socket.once('open', () => void sockets.push(socket));
        return socket;
      },
    },
    bytes: () => ({
      sent: total.sent + sockets.reduce((sum, socket) => sum + (tcp(socket)?.bytesWritten ?? 0), 0),
      received: total.received + sockets.reduce((sum, socket) => sum + (tcp(socket)?.bytesRead ?? 0), 0),
    }),
  };
}

const medicines = [
  'amoxicillin',
  'paracetamol',
  'artemether',
  'metronidazole',
  'ibuprofen',
  'cotrimoxazole',
  'ciprofloxacin',
  'doxycycline',
];

function aLevel(number: number): string {
  const inn = medicines[number % medicines.length]!;
  return toPayload('stock.level', {
    product: { ingredients: [{ inn, strength: 125 * (1 + (number % 8)), unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: 'J01CA04' },
    name: `${inn} ${125 * (1 + (number % 8))} mg`,
    packSize: 100,
    onHand: (number * 7919) % 5000,
    amc: ((number * 31) % 900) / 10,
    monthsOfStock: ((number * 17) % 120) / 10,
    nearestExpiry: `202${7 + (number % 3)}-0${1 + (number % 9)}-28`,
    status: 'ok',
    asOf: new Date(Date.UTC(2026, 10, 22, 8, 0, number % 3600)).toISOString(),
  });
}

async function push(folder: string, hub: HubProcess, name: string, timing: LinkDeps['timing'] & object) {
  const raw = encryptedFile(join(folder, `${name}.db`));
  const facility = aFacility(name, { raw });
  await facility.enrol(hub.url, await aCode(hub));
  raw.prepare('UPDATE hub_link SET republish_due = 0').run();
  raw.transaction(() => {
    const insert = raw.prepare(
      `INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES ('stock.level', ?, 1, ?, '2026-11-22T08:00:00.000Z')`,
    );
    for (let number = 0; number < rows; number++) insert.run(newId(), aLevel(number));
  })();
  const wire = counted();
  const [hubBefore, before, began] = [cpuOf(hub.child.pid!), process.cpuUsage(), performance.now()];
  const link = facility.start({ line: wire.line, timing });
  await untilTrue(() => link.status().state === 'online' && link.status().waiting === 0);
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(before);
  const { sent, received } = wire.bytes();
  await link.stop();
  raw.close();
  return {
    rowsPerSecond: Math.round(rows / seconds),
    bytesPerRow: round(sent / rows),
    bytesBackPerRow: round(received / rows),
    ...cpu(rows, used, cpuOf(hub.child.pid!) - hubBefore),
  };
}

/** Seconds altogether, microseconds a row. */
function cpu(count: number, { user, system }: NodeJS.CpuUsage, hubSeconds: number) {
  return {
    facilityCpuSeconds: round((user + system) / 1e6),
    hubCpuSeconds: round(hubSeconds),
    facilityCpuPerRow: round((user + system) / count),
    hubCpuPerRow: round((hubSeconds * 1e6) / count),
  };
}

/** Several facilities, each proven by its key, with frames of 50 rows that were made and deflated before: only the hub works. */
async function pushFromMany(hub: HubProcess) {
  const each = Math.floor(rows / together / smallBatch);
  const senders = await Promise.all(
    Array.from({ length: together }, async (_, index) => {
      const facility = aFacility(`M${index}`);
      await facility.enrol(hub.url, await aCode(hub));
      const { client } = await greetAs(hub.url, facility, { protocol: protocolVersion });
      facility.raw.close();
      return { client, frames: Array.from({ length: each }, (__, batch) => aFrame(batch * smallBatch)) };
    }),
  );
  const count = together * each * smallBatch;
  const [hubBefore, before, began] = [cpuOf(hub.child.pid!), process.cpuUsage(), performance.now()];
  await Promise.all(
    senders.map(async ({ client, frames }) => {
      for (const [index, frame] of frames.entries()) {
        client.sendText(frame);
        if (index >= inFlight) requireAck(await client.next());
      }
      for (let left = 0; left < inFlight; left++) requireAck(await client.next());
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(before);
  const hubSeconds = cpuOf(hub.child.pid!) - hubBefore;
  for (const { client } of senders) client.end();
  return { rowsPerSecond: Math.round(count / seconds), ...cpu(count, used, hubSeconds) };
}

function requireAck(frame: HubFrame | null): void {
  if (frame?.t !== 'ack' || frame.refused !== undefined) throw new Error(`the hub answered ${JSON.stringify(frame)}`);
}

function aFrame(first: number): string | Buffer {
  const changes = Array.from({ length: smallBatch }, (_, index) => ({
    number: first + index + 1,
    kind: 'stock.level',
    key: newId(),
    payload: aLevel(first + index),
  }));
  return packFrame({ t: 'push', changes }, protocolVersion);
}

async function pull(folder: string, hub: HubProcess, expected: number) {
  const raw = encryptedFile(join(folder, 'reader.db'));
  const facility = aFacility('Reader', { raw });
  await facility.enrol(hub.url, await aCode(hub));
  const wire = counted();
  const count = raw.prepare('SELECT count(*) FROM peer_state').pluck();
  const [hubBefore, before, began] = [cpuOf(hub.child.pid!), process.cpuUsage(), performance.now()];
  let applied = 0;
  const link = facility.start({ line: wire.line, onApplied: () => void applied++ });
  await untilTrue(() => applied * 1000 >= expected && (count.get() as number) >= expected);
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(before);
  const { received } = wire.bytes();
  await link.stop();
  raw.close();
  return {
    rows: expected,
    seconds: round(seconds),
    rowsPerSecond: Math.round(expected / seconds),
    bytesPerRow: round(received / expected),
    ...cpu(expected, used, cpuOf(hub.child.pid!) - hubBefore),
  };
}

async function untilTrue(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 300_000;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('not within five minutes');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const round = (value: number) => Math.round(value * 100) / 100;
