import { randomUUID } from 'node:crypto';
import { realTime } from '../time.ts';
import { hashCosts } from '../security/password.ts';
import type { HashCost } from '../security/password.ts';
import { answerHttp, createDesk } from './admin.ts';
import type { Desk } from './admin.ts';
import { localFanout } from './fanout/fanout.ts';
import type { Fanout } from './fanout/fanout.ts';
import { startHeart } from './heart.ts';
import { createHub } from './hub.ts';
import type { Hub, HubLimits, HubLog, HubPolicy } from './hub.ts';
import { lockDataFolder } from './lock.ts';
import { createOperatorDesk } from './operators.ts';
import { keepOperatorToken } from './operatorToken.ts';
import { watchShelf } from './packsWatch.ts';
import { listen } from './server.ts';
import type { ListenOptions } from './server.ts';
import { openPostgresStore } from './store/postgres.ts';
import { openSqliteStore } from './store/sqlite.ts';
import type { HubStore } from './store/store.ts';

/** One process on a folder of its own, or one of many nodes on a PostgreSQL database, which hear each other over Redis. */
export type HubPlace = { dataDir: string } | { databaseUrl: string; redisUrl?: string };

export type HubSettings = {
  /** 0 or none = any free one */
  port?: number;
  /** on this computer only and in plain text, unless said otherwise */
  listen?: Omit<ListenOptions, 'port'>;
  /** of operators' passwords */
  hashCost?: HashCost;
  name?: string;
  now?: () => string;
  log?: HubLog;
  limits?: Partial<HubLimits>;
  policy?: Partial<HubPolicy>;
  /** how long the state of rows at the end of each day is kept, for statistics */
  historyDays?: number;
  /** how often a running hub looks whether a command put a knowledge pack on its shelf */
  shelfLookMs?: number;
  /** a store between the hub and its database: a fault in a test */
  wrapStore?: (store: HubStore) => HubStore;
};
export type HubOptions = HubPlace & HubSettings;

export type RunningHub = Omit<Desk, 'createEnrolmentCode'> & {
  url: string;
  port: number;
  createEnrolmentCode(replaces?: string): Promise<string>;
  metrics: Hub['metrics'];
  /** @param drainMs that long `/readyz` says no before connections are closed, for a balancer to see it */
  stop(drainMs?: number): Promise<void>;
};

/** Two years and a month: this month can be held against the same one before. */
const defaultHistoryDays = 761;

/** @throws see `listen`; 'storage.in_use', 'storage.not_writable', 'storage.damaged', 'storage.newer_version'; StoreUnavailable */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { port = 0, log = () => undefined, wrapStore, historyDays = defaultHistoryDays } = options;
  const node = randomUUID();
  const place = await openPlace(options, node, log);
  const store = wrapStore?.(place.store) ?? place.store;
  try {
    const hub = await createHub({ ...options, store, node, fanout: place.fanout });
    const desk = createDesk(hub);
    const operators = createOperatorDesk(hub, options.hashCost ?? hashCosts.password);
    const server = await listen(hub, answerHttp(hub, desk, operators, place.operatorToken), { ...options.listen, port });
    const heart = startHeart(hub, historyDays);
    const shelf = watchShelf(hub, options.shelfLookMs);
    return {
      ...desk,
      url: server.url,
      port: server.port,
      createEnrolmentCode: async (replaces?: string) => (await desk.createEnrolmentCode(replaces)).code,
      metrics: hub.metrics,
      async stop(drainMs) {
        await server.stop(drainMs);
        await shelf.stop();
        await heart.stop();
        await place.fanout.close();
        await store.close();
        place.release();
      },
    };
  } catch (error) {
    await place.fanout.close();
    await store.close();
    place.release();
    throw error;
  }
}

type OpenPlace = { store: HubStore; fanout: Fanout; operatorToken: string; release(): void };

async function openPlace(options: HubOptions, node: string, log: HubLog): Promise<OpenPlace> {
  const { name } = options;
  if ('databaseUrl' in options) {
    const store = await openPostgresStore({ url: options.databaseUrl, ...(name === undefined ? {} : { name }) });
    const { redisFanout } = await import('./fanout/redis.ts'); // large, and only nodes need it
    const fanout =
      options.redisUrl === undefined
        ? aloneFanout()
        : await redisFanout({
            url: options.redisUrl,
            node,
            channel: `medvault hub ${(await store.keySteps())[0]?.from ?? (await store.identity()).publicKey}`, // the first key: it stays
            key: await store.sealKey(),
            time: realTime,
            log,
          });
    return { store, fanout, operatorToken: await store.operatorToken(), release: () => undefined };
  }
  const lock = lockDataFolder(options.dataDir);
  try {
    const store = openSqliteStore(options.dataDir, name);
    return { store, fanout: localFanout(), operatorToken: keepOperatorToken(options.dataDir), release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Other nodes may run on the same database, and nobody tells us of them. */
const aloneFanout = (): Fanout => ({ ...localFanout(), isReaching: () => false });
