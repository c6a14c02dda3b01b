import type { Database as SqliteFile } from 'better-sqlite3';
import type { HubStore } from '../../sync/hub/store/store.ts';
import type { Disk } from './disk.ts';
import type { Life } from './life.ts';

/** What all nodes of a hub share: the database behind them, and which commits it has not revealed yet, by the cursor before their first row. */
export type Database = { disk: Disk; unrevealed: Set<{ after: number }>; slowestCommitMs: number };

/** A district has too few rows for the hub's own limit; beyond it everybody reads for themselves. */
const mostFresh = 5;

/**
 * A store as a node sees a database that is somewhere else: every question takes a while, the node may die before or after each, and
 * commits become visible out of the order of their cursors, as in PostgreSQL, whose `page` and `fresh` therefore end before the first that is unseen.
 */
export function slowStore(inner: HubStore, life: Life, database: Database): HubStore {
  const horizon = () => Math.min(...[...database.unrevealed].map(({ after }) => after));
  /** Batches of one facility never overtake each other. */
  const turns = new Map<string, Promise<void>>();
  const slow = new Proxy(inner, {
    get(target, name: keyof HubStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        await life.step();
        const answer = await method.apply(target, args);
        await life.step();
        return answer;
      };
    },
  });
  return {
    ...bound(slow, inner),
    async keepOnce(...args) {
      const turn = (turns.get(args[0]) ?? Promise.resolve()).then(() => life.step());
      turns.set(args[0], turn);
      await turn;
      const commit = { after: headOf(database.disk.file()) };
      const reveal = () => void database.unrevealed.delete(commit);
      database.unrevealed.add(commit);
      life.onEnd(reveal); // what a node had committed is there, whether it learned of it or not
      try {
        const kept = await inner.keepOnce(...args);
        await life.step(database.slowestCommitMs);
        return kept;
      } finally {
        reveal();
      }
    },
    async page(...args) {
      await life.step();
      const page = await inner.page(...args);
      const seen = horizon();
      const rows = page.rows.filter(({ cursor }) => cursor <= seen);
      const cursor = Math.max(args[1], Math.min(page.cursor, seen));
      await life.step();
      return { ...page, rows, cursor, more: page.more && rows.length === page.rows.length };
    },
    async fresh(...args) {
      await life.step();
      const fresh = await inner.fresh(args[0], mostFresh, args[2]);
      const seen = horizon();
      await life.step();
      if (fresh === null) return null;
      const head = Math.max(args[0], Math.min(fresh.progress.head, seen));
      return { rows: fresh.rows.filter(({ cursor }) => cursor <= head), progress: { ...fresh.progress, head } };
    },
  };
}

function bound(slow: HubStore, inner: HubStore): HubStore {
  return Object.fromEntries(Object.keys(inner).map((name) => [name, slow[name as keyof HubStore]])) as HubStore;
}

const headOf = (file: SqliteFile) => file.prepare<[], number>('SELECT head FROM identity').pluck().get()!;
