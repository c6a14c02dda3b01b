import type { HubFrame } from '../protocol/messages.ts';
import type { Time } from '../time.ts';
import type { Fanout, News } from './fanout/fanout.ts';
import type { Metrics } from './metrics.ts';

/** Someone connected who may be poked. `session` and `hubEpoch`: the place it was given. */
export type Listener = {
  facility: string;
  session: number;
  hubEpoch: string;
  send(frame: HubFrame): void;
  isCongested(): boolean;
  close(code: string): void;
};

/** A quiet hub pokes at once; a busy one gathers for this long, so that a hundred changes are one poke. */
const gatherMs = 50;

/** Who is connected, and the pokes that tell them to pull. */
export function createDelivery(fanout: Fanout, metrics: Metrics, time: Time) {
  const listeners = new Map<string, Listener>();
  let head = 0;
  let lastPoke = -Infinity;
  let callOff: (() => void) | undefined;
  /** The one facility whose own change this is needs no poke for it; two of them, and both do. */
  let except: string | null | undefined;

  function poke(): void {
    callOff = undefined;
    lastPoke = time.elapsed();
    for (const listener of listeners.values()) {
      if (listener.facility === except) continue;
      if (listener.isCongested()) {
        listener.close('hub.too_slow'); // its cursor brings it everything when it comes back
        continue;
      }
      listener.send({ t: 'poke', head });
      metrics.add('pokes_total');
    }
    except = undefined;
  }

  function hear(news: News): void {
    if (news.doubled !== undefined) {
      for (const facility of news.doubled) listeners.get(facility)?.send({ t: 'poke', head: news.head, claims: true });
      return;
    }
    // An older head that is told late still needs its poke: the poke of a later one may have spared the very facility that misses this.
    if (news.from === null && news.head <= head) return;
    except = except === undefined || except === news.from ? news.from : null;
    head = Math.max(head, news.head);
    callOff ??= time.after(Math.max(0, lastPoke + gatherMs - time.elapsed()), poke);
  }

  fanout.onAnnounce(hear);
  fanout.onOrder((order) => {
    if ('hubEpoch' in order) {
      head = 0; // the restored one is behind
      for (const listener of listeners.values()) if (listener.hubEpoch !== order.hubEpoch) listener.close('hub.restored');
      return;
    }
    const listener = listeners.get(order.facility);
    if (listener !== undefined && listener.session < order.below) listener.close(order.code);
  });

  return {
    hear,
    /** A second connection of one facility is the newer one after a half-open line: the older is closed, at whichever node it is. */
    join(listener: Listener): void {
      fanout.order({ facility: listener.facility, below: listener.session, code: 'hub.replaced' });
      listeners.set(listener.facility, listener);
    },
    leave(listener: Listener): void {
      if (listeners.get(listener.facility) === listener) listeners.delete(listener.facility);
    },
    /** Everybody may ask what the hub hands out: there is something else. */
    tellShelf(): void {
      for (const listener of listeners.values()) if (!listener.isCongested()) listener.send({ t: 'poke', head, shelf: true });
    },
    isOnline: (facility: string) => listeners.has(facility),
    online: () => listeners.size,
    /** Every connection of this facility, at every node. */
    close(facility: string, code: 'hub.replaced' | 'hub.revoked'): void {
      fanout.order({ facility, below: Number.MAX_SAFE_INTEGER, code });
    },
    stop(): void {
      callOff?.();
    },
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
