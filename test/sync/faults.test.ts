import { expect, onTestFinished, test } from 'vitest';
import { enrolmentCodeFor } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, aHubProcess, until } from '../support/sync/hub.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';

const settled = (facility: TestFacility) =>
  until('all is sent', () => facility.link().status().state === 'online' && facility.link().status().waiting === 0);

/** A hub that dies at a push, with or without having committed it, `times` times. */
function dying(when: 'before commit' | 'after commit', times: number) {
  const died = { times: 0 };
  const wrapStore = (store: HubStore): HubStore => ({
    ...store,
    keepOnce: async (...change) => {
      if (died.times === times) return store.keepOnce(...change);
      died.times++;
      if (when === 'after commit') await store.keepOnce(...change);
      throw new Error('the hub died here');
    },
  });
  return { died, wrapStore };
}

test('a hub that dies between commit and acknowledgement holds each row once, and the facility learns so from the next welcome', async () => {
  const { died, wrapStore } = dying('after commit', 1);
  const hub = await aHub({ wrapStore });
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(a.stop);
  for (let item = 0; item < 10; item++) a.setStock(`item-${item}`, item);
  a.start();
  await until('it has died', () => died.times === 1);
  a.setStock('item-3', 33); // newer state beside a numbered, unacknowledged row
  await settled(a);
  const rows = await hub.rows('stock.level');
  expect(rows).toHaveLength(10);
  expect(rows.find(({ key }) => key === 'item-3')?.payload).toContain('"onHand":33');
  const [known] = await hub.facilities();
  expect(known?.acknowledgedThrough).toBe(12); // 10 levels, the profile, and the newer level: each once
});

test('numbered rows are resent byte for byte, and newer state waits beside them', async () => {
  const { died, wrapStore } = dying('before commit', 4);
  const hub = await aHub({ wrapStore });
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(a.stop);
  a.setStock('item-1', 1);
  a.start();
  await until('it is numbered', () => died.times === 1);
  const numbered = a.outbox().filter(({ number }) => number !== null);
  expect(new Set(numbered.map(({ number }) => number))).toEqual(new Set([1, 2]));
  a.setStock('item-1', 2);
  a.setStock('item-1', 3);
  await until('it was sent again', () => died.times === 3);
  expect(a.outbox().filter(({ number }) => number !== null)).toEqual(numbered);
  expect(a.outbox().filter(({ number }) => number === null)).toMatchObject([{ key: 'item-1' }]);
  await settled(a);
  expect((await hub.rows('stock.level'))[0]?.payload).toContain('"onHand":3');
  expect((await hub.facilities())[0]?.acknowledgedThrough).toBe(3);
});

test('kill -9 of the hub again and again while three facilities send loses nothing that was acknowledged', async () => {
  const dataDir = aFolder();
  let hub = await aHubProcess(dataDir);
  const port = Number(new URL(hub.url).port);
  const facilities = ['A', 'B', 'C'].map((name) => aFacility(name));
  for (const facility of facilities) {
    await facility.enrol(hub.url, await enrolmentCodeFor(dataDir));
    onTestFinished(facility.stop);
    facility.start();
  }
  let written = 0;
  const writing = setInterval(() => {
    written++;
    for (const facility of facilities) facility.setStock(`item-${written % 40}`, written);
  }, 2);
  onTestFinished(() => clearInterval(writing));
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => void setTimeout(resolve, 120 + round * 67));
    await hub.kill();
    hub = await aHubProcess(dataDir, port);
  }
  clearInterval(writing);
  for (const facility of facilities) await settled(facility);
  const expected = (facility: TestFacility) => facilities.filter((other) => other !== facility).map((other) => own(other));
  await until('all agree', () =>
    facilities.every(
      (each) =>
        JSON.stringify(facilities.filter((other) => other !== each).map((other) => each.sees(other))) === JSON.stringify(expected(each)),
    ),
  );
  expect(Object.keys(own(facilities[0]!))).toHaveLength(40);
  expect(facilities.every((each) => each.link().status().lastError === null)).toBe(true);
});

/** What a facility last said of its own stock. */
function own(facility: TestFacility): Record<string, number> {
  return Object.fromEntries([...facility.stock].sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('a line that goes silent is noticed and a new one carries on', async () => {
  const hub = await aHub();
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(a.stop);
  const { aBadLine } = await import('../support/sync/proxy.ts');
  const proxy = await aBadLine(() => [hub.port]);
  a.raw.prepare('UPDATE hub_link SET hub_url = ?').run(`ws://127.0.0.1:${proxy.port}/link`);
  const link = a.start({ timing: { answerMs: 200, pingMs: 60 } });
  await settled(a);
  proxy.swallow(true);
  a.setStock('item-1', 2);
  await until('it noticed', () => link.status().state !== 'online');
  proxy.swallow(false);
  await until('it is sent', async () => (await hub.rows('stock.level')).length === 1);
  await settled(a);
  expect((await hub.rows('stock.level'))[0]?.payload).toContain('"onHand":2');
});
