import type { Area } from '../protocol/interest.ts';
import type { HubFrame } from '../protocol/messages.ts';
import type { Time } from '../time.ts';
import { createAudience } from './audience.ts';
import type { Fanout } from './fanout/fanout.ts';
import { gather } from './fanout/news.ts';
import type { News, Published } from './fanout/news.ts';
import { createLetters, dueRows } from './live.ts';
import type { LiveReader } from './live.ts';
import type { Metrics } from './metrics.ts';
import type { Seal } from './seal.ts';
import type { Fresh, HubStore } from './store/store.ts';

/** Someone connected who may be told. `session` and `hubEpoch`: the place it was given. */
export type Listener = LiveReader & {
  session: number;
  hubEpoch: string;
  /** null = wherever a publisher is */
  area: Area | null;
  /** poked once, and then not again before it has read; asks for every row itself */
  isMetered: boolean;
  /** speaks a version that has `live` */
  canBeSent: boolean;
  isPoked: boolean;
  /** what it was sent and has not said to have kept: on a slow line no more than `liveRoom` piles up */
  onTheWay: { cursor: number; bytes: number }[];
  send(frame: HubFrame): void;
  sendPacked(letter: string | Buffer): void;
  isCongested(): boolean;
  close(code: string): void;
};

/** A quiet hub tells at once; a busy one gathers for this long, so that a hundred changes are one frame ... */
const gatherMs = 50;
/** ... or for so many times as long as telling takes, because others want to be answered as well ... */
const restTimes = 4;
/** ... but no longer than this: a change is to be seen within a second. */
const mostGatherMs = 500;
/** So many poked at once are let read before they are poked again, or those who write would wait behind those who read. */
const largeRound = 64;
/** Of a round; who is on a slow line holds up nobody. */
const enoughRead = 0.8;
/** What one read of the database may bring: beyond it everybody reads for themselves. */
const mostFresh = { rows: 5000, bytes: 8 * 1024 * 1024 };
/** About a quarter of a minute on a 2G line. */
const liveRoom = 64 * 1024;

export type DeliveryParts = {
  store: Pick<HubStore, 'fresh'>;
  seal: Seal;
  fanout: Fanout;
  metrics: Metrics;
  time: Time;
  /** of the hub as it starts */
  head: number;
  failed: (error: unknown) => void;
};

/**
 * Who is connected, and how they learn of news. Whoever has read everything is sent the rows themselves, which were read once for all;
 * whoever has not, spares its line, or speaks an older version is poked and pulls.
 */
