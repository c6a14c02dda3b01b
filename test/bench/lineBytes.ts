import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultTiming } from '../../sync/client/timing.ts';
import type { LinkTiming } from '../../sync/client/timing.ts';
import { internet } from '../../sync/client/wire.ts';
import type { Line } from '../../sync/client/wire.ts';
import { startHub } from '../../sync/hub/start.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';

/** An hour of the link's waiting takes so much less here. */
const faster = 400;
const hourMs = 3_600_000;
/** Of the facility itself and of one nearby, each. */
const changesAnHour = 60;
const items = 20;

const sooner = <T extends object>(timing: T, names: readonly (keyof T)[]): T =>
  ({ ...timing, ...Object.fromEntries(names.map((name) => [name, Number(timing[name]) / faster])) }) as T;
const timing: Partial<LinkTiming> = {
  ...sooner(defaultTiming, ['pingMs', 'lookMs']),
  metered: sooner(defaultTiming.metered, ['pingMs', 'lookMs', 'readMs', 'sendMs', 'recallMs']),
};

/** What a link costs in an hour, by the byte: with nothing to say, and with a change every minute here and nearby; plain and metered. */
export async function run(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = { changesAnHour: 2 * changesAnHour };
  for (const isMetered of [false, true]) {
    const idle = await measure(isMetered, 0);
    const busy = await measure(isMetered, changesAnHour);
    found[isMetered ? 'metered' : 'plain'] = {
      'idle hour': idle,
      'busy hour': busy,
      'bytes a change': Math.round((busy.bytes - idle.bytes) / (2 * changesAnHour)),
    };
  }
  return found;
}

async function measure(isMetered: boolean, changes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const hub = await startHub({ dataDir: folder, name: 'Hub' });
  const [me, near] = [aFacility('Me'), aFacility('Near')];
  const counted = { bytes: 0, messages: 0 };
  try {
    for (const facility of [me, near]) {
      await facility.enrol(hub.url, await hub.createEnrolmentCode());
      for (let item = 0; item < items; item++) facility.setStock(`item-${item}`, 1000);
    }
    near.start();
    me.start({ isMetered, timing, line: counting(counted) });
    while (me.peerCount() < items || me.outbox().length > 0 || near.peerCount() < items) await sleep(10);
    await sleep(500);
    Object.assign(counted, { bytes: 0, messages: 0 }); // what joining costs is paid once
    const end = performance.now() + hourMs / faster;
    for (let done = 0; done < changes; done++) {
      change(me, done);
      change(near, done);
      await sleep(Math.max(0, (end - performance.now()) / (changes - done)));
    }
    await sleep(Math.max(0, end - performance.now()));
    const { bytes, messages } = counted;
    // Each message of a quiet line is a packet of its own and is acknowledged by another: IP 20 and TCP 32 bytes each, TLS 22, WebSocket 2 to 8.
    return { bytes, messages, 'bytes with TLS, TCP and IP, about': bytes + messages * (2 * 52 + 22 + 6) };
  } finally {
    await me.stop();
    await near.stop();
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const change = (facility: TestFacility, done: number) => facility.setStock(`item-${done % items}`, 900 - done);

/** Of both ways, as they are given to the socket. */
function counting(counted: { bytes: number; messages: number }): Line {
  const note = (data: string | Buffer) => {
    counted.bytes += Buffer.byteLength(data);
    counted.messages++;
  };
  return {
    ...internet,
    dial(address, timeoutMs) {
      const socket = internet.dial(address, timeoutMs);
      const send = socket.send.bind(socket);
      socket.send = (data: string | Buffer) => {
        note(data);
        send(data);
      };
      socket.on('message', (bytes: Buffer) => note(bytes));
      return socket;
    },
  };
}
