import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { runHub } from '../support/sync/command.ts';
import { aFolder, until } from '../support/sync/hub.ts';
import { aHubNode } from '../support/sync/nodes.ts';
import { aBadLine } from '../support/sync/proxy.ts';
import { anAgent, findDifference } from './agents.ts';

/** `npm run chaos` says how long; a short while in `npm test`. */
const seconds = Number(process.env['MEDVAULT_CHAOS_SECONDS'] ?? 7);
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

test(`two facilities, two nodes, PostgreSQL and Redis, each killed in turn on bad lines for ${seconds} s: nothing is lost or doubled`, async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const database = await postgres.database();
  const nodes = [await aHubNode(database, redis.url), await aHubNode(database, redis.url)];
  const lines = [await aBadLine(() => nodes.map(({ port }) => port)), await aBadLine(() => nodes.map(({ port }) => port))];
  const folder = aFolder();
  const agents = lines.map((line, at) => anAgent(join(folder, `${at}.sqlite`), `Clinic ${at}`, `ws://127.0.0.1:${line.port}`, 60));
  for (const agent of agents) await agent.start((await runHub('code', '--database-url', database)).stdout.trim());
  const [one, two] = agents as [(typeof agents)[0], (typeof agents)[0]];
  await until('both hear each other', () => Object.keys(one.holds(two)).length > 5 && Object.keys(two.holds(one)).length > 5, 30_000);

  const restartNode = async (at: number) => {
    await nodes[at]!.kill();
    await pause(150);
    nodes[at] = await aHubNode(database, redis.url);
  };
  const restartAgent = async (at: number) => {
    await agents[at]!.kill();
    await agents[at]!.start();
  };
  const brieflyOn = async (line: (typeof lines)[0], on: (value: boolean) => void) => {
    on(true);
    await pause(300);
    on(false);
    line.reset(); // what was swallowed never comes back on this connection
  };
  const kills = [
    () => restartAgent(0),
    () => restartNode(0),
    () => restartAgent(1),
    () => restartNode(1),
    async () => (await redis.stop(), redis.start()),
    async () => (await postgres.kill(), postgres.start()),
  ];
  let badLuck = 0;
  const spoil = async (): Promise<void> => {
    const line = lines[badLuck % 2]!;
    const troubles: (() => void | Promise<void>)[] = [
      () => line.reset(),
      () => line.truncateNext(),
      () => brieflyOn(line, (on) => line.stall(on)),
      () => brieflyOn(line, (on) => line.swallow(on)),
      () => brieflyOn(line, (on) => line.swallow(on, ['to facility'])),
      () => line.delay(line === lines[0] ? 40 : 0),
    ];
    await troubles[Math.floor(badLuck++ / 2) % troubles.length]!();
  };
  const end = Date.now() + seconds * 1000;
  const spoiling = (async () => {
    while (Date.now() < end) {
      await spoil();
      await pause(250);
    }
  })();
  let killed = 0;
  while (Date.now() < end || killed < kills.length) await kills[killed++ % kills.length]!();
  await spoiling;

  for (const line of lines) line.delay(0);
  for (const agent of agents) agent.hush();
  let difference: string | null = '';
  await until('all is equal', () => (difference = findDifference(one, two) ?? findDifference(two, one)) === null, 60_000).catch(
    (error: unknown) => {
      throw new Error(difference ?? '', { cause: error });
    },
  );
  const events = Object.keys(one.said()).filter((name) => name.startsWith('ack ')).length;
  expect(events).toBeGreaterThan(5);
  expect(killed).toBeGreaterThanOrEqual(kills.length);
});
