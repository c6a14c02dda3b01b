import { randomUUID } from 'node:crypto';
import type { Socket as TcpSocket } from 'node:net';
import type { WebSocket } from 'ws';
import { facilityCodeOf } from '../../../preload/contract/readableNumber.ts';
import { LinkFailure } from '../../../sync/client/failure.ts';
import { greet } from '../../../sync/client/greet.ts';
import type { HubLinkRow } from '../../../sync/client/hubLink.ts';
import { createPump, every } from '../../../sync/client/wake.ts';
import { internet, openWire } from '../../../sync/client/wire.ts';
import type { Line, Wire } from '../../../sync/client/wire.ts';
import { toPayload } from '../../../sync/protocol/kinds.ts';
import { batchSize } from '../../../sync/protocol/limits.ts';
import type { Change, HubFrameOf, Row } from '../../../sync/protocol/messages.ts';
import { newEd25519 } from '../../../sync/security/keys.ts';

/** As sync/client/link.ts waits. */
const keptBytes = 16 * 1024;
const backoff = { startMs: 250, mostMs: 60_000, answerMs: 15_000 };
export const pingMs = 25_000;

/** A facility with its own key and place; what it would keep in a database it keeps here, as far as the link needs it. */
export type Clinic = {
  id: string;
  code: string;
  epoch: string;
  publicKey: string;
  area: number;
  link: HubLinkRow;
};

/** Areas lie on a grid of their own, 100 km and more apart. */
export const placeOf = (area: number) => ({ latitude: -40 + (area % 80), longitude: -150 + Math.floor(area / 80) * 2 });

export function aClinic(area: number): Clinic {
  const [id, epoch] = [randomUUID(), randomUUID()];
  const { publicKey, privateKey } = newEd25519();
  const link = {
    private_key: privateKey,
    public_key: publicKey,
    facility_epoch: epoch,
    hub_epoch: null,
    hub_witness: null,
    cursor: 0,
    next_number: 1,
    acknowledged_through: 0,
  } as unknown as HubLinkRow;
  return { id, code: facilityCodeOf(id), epoch, publicKey, area, link };
}

export function profileOf({ id, code, area }: Clinic): Change {
  const payload = toPayload('facility.profile', { name: `Clinic ${code}`, code, type: 'clinic', ...placeOf(area), phone: '' });
  return { number: 1, kind: 'facility.profile', key: id, payload };
}

export type Habits = {
  /** reads what is near, as a facility does that set its area; otherwise everything */
  isNear?: boolean;
  /** those of its own accord, not those that say what it has kept; the hub hangs up after 90 silent seconds */
  pings?: { areHeld: boolean };
  onRows?: (rows: readonly Row[], clinic: Clinic) => void;
  /** each time it has been let in and has read everything */
  onCaughtUp?: (clinic: Clinic) => unknown;
  onFailure?: (failure: LinkFailure) => void;
};

export type Connected = {
  clinic: Clinic;
  isOnline(): boolean;
  push(changes: readonly Pick<Change, 'kind' | 'key' | 'payload'>[]): Promise<void>;
  stop(): Promise<void>;
};

const nearby = ({ area }: Clinic) => ({ t: 'interest', area: { ...placeOf(area), radiusKm: 30 }, items: null, isMetered: false }) as const;

/** A facility's own way to the hub, which counts what goes over it. */
export function aLine(): Line & { bytes(): { toHub: number; fromHub: number } } {
  const ended = { toHub: 0, fromHub: 0 };
  const open = new Set<TcpSocket>();
  const add = (total: typeof ended, { bytesRead, bytesWritten }: TcpSocket) => ({
    toHub: total.toHub + bytesWritten,
    fromHub: total.fromHub + bytesRead,
  });
  return {
    ...internet,
    dial(address, timeoutMs) {
      const socket = internet.dial(address, timeoutMs) as WebSocket;
      socket.once('upgrade', ({ socket: tcp }) => {
        open.add(tcp);
        tcp.once('close', () => {
          Object.assign(ended, add(ended, tcp));
          open.delete(tcp);
        });
      });
      return socket;
    },
    bytes: () => [...open].reduce(add, ended),
  };
}

