import { randomUUID } from 'node:crypto';
import { realTime } from '../time.ts';
import type { Time } from '../time.ts';
import type { Load } from './credits.ts';
import { createDelivery } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { createDoor } from './door.ts';
import type { Door } from './door.ts';
import { localFanout } from './fanout/fanout.ts';
import type { Fanout } from './fanout/fanout.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { createBudgets } from './rate.ts';
import type { Budgets, Rate } from './rate.ts';
import { createSeal } from './seal.ts';
import type { Seal } from './seal.ts';
import type { HubStore } from './store/store.ts';

export type HubLimits = {
  /** rows a facility may push, frames it may send */
  rows: Rate;
  frames: Rate;
  /** for a connection that has not yet said who it is, and for one that has fallen silent */
  handshakeMs: number;
  silenceMs: number;
  /** wrong enrolment codes and passwords, of one network */
  guesses: Rate;
  /** connections of one network that have not yet said who they are, at a time; of this computer any number */
  strangers: number;
};

export const defaultLimits: HubLimits = {
  rows: { perSecond: 20_000, burst: 100_000 },
  frames: { perSecond: 500, burst: 2000 },
  handshakeMs: 10_000,
  silenceMs: 90_000,
  guesses: { perSecond: 0.1, burst: 20 },
  strangers: 256,
};

/** `claimantsAreNamed`: who holds a prescription's paper learns where else it was used, so that one pharmacy can telephone the other. */
export type HubPolicy = { claimantsAreNamed: boolean };
export const defaultPolicy: HubPolicy = { claimantsAreNamed: true };

/** What happened, in words without names: for the hub's log. */
export type HubLog = (event: string, detail?: Readonly<Record<string, string | number>>) => void;

/** Everything a connection needs of the hub it reached. */
export type Hub = {
  store: HubStore;
  seal: Seal;
  delivery: Delivery;
  fanout: Fanout;
  metrics: Metrics;
  limits: HubLimits;
  policy: HubPolicy;
  /** the hub's clock, for people; `time` for waiting */
  now: () => string;
  time: Time;
  log: HubLog;
  /** this process, among those that are one hub together */
  node: string;
  /** how many may prove who they are at once */
  door: Door;
  /** what each facility may still push; it goes on from one connection to the next */
  budgets: Budgets;
  /** of enrolment codes and passwords, by network */
  guesses: Budgets;
  /** what is being answered, of all connections */
  load: Load;
  /** ends soon: nobody new is let in */
  isDraining: boolean;
};

export type HubParts = {
  store: HubStore;
  fanout?: Fanout;
  time?: Time;
  now?: () => string;
  log?: HubLog;
  limits?: Partial<HubLimits>;
  policy?: Partial<HubPolicy>;
  node?: string;
};

/** Everything but the sockets. */
export async function createHub(parts: HubParts): Promise<Hub> {
  const { store, fanout = localFanout(), time = realTime, now = () => new Date().toISOString(), log = () => undefined } = parts;
  const limits = { ...defaultLimits, ...parts.limits };
  const metrics = createMetrics();
  const seal = createSeal(await store.sealKey());
  const node = parts.node ?? randomUUID();
  const progress = await store.progress();
  const failed = (error: unknown) =>
    log('what is new could not be told', { reason: error instanceof Error ? error.message : String(error) });
  return {
    store,
    seal,
    fanout,
    metrics,
    now,
    time,
    log,
    limits,
    policy: { ...defaultPolicy, ...parts.policy },
    node,
    delivery: createDelivery({ store, seal, fanout, metrics, time, node, progress, failed }),
    door: createDoor(time),
    budgets: createBudgets(limits.rows, time.elapsed),
    guesses: createBudgets(limits.guesses, time.elapsed),
    load: { count: 0 },
    isDraining: false,
  };
}
