import { openPostgresStore } from '../../../sync/hub/store/postgres.ts';
import { startPostgres } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';
import { startTcpHaproxy } from '../../support/sync/haproxy.ts';
import type { Haproxy } from '../../support/sync/haproxy.ts';
import { busySeconds, cpuOf, cpuOfGroup, round, startNode } from '../processes.ts';
import type { Running } from '../processes.ts';
import { aLine } from './clinic.ts';
import type { Clinic } from './clinic.ts';
import { connectAll, stopAll } from './connections.ts';
import { hubEntry, seed, someClinics } from './place.ts';
import { createStream } from './stream.ts';
import type { Streamed } from './stream.ts';

/** Of each change a hundred others near it hear. */
const perArea = 101;
const facilities = 10 * perArea;

type Country = {
  nodes: Running<{ url: string }>[];
  load: (perSecond: number, seconds: number) => Promise<Loaded>;
};

/** Processor time by where it was spent; `computer`: with all else that ran here. */
type Spent = Record<'nodes' | 'database' | 'redis' | 'balancer' | 'facilities' | 'computer', number>;
type Loaded = Streamed & {
  expected: number;
  /** seconds from the first change until the last was waited for */
  wall: number;
  cpuSeconds: Spent;
  microsecondsADelivery: Record<'nodes' | 'database' | 'redis' | 'together', number>;
  bytesADelivery: number;
};

/** One, two and four nodes on one PostgreSQL and one Redis, behind HAProxy: the same 500 changes a second, each read by 100. */
export async function measureNodes(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {};
  let alone: Loaded | undefined;
  for (const count of [1, 2, 4]) {
    await withNodes(count, async ({ load }) => {
      await load(500, 10); // what is compiled and planned while it runs
      const loaded = await load(500, 20);
      alone ??= loaded;
      figures[`${count} node${count > 1 ? 's' : ''}`] = { ...loaded, 'times one node': timesAs(loaded, alone) };
    });
  }
  return { facilities, 'changes a second': 500, ...figures };
}

/**
 * `facilities`: what they do is the same each time, and costs more all the same when everything together keeps the processors busy; so much of
 * the other figures is this computer's and not the hub's.
 */
function timesAs(loaded: Loaded, alone: Loaded) {
  const times = (of: (one: Loaded) => number) => round(of(loaded) / of(alone));
  return {
    nodes: times(({ microsecondsADelivery }) => microsecondsADelivery.nodes),
    database: times(({ microsecondsADelivery }) => microsecondsADelivery.database),
    together: times(({ microsecondsADelivery }) => microsecondsADelivery.together),
    facilities: times(({ cpuSeconds }) => cpuSeconds.facilities),
  };
}

/** Twice as much, and again, until somebody would notice; which process was busy all the time then. */
export async function measureLimit(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {};
  const seconds = 8;
  for (const count of [1, 2]) {
    await withNodes(count, async ({ nodes, load }) => {
      await load(200, 4);
      for (let perSecond = 500; perSecond <= 16_000; perSecond *= 2) {
        const before = nodes.map(({ pid }) => cpuOf(pid));
        const loaded = await load(perSecond, seconds);
        const { cpuSeconds, visible, acknowledged, changes, acknowledgedMs, deliveries, expected } = loaded;
        const share = (spent: number) => round(spent / loaded.wall);
        figures[`${count} node${count > 1 ? 's' : ''}, ${perSecond} changes a second`] = {
          visible,
          acknowledgedMs,
          acknowledged: round(acknowledged / changes),
          delivered: round(deliveries / expected),
          'processors used': {
            'busiest node': share(Math.max(...nodes.map(({ pid }, index) => cpuOf(pid) - before[index]!))),
            ...Object.fromEntries(Object.entries(cpuSeconds).map(([name, spent]) => [name, share(spent)])),
          },
        };
        if (visible.p99 > 1000 || acknowledged < changes || deliveries < 0.99 * expected) return;
      }
    });
  }
  return { facilities, ...figures };
}

async function withNodes(count: number, work: (country: Country) => Promise<void>): Promise<void> {
  const database = await startPostgres({ fsync: true });
  const redis = await startRedis();
  const nodes: Running<{ url: string }>[] = [];
  let balancer: Haproxy | undefined;
  try {
    const url = await database.database();
    const clinics: Clinic[] = someClinics(facilities, perArea);
    const store = await openPostgresStore({ url, name: 'Hub of a country' });
    await seed(store, clinics);
    await store.close();
    const env = { MEDVAULT_DATABASE_URL: url, MEDVAULT_REDIS_URL: redis.url };
    for (let each = 0; each < count; each++) nodes.push(await startNode<{ url: string }>(hubEntry, ['--port', '0', '--json'], { env }));
    balancer = await startTcpHaproxy(nodes.map((node) => Number(new URL(node.url).port)));
    const stream = createStream();
    const line = aLine();
    const all = await connectAll(clinics, balancer.port, { isNear: true, onRows: stream.onRows }, line);
    const spent = (): Spent => ({
      nodes: nodes.reduce((sum, { pid }) => sum + cpuOf(pid), 0),
      database: cpuOfGroup(database.pid()),
      redis: cpuOf(redis.pid()),
      balancer: cpuOf(balancer!.pid),
      facilities: cpuOf(process.pid),
      computer: busySeconds(),
    });
    await work({
      nodes,
      load: async (perSecond, seconds) => {
        const [before, bytes, began] = [spent(), line.bytes(), performance.now()];
        const streamed = await stream.run(all, perSecond, seconds);
        const [after, now, wall] = [spent(), line.bytes(), (performance.now() - began) / 1000];
        const cpuSeconds = { ...after };
        for (const name of Object.keys(before) as (keyof Spent)[]) cpuSeconds[name] = round(after[name] - before[name]);
        const each = (seconds_: number) => round((seconds_ / streamed.deliveries) * 1e6, 1);
        const { nodes: ofNodes, database: ofDatabase, redis: ofRedis } = cpuSeconds;
        return {
          ...streamed,
          wall: round(wall),
          expected: streamed.changes * (perArea - 1),
          cpuSeconds,
          microsecondsADelivery: {
            nodes: each(ofNodes),
            database: each(ofDatabase),
            redis: each(ofRedis),
            together: each(ofNodes + ofDatabase + ofRedis),
          },
          bytesADelivery: round((now.fromHub - bytes.fromHub + now.toHub - bytes.toHub) / streamed.deliveries, 0),
        };
      },
    });
    await stopAll(all);
  } finally {
    await balancer?.stop();
    for (const node of nodes) await node.end();
    await redis.stop();
    await database.stop();
  }
}
