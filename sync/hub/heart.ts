import { unknownUpTo } from './fanout/news.ts';
import type { Hub } from './hub.ts';
import { StoreUnavailable } from './store/store.ts';

/** With the bus, and without it: then this is how a node learns of the others' changes. */
const beatMs = { whole: 5000, alone: 1000 } as const;
const pruneMs = 6 * 3_600_000;

export type Heart = { stop(): Promise<void> };

/** What a node does by itself: says that it lives, asks how far the hub has come, forgets what is older than it has to be kept. */
export function startHeart(hub: Hub, historyDays: number): Heart {
  let callOff: (() => void) | undefined;
  let callOffPrune: (() => void) | undefined;
  let isStopped = false;
  let running = Promise.resolve();
  let wasAway = false;
  let headBefore = 0;

  async function beat(): Promise<void> {
    try {
      await hub.store.nodeLives(hub.node);
      const { head } = await hub.store.progress();
      // What was there a beat ago and nobody has told of, was lost on the bus; what came since may be on its way.
      hub.delivery.hear(unknownUpTo(hub.fanout.isReaching() ? headBefore : head));
      headBefore = head;
      if (wasAway) hub.log('the database answers again');
      wasAway = false;
    } catch (error) {
      if (!wasAway) hub.log('the database does not answer: facilities are told to wait', { reason: reasonOf(error) });
      wasAway = true;
    }
    if (!isStopped) callOff = hub.time.after(hub.fanout.isReaching() ? beatMs.whole : beatMs.alone, () => void (running = beat()));
  }

  async function prune(): Promise<void> {
    try {
      const day = new Date(Date.parse(hub.now()) - historyDays * 86_400_000).toISOString().slice(0, 10);
      const removed = await hub.store.pruneHistory(day, historyDays);
      if (removed > 0) hub.log('days of history were forgotten', { rows: removed, before: day });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) hub.log('history could not be pruned', { reason: reasonOf(error) });
    }
    if (!isStopped) callOffPrune = hub.time.after(pruneMs, () => void prune());
  }

  running = beat();
  callOffPrune = hub.time.after(60_000, () => void prune());
  return {
    async stop() {
      isStopped = true;
      callOff?.();
      callOffPrune?.();
      await running;
      await hub.store.nodeEnds(hub.node).catch(() => undefined); // it counts as gone soon anyway
    },
  };
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
