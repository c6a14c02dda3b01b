import { realTime } from '../time.ts';
import { createDesk } from './admin.ts';
import type { Desk } from './admin.ts';
import { createDelivery } from './deliver.ts';
import { localFanout } from './fanout/fanout.ts';
import { defaultLimits, defaultPolicy } from './hub.ts';
import type { Hub, HubLimits, HubLog, HubPolicy } from './hub.ts';
import { lockDataFolder } from './lock.ts';
import { createMetrics } from './metrics.ts';
import { keepOperatorToken } from './operatorToken.ts';
import { createSeal } from './seal.ts';
import { listen } from './server.ts';
import { openSqliteStore } from './store/sqlite.ts';
import type { HubStore } from './store/store.ts';

export type HubOptions = {
  dataDir: string;
  /** 0 or none = any free one */
  port?: number;
  name?: string;
  now?: () => string;
  log?: HubLog;
  limits?: Partial<HubLimits>;
  policy?: Partial<HubPolicy>;
  /** a store between the hub and its file: another database, or a fault in a test */
  wrapStore?: (store: HubStore) => HubStore;
};

export type RunningHub = Omit<Desk, 'createEnrolmentCode'> & {
  url: string;
  port: number;
  createEnrolmentCode(replaces?: string): Promise<string>;
  metrics: Hub['metrics'];
  stop(): Promise<void>;
};

/** @throws 'port.in_use', 'storage.in_use', 'storage.not_writable', 'storage.damaged', 'storage.newer_version' */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { dataDir, port = 0, name, now = () => new Date().toISOString(), log = () => undefined, limits, policy, wrapStore } = options;
  const lock = lockDataFolder(dataDir);
  let store: HubStore | undefined;
  try {
    const file = openSqliteStore(dataDir, name);
    store = wrapStore?.(file) ?? file;
    const metrics = createMetrics();
    const fanout = localFanout();
    const seal = createSeal((await store.identity()).privateKey);
    const hub: Hub = {
      store,
      seal,
      fanout,
      metrics,
      now,
      time: realTime,
      log,
      limits: { ...defaultLimits, ...limits },
      policy: { ...defaultPolicy, ...policy },
      delivery: createDelivery(fanout, metrics, realTime),
    };
    const desk = createDesk(hub);
    const server = await listen(hub, desk, keepOperatorToken(dataDir), port);
    const opened = store;
    return {
      ...desk,
      url: `http://127.0.0.1:${server.port}`,
      port: server.port,
      createEnrolmentCode: async (replaces?: string) => (await desk.createEnrolmentCode(replaces)).code,
      metrics,
      async stop() {
        await server.stop();
        await fanout.close();
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    await store?.close();
    lock.release();
    throw error;
  }
}
