import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { linkAddress } from '../../sync/client/address.ts';
import { startHub } from '../../sync/hub/start.ts';
import type { RunningHub } from '../../sync/hub/start.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import type { RedisServer } from '../support/redis.ts';
import { runHub } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { until } from '../support/sync/hub.ts';
import { aBalancer, aHubNode } from '../support/sync/nodes.ts';
import type { HubNode } from '../support/sync/nodes.ts';
import { aChange, greetAs } from '../support/sync/rawClient.ts';
import { ask, expectKeptOnce, sendStock, untilAllAgree } from '../support/sync/sending.ts';

let postgres: PostgresServer;
let redis: RedisServer;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await redis.stop();
  await postgres.stop();
});

/** A node in this process. */
async function aNode(databaseUrl: string, redisUrl: string | undefined = redis.url): Promise<RunningHub> {
  const hub = await startHub({ databaseUrl, ...(redisUrl === undefined ? {} : { redisUrl }), name: 'Country hub' });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= hub.stop());
  onTestFinished(stop);
  return { ...hub, stop };
}

async function enrolled(hub: { url: string; createEnrolmentCode(): Promise<string> }, name: string): Promise<TestFacility> {
  const facility = aFacility(name);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

test('three nodes behind a balancer are restarted one after the other while facilities send: nothing is lost, nothing comes twice', async () => {
  const database = await postgres.database();
  const balancer = await aBalancer();
  const desk = await aNode(database); // makes the tables; no facility reaches it
  const start = () => aHubNode(database, redis.url, ['--drain-ms', '400']);
  const nodes: HubNode[] = await Promise.all([start(), start(), start()]);
  balancer.to(nodes.map(({ port }) => port));
  const facilities: TestFacility[] = [];
  for (const name of ['A', 'B', 'C', 'D']) {
    const facility = aFacility(name);
    await facility.enrol(balancer.url, await desk.createEnrolmentCode());
    onTestFinished(facility.stop);
    facility.start();
    facilities.push(facility);
  }
  const sending = sendStock(facilities, (sent) => sent === 125);
  for (let turn = 0; turn < nodes.length; turn++) {
    const fresh = await start();
    const old = nodes[turn]!;
    nodes[turn] = fresh;
    balancer.to(nodes.map(({ port }) => port));
    const ended = old.terminate();
    await until('the balancer would see it', async () => (await ask(old.url, '/readyz')).status === 503);
    expect(await ended).toBe(0);
    expect(old.log()).not.toMatch(/could not|failed|Error/);
  }
  await sending;
  await untilAllAgree(facilities);
  const token = (await runHub('token', '--database-url', database)).stdout.trim();
  await expectKeptOnce(facilities, nodes[0]!.url, token);
  const today = new Date().toISOString().slice(0, 10);
  const history = (await ask(nodes[1]!.url, `/admin/history?kind=stock.level&from=2026-01-01&to=${today}`, token))
    .body as unknown as object[];
  expect(history).toHaveLength(4 * 60);
  expect(history[0]).toMatchObject({ day: expect.any(String) as string, payload: { status: 'ok' } });
  expect((await ask(nodes[1]!.url, '/admin/history?kind=stock.level&from=yesterday&to=today', token)).status).toBe(400);
}, 180_000); // six processes of its own, on a computer that may do other things

test('a change at one node is told at the other at once; presence, places and revoking reach across', async () => {
  const database = await postgres.database();
  const [one, two] = [await aNode(database), await aNode(database)];
  const [a, b] = [await enrolled(one, 'A'), await enrolled(two, 'B')];
  a.start();
  b.start();
  await until('both are online', () => [a, b].every((each) => each.link().status().state === 'online'));
  const began = performance.now();
  for (let onHand = 1; onHand <= 5; onHand++) {
    a.setStock('item-1', onHand);
    await until('B has read it', () => b.sees(a)['item-1'] === onHand);
  }
  expect(performance.now() - began).toBeLessThan(10_000); // a node that hears nothing asks every five seconds, so that took twenty
  for (const node of [one, two]) {
    expect((await node.facilities()).map(({ name, isOnline }) => [name, isOnline])).toEqual([
      ['A', true],
      ['B', true],
    ]);
  }
  expect((await one.counts()).online).toBe(1);

  // The same facility at the other node: the newer one stays.
  await a.stop();
  const { client: first, answer } = await greetAs(one.url, a, held(a));
  expect(answer).toMatchObject({ t: 'welcome' });
  const { client: second, answer: again } = await greetAs(two.url, a, held(a));
  expect(again).toMatchObject({ t: 'welcome' });
  expect(await first.next()).toMatchObject({ t: 'error', code: 'hub.replaced', fatal: false });
  await first.closed;
  const next = held(a).numbered - 10;
  expect(await second.ask({ t: 'push', changes: [aChange(next, '{"onHand":8}')] })).toMatchObject({ t: 'ack', through: next });

  expect(await one.revoke(a.facility.id)).toBe(true);
  expect(await second.next()).toMatchObject({ t: 'error', code: 'hub.revoked' });
  const { answer: refused } = await greetAs(one.url, a, held(a));
  expect(refused).toMatchObject({ t: 'error', code: 'hub.revoked', fatal: true });
  expect((await two.facilities()).find(({ name }) => name === 'A')).toMatchObject({ isOnline: false });
});

test('what one node read for all goes to the others with the seal of the hub; what somebody else says there goes to nobody', async () => {
  const database = await postgres.database();
  const reads: string[] = [];
  let publicKey = '';
  const node = async (name: string) => {
    const wrapStore = (store: HubStore): HubStore => ({
      ...store,
      identity: async () => {
        const identity = await store.identity();
        ({ publicKey } = identity);
        return identity;
      },
      fresh: async (...asked) => {
        reads.push(name);
        return store.fresh(...asked);
      },
    });
    const hub = await startHub({ databaseUrl: database, redisUrl: redis.url, name: 'Country hub', wrapStore });
    onTestFinished(() => hub.stop());
    return hub;
  };
  const [one, two] = [await node('one'), await node('two')];
  const [a, b, c] = [await enrolled(one, 'A'), await enrolled(one, 'B'), await enrolled(two, 'C')];
  for (const each of [a, b, c]) each.start();
  await until('all are online', () => [a, b, c].every((each) => each.link().status().state === 'online'));
  for (let onHand = 1; onHand <= 20; onHand++) {
    a.setStock('item-1', onHand);
    await until('B and C have read it', () => [b, c].every((each) => each.sees(a)['item-1'] === onHand));
  }
  expect(two.metrics.read('live_rows_total')).toBeGreaterThan(10);
  expect(reads.length).toBeLessThan(30); // one of the two each time, but for the beginning

  const client = createClient({ url: redis.url });
  onTestFinished(() => client.destroy());
  await client.connect();
  const [channel] = (await client.pubSubChannels('medvault hub * rows')).filter((name) => name.includes(publicKey));
  const heard: string[] = [];
  const listening = client.duplicate();
  onTestFinished(() => listening.destroy());
  await listening.connect();
  await listening.subscribe(channel!, (text) => void heard.push(text));
  a.setStock('item-1', 21);
  await until('it was shared', () => heard.length > 0);
  await until('C has read it', () => c.sees(a)['item-1'] === 21);
  const sent = two.metrics.read('live_rows_total');
  await new Promise((resolve) => void setTimeout(resolve, 100)); // while a node rests it takes nothing from others
  const lies = { node: '"node":"another"', from: '"from":0', head: '"head":999999' };
  const lie = (text: string) =>
    Object.entries(lies).reduce((told, [name, said]) => told.replace(new RegExp(`"${name}":("[^"]*"|\\d+)`), said), text);
  for (const text of [lie(heard[0]!), 'nonsense', '']) expect(await client.publish(channel!, text)).toBe(3);
  a.setStock('item-1', 22);
  await until('C has read that', () => c.sees(a)['item-1'] === 22);
  expect(two.metrics.read('live_rows_total')).toBe(sent + 1); // not asked for: the hub still knows how far it is
});

/** What a facility would say of itself at hello. */
function held({ raw }: TestFacility) {
  const link = raw.prepare('SELECT hub_epoch, next_number, cursor FROM hub_link').get() as {
    hub_epoch: string;
    next_number: number;
    cursor: number;
  };
  return { hubEpoch: link.hub_epoch, numbered: link.next_number + 10, cursor: link.cursor };
}

test('without Redis work goes on by asking, a place that was taken elsewhere is refused all the same, and readiness says what is missing', async () => {
  const database = await postgres.database();
  const own = await startRedis();
  onTestFinished(() => own.stop());
  const [one, two] = [await aNode(database, own.url), await aNode(database, own.url)];
  const [a, b] = [await enrolled(one, 'A'), await enrolled(two, 'B')];
  a.start();
  b.start();
  await until('both are online', () => [a, b].every((each) => each.link().status().state === 'online'));
  expect(await ask(one.url, '/readyz')).toMatchObject({ status: 200, body: { ready: true, degraded: [] } });
  await own.stop();
  await until('the node has noticed', async () => ((await ask(one.url, '/readyz')).body['degraded'] as string[]).includes('redis'));
  expect((await ask(two.url, '/readyz')).status).toBe(200);
  a.setStock('item-1', 3);
  await until('B has it', () => b.sees(a)['item-1'] === 3);

  await a.stop();
  const { client: first } = await greetAs(one.url, a, held(a));
  const { answer } = await greetAs(two.url, a, held(a));
  expect(answer).toMatchObject({ t: 'welcome' });
  expect(await first.ask({ t: 'pull', cursor: 0, limit: 10 })).toMatchObject({ t: 'error', code: 'hub.replaced', fatal: false });
  const { client: third } = await greetAs(one.url, b, held(b));
  await two.revoke(b.facility.id);
  expect(await third.ask({ t: 'push', changes: [aChange(1, '{"onHand":1}')] })).toMatchObject({ t: 'error', code: 'hub.revoked' });

  await own.start();
  await until('they hear each other again', async () => ((await ask(one.url, '/readyz')).body['degraded'] as string[]).length === 0);
});

test('without the database facilities are told to wait, and everything goes on by itself when it is back', async () => {
  const own = await startPostgres();
  onTestFinished(() => own.stop());
  const node = await aNode(await own.database());
  const [a, b] = [await enrolled(node, 'A'), await enrolled(node, 'B')];
  a.start();
  b.start();
  await until('both are online', () => [a, b].every((each) => each.link().status().state === 'online'));
  await own.kill();
  const { answer: away } = await greetAs(node.url, a, held(a));
  expect(away).toMatchObject({ t: 'error', code: 'hub.unavailable', fatal: false, retryAfterMs: expect.any(Number) as number });
  a.setStock('item-1', 5);
  await until('a frame was answered so', () => node.metrics.read('store_away_total') > 1);
  expect((await ask(node.url, '/readyz')).status).toBe(503);
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
  expect(a.outbox().map(({ key }) => key)).toContain('item-1');
  await own.start();
  await until('B has it', () => b.sees(a)['item-1'] === 5);
  await until('nothing waits', () => a.link().status().waiting === 0 && a.outbox().length === 0);
  expect(node.metrics.read('restores_total')).toBe(0);
});

test('a database put back from pg_dump is told of it once, and everything is sent again', async () => {
  const [database, later] = [await postgres.database(), await postgres.database()];
  const node = await aNode(database);
  const [a, b] = [await enrolled(node, 'A'), await enrolled(node, 'B')];
  a.setStock('early', 1);
  a.start();
  b.start();
  await until('B has it', () => b.sees(a)['early'] === 1);
  const dump = execFileSync('pg_dump', ['--no-owner', database], { maxBuffer: 1 << 28 });
  a.setStock('late', 2);
  await until('B has that too', () => b.sees(a)['late'] === 2);
  await until('all is acknowledged', () => a.link().status().waiting === 0);
  await a.stop();
  await b.stop();
  await node.stop();

  execFileSync('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', '--output', '/dev/null', later], { input: dump });
  const file = join(mkdtempSync(join(tmpdir(), 'medvault-url-')), 'url');
  onTestFinished(() => rmSync(join(file, '..'), { recursive: true }));
  writeFileSync(file, `${later}\n`, { mode: 0o600 });
  const told = await runHub('restored', '--database-url', `@${file}`, '--json');
  expect(JSON.parse(told.stdout)).toMatchObject({ ok: true, facilities: 2 });
  const restored = await aNode(later);
  for (const facility of [a, b]) {
    facility.raw.prepare('UPDATE hub_link SET hub_url = ?').run(linkAddress(restored.url));
    facility.start();
  }
  await until('the hub has it again', async () => (await restored.rows('stock.level')).length === 2);
  await until('they agree', () => b.sees(a)['late'] === 2 && b.sees(a)['early'] === 1);
  expect(restored.metrics.read('restores_total')).toBe(0); // it was told, so nobody had to find out
});

test('wrong places are answered with a sentence', async () => {
  const cases: [string[], number, RegExp][] = [
    [['--database-url', 'mysql://x'], 2, /takes postgres:/],
    [['--database-url', '@/nowhere/url'], 2, /a file with it/],
    [['--data', 'x', '--redis', 'redis://x'], 2, /stands alone/],
    [['code', '--database-url', 'postgres://medvault:secret@127.0.0.1:1/x'], 1, /can be read by everybody[^]*cannot be reached/],
    [['code', '--database-url', await postgres.database()], 1, /no hub in this database/],
    [['code', '--database-url', (await postgres.database()).replace(/hub_\d+$/, 'none')], 1, /database "none" does not exist/],
  ];
  const ended = await Promise.all(cases.map(([args]) => runHub(...args)));
  for (const [index, [, code, sentence]] of cases.entries()) {
    expect(ended[index]).toMatchObject({ code, stderr: expect.stringMatching(sentence) as string });
    expect(ended[index]!.stderr).not.toMatch(/secret|node:internal/);
  }
});
