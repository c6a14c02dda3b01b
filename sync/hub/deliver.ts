import type { HubFrame } from '../protocol/messages.ts';
import type { Time } from '../time.ts';
import type { Area } from '../protocol/interest.ts';
import { createAudience } from './audience.ts';
import type { Fanout } from './fanout/fanout.ts';
import { gather } from './fanout/news.ts';
import type { News, Published } from './fanout/news.ts';
import type { Metrics } from './metrics.ts';

/** Someone connected who may be poked. `session` and `hubEpoch`: the place it was given. */
export type Listener = {
  facility: string;
  session: number;
  hubEpoch: string;
  /** null = wherever a publisher is */
  area: Area | null;
  /** poked once, and then not again before it has read */
  isMetered: boolean;
  isPoked: boolean;
  send(frame: HubFrame): void;
  isCongested(): boolean;
  close(code: string): void;
};

/** A quiet hub pokes at once; a busy one gathers for this long, so that a hundred changes are one poke. */
const gatherMs = 50;
/** So many poked at once are let read before they are poked again, or those who write would wait behind those who read ... */
const largeRound = 64;
/** ... for half of the time at most, and no longer than this: a change is to be seen within a second. */
const mostGatherMs = 500;
/** Of a round; who is on a slow line holds up nobody. */
const enoughRead = 0.8;

/** Who is connected, and the pokes that tell them to pull. */
export function createDelivery(fanout: Fanout, metrics: Metrics, time: Time) {
  const listeners = new Map<string, Listener>();
  const audience = createAudience<Listener>();
  let head = 0;
  let lastPoke = -Infinity;
  let callOff: (() => void) | undefined;
  let gathered: Published | undefined;
  let round = { told: 0, read: 0, tookMs: 0 };

  /** From one round of pokes to the next. */
  function pauseMs(): number {
    if (round.told < largeRound) return gatherMs;
    if (round.read < enoughRead * round.told) return mostGatherMs;
    return Math.min(mostGatherMs, Math.max(gatherMs, 2 * round.tookMs));
  }

  function pokeInTime(): void {
    callOff?.();
    callOff = time.after(Math.max(0, lastPoke + pauseMs() - time.elapsed()), poke);
  }

  function poke(): void {
    callOff = undefined;
    lastPoke = time.elapsed();
    round = { told: 0, read: 0, tookMs: 0 };
    if (gathered === undefined) return;
    const { from, to, isUrgent } = gathered;
    gathered = undefined;
    const said: HubFrame = isUrgent ? { t: 'poke', head, isUrgent } : { t: 'poke', head };
    for (const listener of audience.of(from)) if (!to.has(listener.facility)) tell(listener, said, isUrgent);
    for (const facility of to) {
      const named = listeners.get(facility);
      if (named !== undefined) tell(named, { t: 'poke', head, isUrgent: true }, true);
    }
  }

  function tell(listener: Listener, said: HubFrame, isUrgent: boolean): void {
    if (listener.isMetered && listener.isPoked && !isUrgent) return;
    if (listener.isCongested()) return listener.close('hub.too_slow'); // its cursor brings it everything when it comes back
    if (!listener.isMetered) round.told++;
    listener.isPoked = true;
    listener.send(said);
    metrics.add('pokes_total');
  }

  function hear(news: News): void {
    if ('doubled' in news) {
      for (const facility of news.doubled) listeners.get(facility)?.send({ t: 'poke', head: news.head, claims: true });
      return;
    }
    // An older head that is told late still needs its poke: the poke of a later one may have spared the very facility that misses this.
    if (news.from === null && news.head <= head) return;
    gathered = gather(gathered, news);
    head = Math.max(head, news.head);
    if (callOff === undefined) pokeInTime();
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
      audience.add(listener);
    },
    /** It asks for rows; called before they are read, so that what comes later pokes again. */
    hasAsked(listener: Listener): void {
      if (!listener.isPoked) return;
      listener.isPoked = false;
      if (listener.isMetered) return;
      const wasEnough = round.read >= enoughRead * round.told;
      round.read++;
      if (wasEnough || round.read < enoughRead * round.told) return;
      round.tookMs = time.elapsed() - lastPoke;
      if (callOff !== undefined && round.told >= largeRound) pokeInTime();
    },
    /** Reads there from now on. */
    move: (listener: Listener, area: Area | null) => audience.move(listener, area),
    leave(listener: Listener): void {
      audience.remove(listener);
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