export function createDelivery({ store, seal, fanout, metrics, time, head: headAtStart, failed }: DeliveryParts) {
  const listeners = new Map<string, Listener>();
  const audience = createAudience<Listener>();
  let head = 0;
  /** everybody with a `readTo` was sent everything up to here */
  let told = headAtStart;
  let lastRound = -Infinity;
  let isTelling = false;
  let callOff: (() => void) | undefined;
  let gathered: Published | undefined;
  let round = { poked: 0, read: 0, readMs: 0, tellMs: 0 };

  /** From one round to the next. */
  function pauseMs(): number {
    const rest = Math.max(gatherMs, restTimes * round.tellMs, round.poked < largeRound ? 0 : 2 * round.readMs);
    return Math.min(mostGatherMs, round.poked >= largeRound && round.read < enoughRead * round.poked ? mostGatherMs : rest);
  }

  function tellInTime(): void {
    callOff?.();
    callOff = isTelling ? undefined : time.after(Math.max(0, lastRound + pauseMs() - time.elapsed()), tell);
  }

  function tell(): void {
    callOff = undefined;
    if (gathered === undefined) return;
    const news = gathered;
    gathered = undefined;
    if (news.head <= told) return tellAll(news, undefined);
    // Whoever published alone is told nothing of it.
    const [only] = news.from?.size === 1 ? news.from.keys() : [];
    const isAnySent = [...listeners.values()].some(({ readTo, facility }) => readTo !== null && facility !== only);
    // An order to close may be lost then: whoever asks for itself is looked at by the store.
    if (!isAnySent || !fanout.isReaching()) return tellAll(news, null);
    isTelling = true;
    const from = told;
    store
      .fresh(from, mostFresh.rows, mostFresh.bytes)
      .catch((error: unknown) => {
        failed(error);
        return null;
      })
      .then((fresh) => {
        isTelling = false;
        tellAll(news, told === from ? fresh : null); // restored meanwhile
      })
      .catch(failed);
  }

  /** @param fresh undefined: there is none; null: it is too much, or cannot be had now */
  function tellAll(news: Published, fresh: Fresh | null | undefined): void {
    lastRound = time.elapsed();
    round = { poked: 0, read: 0, readMs: 0, tellMs: 0 };
    if (fresh === null) letAllAsk(news.head);
    poke(news);
    if (fresh) sendRows(fresh);
    round.tellMs = time.elapsed() - lastRound;
    if (gathered !== undefined) tellInTime();
  }

  /** Of what is passed over here, some may be told of only later: whoever would be sent what follows has to read for itself before. */
  function letAllAsk(upTo: number): void {
    told = Math.max(told, upTo);
    for (const listener of listeners.values()) listener.readTo = null;
  }

  function sendRows(fresh: Fresh): void {
    const { rows, progress } = fresh;
    const letters = createLetters(fresh, seal.seal(progress));
    const due = dueRows(rows, { all: audience.of(null), near: audience.near, named: (facility) => listeners.get(facility) });
    told = progress.head;
    let sentRows = 0;
    for (const [listener, indexes] of due) {
      const letter = listener.hubEpoch === progress.epoch ? letters(listener.readTo!, indexes) : null;
      listener.readTo = null;
      if (letter === null || letter.length > roomOf(listener)) {
        pokeOne(listener, { t: 'poke', head }, false);
        continue;
      }
      if (listener.isCongested()) {
        listener.close('hub.too_slow'); // its cursor brings it everything when it comes back
        continue;
      }
      listener.sendPacked(letter);
      listener.readTo = progress.head;
      listener.onTheWay.push({ cursor: progress.head, bytes: letter.length });
      sentRows += indexes.length;
    }
    metrics.add('live_rows_total', sentRows);
  }

  /** Those who ask for themselves. */
  function poke({ from, to, isUrgent }: Published): void {
    const said: HubFrame = isUrgent ? { t: 'poke', head, isUrgent } : { t: 'poke', head };
    for (const listener of audience.of(from)) {
      if (listener.readTo === null && !to.has(listener.facility)) pokeOne(listener, said, isUrgent);
    }
    for (const facility of to) {
      const named = listeners.get(facility);
      if (named?.readTo === null) pokeOne(named, { t: 'poke', head, isUrgent: true }, true);
    }
  }

  function pokeOne(listener: Listener, said: HubFrame, isUrgent: boolean): void {
    if (listener.isMetered && listener.isPoked && !isUrgent) return;
    if (listener.isCongested()) return listener.close('hub.too_slow');
    if (!listener.isMetered) round.poked++;
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
    if (callOff === undefined) tellInTime();
  }

  fanout.onAnnounce(hear);
  fanout.onOrder((order) => {
    if ('hubEpoch' in order) {
      head = 0; // the restored one is behind
      told = 0;
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
      listener.readTo = null;
      if (!listener.isPoked) return;
      listener.isPoked = false;
      if (listener.isMetered) return;
      const wasEnough = round.read >= enoughRead * round.poked;
      round.read++;
      if (wasEnough || round.read < enoughRead * round.poked) return;
      round.readMs = time.elapsed() - lastRound;
      if (callOff !== undefined && round.poked >= largeRound) tellInTime();
    },
    /** It was sent everything up to `cursor`, after its question of `hasAsked`. What others were told in between it is poked for. */
    hasRead(listener: Listener, cursor: number): void {
      if (listener.isMetered || !listener.canBeSent || cursor < told) return;
      listener.readTo = cursor;
      listener.onTheWay = [];
    },
    /** It has kept everything that it was sent up to `cursor`. */
    hasKept(listener: Listener, cursor: number): void {
      listener.onTheWay = listener.onTheWay.filter((letter) => letter.cursor > cursor);
    },
    /** Reads that from now on. It asks for what it has not yet. */
    wants(listener: Listener, area: Area | null, items: readonly string[] | null): void {
      listener.readTo = null;
      listener.items = items === null ? null : new Set(items);
      audience.move(listener, area);
    },
    leave(listener: Listener): void {
      listener.readTo = null;
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

const roomOf = ({ onTheWay }: Listener): number => onTheWay.reduce((room, { bytes }) => room - bytes, liveRoom);

export type Delivery = ReturnType<typeof createDelivery>;
