import type { Fresh } from '../store/store.ts';
import type { News } from './news.ts';

/** What is new after `from`, as one node read it for all of them. `node`: which. */
export type Shared = { node: string; from: number; fresh: Fresh };

/**
 * Tells every node of a hub what concerns connections on the others. What is lost on it costs time, not rows.
 * One process needs no more than `localFanout`; several share a bus.
 */
export type Fanout = {
  /** A facility's change moved the head, or a prescription was used twice. */
  announce(news: News): void;
  onAnnounce(listener: (news: News) => void): void;
  /** Connections that have lost their place are to end; the store refuses them anyway. */
  order(order: Order): void;
  onOrder(listener: (order: Order) => void): void;
  /** To the other nodes: they need not read it themselves. */
  share(shared: Shared): void;
  onShare(listener: (shared: Shared) => void): void;
  /** How long a node waits for what another one may share, before it reads by itself; 0 where there is no other. */
  graceMs: number;
  /** False while the other nodes do not hear what is said here, nor we them. */
  isReaching(): boolean;
  close(): Promise<void>;
};

/** The facility's connections with a session below, or all that were welcomed in another epoch of the hub. */
export type Order = { facility: string; below: number; code: 'hub.replaced' | 'hub.revoked' } | { hubEpoch: string };

export function localFanout(): Fanout {
  const announced: ((news: News) => void)[] = [];
  const ordered: ((order: Order) => void)[] = [];
  return {
    announce: (news) => announced.forEach((listener) => listener(news)),
    onAnnounce: (listener) => void announced.push(listener),
    order: (order) => ordered.forEach((listener) => listener(order)),
    onOrder: (listener) => void ordered.push(listener),
    share: () => undefined,
    onShare: () => undefined,
    graceMs: 0,
    isReaching: () => true,
    close: async () => {
      announced.splice(0);
      ordered.splice(0);
    },
  };
}
