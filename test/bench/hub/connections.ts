import { join } from 'node:path';
import { WebSocket } from 'ws';
import { quantile } from '../quantiles.ts';
import { busySeconds, cpuOf, memoryOf, pause, round, startNode, untilTrue } from '../processes.ts';
import type { Running } from '../processes.ts';
import type { Line } from '../../../sync/client/wire.ts';
import { aLevelOf } from './changes.ts';
import { aLine, connectClinic } from './clinic.ts';
import type { Clinic, Connected, Habits } from './clinic.ts';
import { aHubPlace, settledKb, someClinics } from './place.ts';

const rounds = 9;
/** Facilities that begin to connect in one go; a hub that runs for days sees them come one by one. */
const atOnce = 100;

/** Memory a connection, and one change told to everybody, held against a bare `ws` loop with as many connections in the same run. */
export async function measureConnections(facilities: number): Promise<Record<string, unknown>> {
  const bare = await bareLoop(facilities);
  const clinics = someClinics(facilities + 1, facilities + 1);
  const place = await aHubPlace(clinics);
  try {
    const hub = await place.start();
    const base = await warm(hub, place.port, clinics);
    const read = { count: 0, at: 0 };
    const onRows = () => {
      read.count++;
      read.at = performance.now();
    };
    const all = await connectAll(clinics.slice(1), place.port, { onRows });
    const withAll = await settledKb(hub);
    const { mostKb } = memoryOf(hub.pid);
    const [source] = await connectAll(clinics.slice(0, 1), place.port);
    let changes = 0;
    const told = await several(hub.pid, async () => {
      await pause(500);
      read.count = 0;
      const began = performance.now();
      await source!.push([aLevelOf(changes++)]);
      await untilTrue('everybody has read it', () => read.count >= facilities);
      return read.at - began;
    });
    await stopAll([...all, source!]);
    await hub.end();
    return {
      facilities,
      'memory, KB': {
        hub: base,
        'with all': withAll,
        'a connection': round((withAll - base) / facilities, 1),
        'a bare ws connection': bare.kbEach,
        'most, before collecting': mostKb,
      },
      'a change read by all': told,
      'the same by a bare ws loop': bare.said,
      'times a bare loop': round(told.ms / bare.said.ms),
    };
  } finally {
    place.remove();
  }
}

/** The same with the hub's own TLS: what a connection holds, and what it costs to make one. */
export async function measureTls(facilities: number): Promise<Record<string, unknown>> {
  const clinics = someClinics(facilities, facilities);
  const place = await aHubPlace(clinics);
  try {
    const hub = await place.start(['--tls-self']);
    const base = await warm(hub, place.port, clinics, 'wss');
    const [cpu, own] = [cpuOf(hub.pid), cpuOf(process.pid)];
    const all = await connectAll(clinics, place.port, {}, aLine(), 'wss');
    const each = (seconds: number) => round((seconds / facilities) * 1000);
    const cpuMs = { hub: each(cpuOf(hub.pid) - cpu), facility: each(cpuOf(process.pid) - own) };
    const withAll = await settledKb(hub);
    await stopAll(all);
    await hub.end();
    const bare = await bareLoop(facilities, [join(place.dataDir, 'tls.crt'), join(place.dataDir, 'tls.key')]);
    const memory = {
      hub: base,
      'with all': withAll,
      'a connection': round((withAll - base) / facilities, 1),
      'a bare wss connection': bare.kbEach,
    };
    return { facilities, 'memory, KB': memory, 'CPU of one greeting, ms': cpuMs };
  } finally {
    place.remove();
  }
}

type Took = { ms: number; worstMs: number; serverCpuMs: number; facilitiesCpuMs: number; computerCpuMs: number };

async function several(server: number, once: () => Promise<number>): Promise<Took> {
  const took: number[] = [];
  const [cpu, own, busy] = [cpuOf(server), cpuOf(process.pid), busySeconds()];
  for (let turn = 0; turn < rounds; turn++) took.push(await once());
  const each = (seconds: number) => round((seconds / rounds) * 1000, 0);
  return {
    ms: round(quantile(took, 0.5), 0),
    worstMs: round(Math.max(...took), 0),
    serverCpuMs: each(cpuOf(server) - cpu),
    facilitiesCpuMs: each(cpuOf(process.pid) - own),
    computerCpuMs: each(busySeconds() - busy),
  };
}

/** A hub that has served before: what it loaded and compiled for the first is no connection's. */
async function warm(hub: Running<object>, port: number, clinics: readonly Clinic[], scheme: 'ws' | 'wss' = 'ws'): Promise<number> {
  const first = await connectAll(clinics.slice(0, 300), port, {}, aLine(), scheme);
  await stopAll(first);
  await pause(300);
  return settledKb(hub);
}

export async function connectAll(
  clinics: readonly Clinic[],
  port: number,
  habits: Habits = {},
  line: Line = aLine(),
  scheme: 'ws' | 'wss' = 'ws',
): Promise<Connected[]> {
  let caughtUp = 0;
  const counted: Habits = {
    ...habits,
    onCaughtUp: (clinic) => {
      caughtUp++;
      habits.onCaughtUp?.(clinic);
    },
  };
  const all: Connected[] = [];
  for (let from = 0; from < clinics.length; from += atOnce) {
    for (const clinic of clinics.slice(from, from + atOnce))
      all.push(connectClinic(clinic, `${scheme}://127.0.0.1:${port}/link`, line, counted));
    await untilTrue('they are connected', () => caughtUp >= all.length);
  }
  return all;
}

export async function stopAll(all: readonly Connected[]): Promise<void> {
  await Promise.all(all.map((each) => each.stop()));
}

/** @param pair files of a certificate and its key, for one with TLS */
async function bareLoop(connections: number, pair: readonly string[] = []): Promise<{ kbEach: number; said: Took }> {
  const server = await startNode<{ url: string }>(join(import.meta.dirname, 'bareServer.ts'), pair, {
    options: ['--expose-gc', '--import', join(import.meta.dirname, 'collect.ts')],
  });
  const sockets: WebSocket[] = [];
  let heard = 0;
  let at = 0;
  const open = async (upTo: number) => {
    for (let opened = sockets.length; sockets.length < upTo;) {
      while (sockets.length < Math.min(upTo, opened + atOnce)) {
        const socket = new WebSocket(server.url, { perMessageDeflate: false, rejectUnauthorized: false }); // made by itself
        socket.on('message', () => {
          heard++;
          at = performance.now();
        });
        sockets.push(socket);
      }
      await untilTrue('bare connections are open', () => sockets.every(({ readyState, OPEN }) => readyState === OPEN));
      opened = sockets.length;
    }
  };
  const say = async (): Promise<number> => {
    heard = 0;
    const began = performance.now();
    server.child.stdin!.write('{"t":"poke","head":10001}\n');
    await untilTrue('all bare connections heard it', () => heard >= sockets.length);
    return at - began;
  };
  await open(300);
  await say();
  const base = await settledKb(server);
  await open(connections);
  const kbEach = round(((await settledKb(server)) - base) / (connections - 300), 1);
  const said = await several(server.pid, async () => {
    await pause(500);
    return say();
  });
  for (const socket of sockets) socket.terminate();
  await server.end();
  return { kbEach, said };
}