/** Keeps a clinic connected as the link of a facility does: its wire, greeting, pumps and waits, without a database under each of thousands. */
export function connectClinic(clinic: Clinic, address: string, line: Line, habits: Habits = {}): Connected {
  const { isNear = false } = habits;
  let wire: Wire | undefined;
  let failures = 0;
  let isStopped = false;
  let wake: (() => void) | undefined;

  async function converse(): Promise<LinkFailure> {
    const opened = await openWire(address, backoff.answerMs, line);
    const stops: (() => void)[] = [];
    try {
      const greeted = await greet(opened, clinic.id, clinic.link, new Date().toISOString());
      const { hubEpoch, witness, acknowledgedThrough } = greeted.welcome;
      if (clinic.link.hub_epoch !== hubEpoch) clinic.link.cursor = 0;
      clinic.link.hub_epoch = hubEpoch;
      clinic.link.hub_witness = witness;
      clinic.link.next_number = Math.max(clinic.link.next_number, acknowledgedThrough + 1);
      opened.speak(greeted.version, false);
      if (isNear) await opened.ask(nearby(clinic), 'interested');
      let failed: LinkFailure | undefined;
      const fail = (error: unknown) => {
        failed ??= error instanceof LinkFailure ? error : new LinkFailure('internal', { cause: error });
        opened.close();
      };
      let isCaughtUp = false;
      const pump = createPump(async () => {
        const page: HubFrameOf<'page'> = await opened.ask({ t: 'pull', cursor: clinic.link.cursor, limit: batchSize.most }, 'page');
        clinic.link.cursor = page.cursor;
        clinic.link.hub_witness = page.witness;
        if (page.rows.length > 0) habits.onRows?.(page.rows, clinic);
        failures = 0;
        if (!page.more && !isCaughtUp) {
          isCaughtUp = true;
          habits.onCaughtUp?.(clinic);
        }
        return page.more;
      }, fail);
      wire = opened;
      opened.onPoke(() => pump.kick());
      let unsaid = 0;
      const ping = () => {
        unsaid = 0;
        opened.ask({ t: 'ping', clock: new Date().toISOString(), cursor: clinic.link.cursor }, 'pong').catch(fail);
      };
      opened.onLive(({ from, cursor, rows, witness }, bytes) => {
        if (from > clinic.link.cursor) return pump.kick();
        unsaid += bytes;
        if (unsaid > keptBytes) ping();
        clinic.link.cursor = Math.max(clinic.link.cursor, cursor);
        clinic.link.hub_witness = witness;
        const others = rows.filter(({ facility }) => facility !== clinic.id);
        if (others.length > 0) habits.onRows?.(others, clinic);
      });
      pump.kick();
      stops.push(every(line.time, pingMs, () => habits.pings?.areHeld || ping()));
      const reason = await opened.closed;
      return failed ?? reason;
    } catch (error) {
      return error instanceof LinkFailure ? error : new LinkFailure('internal', { cause: error });
    } finally {
      wire = undefined;
      for (const stop of stops) stop();
      opened.close();
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const failure = await converse().catch((error: unknown) => (error instanceof LinkFailure ? error : new LinkFailure('internal')));
      if (isStopped) return;
      if (failure.isFatal) throw failure; // nobody waits for it: the bench ends
      habits.onFailure?.(failure);
      const step = Math.min(backoff.mostMs, backoff.startMs * 2 ** Math.min(failures++, 16));
      const ms = Math.max(failure.retryAfterMs ?? 0, step * (0.5 + Math.random() / 2));
      await new Promise<void>((resolve) => {
        const callOff = line.time.after(ms, resolve);
        wake = () => {
          callOff();
          resolve();
        };
      });
      wake = undefined;
    }
  }

  const running = run();
  return {
    clinic,
    isOnline: () => wire !== undefined,
    async push(changes) {
      if (wire === undefined) throw new LinkFailure('hub.unreachable');
      const first = clinic.link.next_number;
      clinic.link.next_number += changes.length;
      await wire.ask({ t: 'push', changes: changes.map((change, index) => ({ ...change, number: first + index })) }, 'ack');
    },
    async stop() {
      isStopped = true;
      wire?.close();
      wake?.();
      await running;
    },
  };
}
