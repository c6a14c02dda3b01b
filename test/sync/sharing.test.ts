import { expect, onTestFinished, test } from 'vitest';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';

type Hub = Awaited<ReturnType<typeof aHub>>;

async function enrolled(hub: Hub, name: string, options?: Parameters<typeof aFacility>[1]): Promise<TestFacility> {
  const facility = aFacility(name, options);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

test('what one facility publishes the two others see at once, and nobody reads its own', async () => {
  const hub = await aHub();
  const [a, b, c] = [await enrolled(hub, 'A'), await enrolled(hub, 'B'), await enrolled(hub, 'C')];
  for (const each of [a, b, c]) each.start();
  await until('all are online', () => [a, b, c].every((each) => each.link().status().state === 'online'));
  await until('all have the profiles', () => [a, b, c].every((each) => each.peerCount() === 2));

  a.setStock('item-1', 40);
  await until('B and C see it', () => b.sees(a)['item-1'] === 40 && c.sees(a)['item-1'] === 40);
  expect(a.sees(a)).toEqual({});
  await until('A has nothing waiting', () => a.link().status().waiting === 0);
  expect(a.outbox()).toEqual([]);
  expect(b.raw.prepare('SELECT name, clock_suspect FROM peer_facility ORDER BY name').all()).toEqual([
    { name: 'A', clock_suspect: 0 },
    { name: 'C', clock_suspect: 0 },
  ]);
  expect(b.raw.prepare(`SELECT DISTINCT product_key FROM peer_state WHERE kind = 'stock.level'`).pluck().all()).toEqual([
    'amoxicillin 250 mg | capsule | capsule',
  ]);
  expect(b.applied.flat()).toContain('peer_state');
});

test('twenty changes of one item without a hub go out as one row, and the hub holds it once', async () => {
  const hub = await aHub();
  const [a, b] = [await enrolled(hub, 'A'), await enrolled(hub, 'B')];
  a.start();
  b.start();
  await until('A is known', () => b.peerCount() === 1 && a.link().status().waiting === 0);
  const { port, dataDir } = hub;
  const before = (await hub.counts()).changes;
  await hub.stop();
  await until('A is offline', () => a.link().status().state === 'offline');
  for (let onHand = 100; onHand > 80; onHand--) a.setStock('item-1', onHand - 1);
  await until('one row waits', () => a.link().status().waiting === 1);
  expect(a.outbox()).toMatchObject([{ kind: 'stock.level', key: 'item-1', number: null }]);
  expect(a.link().status().lastError?.code).toBe('hub.unreachable');

  const back = await aHub({ dataDir, port });
  await until('B has the last figure', () => b.sees(a)['item-1'] === 80);
  expect((await back.counts()).changes).toBe(before + 1);
  expect((await back.rows('stock.level')).map(({ key }) => key)).toEqual(['item-1']);
  await until('nothing waits', () => a.link().status().waiting === 0 && a.link().status().lastError === null);
});

test('a facility that comes later reads the present state, not the history', async () => {
  const hub = await aHub();
  const a = await enrolled(hub, 'A');
  a.start();
  for (let round = 0; round < 5; round++) {
    for (let item = 0; item < 300; item++) a.setStock(`item-${item}`, round * 1000 + item);
    await until('all is sent', () => a.link().status().waiting === 0);
  }
  const late = await enrolled(hub, 'Late');
  late.start({ timing: { pageRows: 70 } });
  await until('all has arrived', () => Object.keys(late.sees(a)).length === 300);
  expect(late.sees(a)['item-299']).toBe(4299);
  expect((await hub.counts()).rows).toBe(302);
});

test('an unreadable row is put aside with its reason, an unknown kind is kept as it came, and the rest goes on', async () => {
  const hub = await aHub();
  const [a, b] = [await enrolled(hub, 'A'), await enrolled(hub, 'B')];
  const fromTheFuture = '{"b":1,  "a":[2]}';
  a.raw
    .prepare(
      `INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES ('stock.level', 'bad', 1, '{"onHand":"many"}', ''), ('robot.level', 'r1', 1, ?, '')`,
    )
    .run(fromTheFuture);
  a.setStock('good', 7);
  a.start();
  b.start();
  await until('B has the good one', () => b.sees(a)['good'] === 7 && b.quarantine().length === 1);
  expect(b.quarantine()).toEqual([{ kind: 'stock.level', key: 'bad', reason: 'unreadable' }]);
  expect(b.raw.prepare(`SELECT payload FROM peer_state WHERE kind = 'robot.level'`).pluck().get()).toBe(fromTheFuture);

  a.setStock('bad', 3);
  await until('the mended row replaces it', () => b.sees(a)['bad'] === 3);
  expect(b.quarantine()).toEqual([]);
});

test('a row that speaks for another facility, or is too large, stays at home with its reason, and the rest goes on', async () => {
  const hub = await aHub();
  const [a, b] = [await enrolled(hub, 'A'), await enrolled(hub, 'B')];
  a.publish('facility.profile', b.facility.id, a.profile());
  a.publish('alert', 'huge', JSON.stringify({ subject: 'x'.repeat(40_000) }));
  a.setStock('item-1', 5);
  a.start();
  b.start();
  await until('B has the honest row', () => b.sees(a)['item-1'] === 5);
  await until('A has nothing waiting', () => a.link().status().waiting === 0);
  expect(
    a
      .quarantine()
      .map(({ reason }) => reason)
      .sort(),
  ).toEqual(['hub.not_owner', 'hub.row_too_large']);
  expect((await hub.counts()).refused).toBe(0);
});

test('a wrong clock is said at home and flagged at the others, and nothing is refused for it', async () => {
  const hub = await aHub();
  const slow = await enrolled(hub, 'Slow', { now: () => '1999-01-01T00:00:00.000Z' });
  const b = await enrolled(hub, 'B');
  slow.setStock('item-1', 12);
  slow.start();
  b.start();
  await until('B sees the stock', () => b.sees(slow)['item-1'] === 12);
  expect(slow.link().status()).toMatchObject({ state: 'online', isClockSuspect: true });
  expect(slow.link().status().clockSkewMs).toBeLessThan(-20 * 365 * 86_400_000);
  expect(b.raw.prepare('SELECT clock_suspect FROM peer_facility').pluck().get()).toBe(1);
  expect(b.link().status().isClockSuspect).toBe(false);
  expect(b.raw.prepare(`SELECT published_at > '2020' FROM peer_state LIMIT 1`).pluck().get()).toBe(1);
});

test('paused sends nothing and says so; resumed sends what waits', async () => {
  const hub = await aHub();
  const a = await enrolled(hub, 'A');
  const link = a.start();
  await until('it is online', () => link.status().state === 'online');
  link.pause();
  await until('it is offline', () => link.status().state === 'offline');
  a.setStock('item-1', 3);
  await until('a row waits', () => link.status().waiting > 0);
  await new Promise((resolve) => void setTimeout(resolve, 150));
  expect(await hub.rows('stock.level')).toEqual([]);
  link.resume();
  await until('it is sent', async () => (await hub.rows('stock.level')).length === 1);
});

test('a facility that sends too much waits as told and loses nothing', async () => {
  const hub = await aHub({ limits: { rows: { perSecond: 1000, burst: 100 } } });
  const a = await enrolled(hub, 'A');
  for (let item = 0; item < 400; item++) a.setStock(`item-${item}`, item);
  a.start();
  await until('all has arrived', async () => (await hub.rows('stock.level')).length === 400);
  await until('nothing waits', () => a.link().status().waiting === 0);
  expect(a.link().status()).toMatchObject({ state: 'online', lastError: null });
});

test('an alert overtakes a backlog of stock', async () => {
  const hub = await aHub();
  const a = await enrolled(hub, 'A');
  for (let item = 0; item < 300; item++) a.setStock(`item-${item}`, item);
  a.publish(
    'alert',
    'alert-1',
    toPayload('alert', { kind: 'shortage', severity: 'critical', subject: 'amoxicillin', raisedAt: '2026-11-22T08:00:00.000Z' }),
  );
  a.start();
  await until('all is sent', () => a.link().status().state === 'online' && a.link().status().waiting === 0);
  const levels = await hub.rows('stock.level');
  expect(levels).toHaveLength(300);
  expect((await hub.rows('alert'))[0]!.cursor).toBeLessThan(Math.min(...levels.map(({ cursor }) => cursor)));
});
