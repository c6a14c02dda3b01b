import type { Time } from '../time.ts';
import type { Delivery } from './deliver.ts';
import type { Fanout } from './fanout/fanout.ts';
import type { Metrics } from './metrics.ts';
import type { Rate } from './rate.ts';
import type { Seal } from './seal.ts';
import type { HubStore } from './store/store.ts';

export type HubLimits = {
  /** rows a facility may push, frames it may send */
  rows: Rate;
  frames: Rate;
  /** for a connection that has not yet said who it is, and for one that has fallen silent */
  handshakeMs: number;
  silenceMs: number;
};

export const defaultLimits: HubLimits = {
  rows: { perSecond: 20_000, burst: 100_000 },
  frames: { perSecond: 500, burst: 2000 },
  handshakeMs: 10_000,
  silenceMs: 90_000,
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
};

/** The hub's sealed word on how far it has come. */
export async function witness(hub: Hub): Promise<string> {
  return hub.seal.seal(await hub.store.progress());
}
