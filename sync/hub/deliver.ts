import type { Area } from '../protocol/interest.ts';
import type { HubFrame } from '../protocol/messages.ts';
import type { Time } from '../time.ts';
import { createAudience } from './audience.ts';
import type { Fanout, Shared } from './fanout/fanout.ts';
import { createGatheredNews } from './fanout/news.ts';
import type { News, Published } from './fanout/news.ts';
import { createLetters, dueRows } from './live.ts';
import type { LiveReader } from './live.ts';
import type { Metrics } from './metrics.ts';
import { createPace } from './pace.ts';
import type { Seal } from './seal.ts';
import type { Fresh, HubStore, Progress } from './store/store.ts';

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

/** What one read of the database may bring: beyond it everybody reads for themselves. */
const mostFresh = { rows: 5000, bytes: 8 * 1024 * 1024 };
/** About a quarter of a minute on a 2G line. */
const liveRoom = 64 * 1024;

const noNews: Published = { head: 0, from: new Map(), to: new Set(), isUrgent: false };

export type DeliveryParts = {
  store: Pick<HubStore, 'fresh'>;
  seal: Seal;
  fanout: Fanout;
  metrics: Metrics;
  time: Time;
  /** this process, among those that are one hub together */
  node: string;
  /** of the hub as it starts */
  progress: Progress;
  failed: (error: unknown) => void;
};

/**
 * Who is connected, and how they learn of news. Whoever has read everything is sent the rows themselves, which were read once for all;
 * whoever has not, spares its line, or speaks an older version is poked and pulls.
 */
export function createDelivery({ store, seal, fanout, metrics, time, node, progress, failed }: DeliveryParts) {
  const listeners = new Map<string, Listener>();
  const audience = createAudience<Listener>();
  const pace = createPace(time);
  /** those with a `readTo` */
  const following = new Set<Listener>();
  let head = 0;
  /** everybody with a `readTo` was sent everything up to here */
  let told = progress.head;
  let { epoch } = progress;
  let isTelling = false;
  let callOff: (() => void) | undefined;
  const gathered = createGatheredNews();
  /** reads for all nodes, as long as it is in time: the others wait for what it shares */
  let isReader = fanout.graceMs === 0;

  function tellInTime(): void {
    callOff?.();
    const graceMs = isReader ? 0 : fanout.graceMs;
    callOff = isTelling ? undefined : time.after(pace.restMs() + graceMs, tell);
  }

  function tell(): void {
    callOff = undefined;
    if (gathered.isEmpty()) return;
    const news = gathered.take();
    if (news.head <= told) return tellAll(news, undefined);
    // Whoever published alone is told nothing of it.
    const [only] = news.from?.size === 1 ? news.from.keys() : [];
    const [first] = following;
    const isAnySent = following.size > 1 || (first !== undefined && first.facility !== only);
    // An order to close may be lost then: whoever asks for itself is looked at by the store.
    if (!isAnySent || !fanout.isReaching()) return tellAll(news, null);
    isTelling = true;
    isReader = true;
    const from = told;
    store
      .fresh(from, mostFresh.rows, mostFresh.bytes)
      .catch((error: unknown) => {
        failed(error);
        return null;
      })
      .then((fresh) => {
        isTelling = false;
        if (told !== from) return tellAll(news, null); // restored meanwhile
        if (fresh !== null) fanout.share({ node, from, fresh });
        tellAll(news, fresh);
      })
      .catch(failed);
  }

  /** What another node read is told as if it had been read here. Of two who read, one goes on; whoever has to rest longer reads by itself. */
  function hearShared({ node: by, from, fresh }: Shared): void {
    if (by < node) isReader = false;
    const { head: to, epoch: of } = fresh.progress;
    if (isTelling || of !== epoch || from > told || to <= told || pace.restMs() > fanout.graceMs || !fanout.isReaching()) return;
    callOff?.();
    callOff = undefined;
    const news = gathered.isEmpty() ? noNews : gathered.take();
    if (news.head > to) gathered.add({ ...noNews, head: news.head }); // the rows of the rest are still owed
    tellAll(news, fresh);
  }

  /** @param fresh undefined: there is none; null: it is too much, or cannot be had now */
  function tellAll(news: Published, fresh: Fresh | null | undefined): void {
    pace.begin();
    if (fresh === null) letAllAsk(news.head);
    poke(news);
    if (fresh) sendRows(fresh);
    pace.end();
    if (!gathered.isEmpty()) tellInTime();
  }

  /** Of what is passed over here, some may be told of only later: whoever would be sent what follows has to read for itself before. */
  function letAllAsk(upTo: number): void {
    told = Math.max(told, upTo);
    for (const listener of listeners.values()) ask(listener);
  }

  function ask(listener: Listener): void {
    listener.readTo = null;
    following.delete(listener);
  }

  function follow(listener: Listener, cursor: number): void {
    if (!audience.has(listener)) return; // it has left while its answer was read
    listener.readTo = cursor;
    following.add(listener);
  }

  function sendRows(fresh: Fresh): void {
    const { rows, progress } = fresh;
    const letters = createLetters(fresh, seal.seal(progress));
    const due = dueRows(rows, { all: audience.of(null), near: audience.near, named: (facility) => listeners.get(facility) });
    told = progress.head;
    epoch = progress.epoch;
    let sentRows = 0;
    for (const [listener, indexes] of due) {
      const letter = listener.hubEpoch === progress.epoch ? letters(listener.readTo!, indexes) : null;
      if (letter === null || letter.length > roomOf(listener)) {
        ask(listener);
        pokeOne(listener, { t: 'poke', head }, false);
        continue;
      }
      if (listener.isCongested()) {
        ask(listener);
        listener.close('hub.too_slow'); // its cursor brings it everything when it comes back
        continue;
      }
      listener.sendPacked(letter);
      follow(listener, progress.head);
      listener.onTheWay.push({ cursor: progress.head, bytes: letter.length });
      sentRows += indexes.length;
    }
    metrics.add('live_rows_total', sentRows);
  }

  /** Those who ask for themselves. */
  function poke({ from, to, isUrgent }: Published): void {
    if (following.size === audience.size()) return;
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
    if (!listener.isMetered) pace.hasPoked();
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
    gathered.add(news);
    head = Math.max(head, news.head);
    if (callOff === undefined) tellInTime();
  }

  fanout.onAnnounce(hear);
  fanout.onShare(hearShared);
  fanout.onOrder((order) => {
    if ('hubEpoch' in order) {
      head = 0; // the restored one is behind
      told = 0;
      epoch = order.hubEpoch;
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
      ask(listener);
      if (!listener.isPoked) return;
      listener.isPoked = false;
      if (listener.isMetered) return;
      if (pace.hasRead() && callOff !== undefined) tellInTime();
    },
    /** It was sent everything up to `cursor`, after its question of `hasAsked`. What others were told in between it is poked for. */
    hasRead(listener: Listener, cursor: number): void {
      if (listener.isMetered || !listener.canBeSent || cursor < told) return;
      follow(listener, cursor);
      listener.onTheWay = [];
    },
    /** It has kept everything that it was sent up to `cursor`. */
    hasKept(listener: Listener, cursor: number): void {
      listener.onTheWay = listener.onTheWay.filter((letter) => letter.cursor > cursor);
    },
    /** Reads that from now on. It asks for what it has not yet. */
    wants(listener: Listener, area: Area | null, items: readonly string[] | null): void {
      ask(listener);
      listener.items = items === null ? null : new Set(items);
      audience.move(listener, area);
    },
    leave(listener: Listener): void {
      ask(listener);
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
