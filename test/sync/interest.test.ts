import { expect, test } from 'vitest';
import { everything, itemHash } from '../../sync/protocol/interest.ts';
import type { Interest } from '../../sync/protocol/interest.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { protocolVersion } from '../../sync/protocol/version.ts';
import { aFacility, aStockLevel } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { aRawClient, greetAs } from '../support/sync/rawClient.ts';

const kampala = { latitude: 0.3476, longitude: 32.5825 };
const entebbe = { latitude: 0.0512, longitude: 32.4637 }; // 36 km away
const gulu = { latitude: 2.7724, longitude: 32.2881 }; // 272 km away
const near: Interest = { area: { ...kampala, radiusKm: 50 }, items: null };
const hashOf = (inn: string) =>
  itemHash(productKey({ ingredients: [{ inn, strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule' }));

function isAt(facility: TestFacility, place: { latitude: number; longitude: number }): void {
  const { id, name, code } = facility.facility;
  facility.publish('facility.profile', id, toPayload('facility.profile', { name, code, type: 'clinic', ...place }));
}

const isUpToDate = (facility: TestFacility) => () => {
  const { state, waiting, readPercent } = facility.link().status();
  return state === 'online' && waiting === 0 && readPercent === null;
};

/** A reader, and two that publish from Entebbe and Gulu what the reader may want. */
async function aDistrict() {
  const hub = await aHub();
  const [me, entebbeClinic, guluClinic] = ['Me', 'Entebbe', 'Gulu'].map((name) => aFacility(name)) as [
    TestFacility,
    TestFacility,
    TestFacility,
  ];
  for (const facility of [me, entebbeClinic, guluClinic]) await facility.enrol(hub.url, await hub.createEnrolmentCode());
  entebbeClinic.profile = () => profileOf(entebbeClinic, entebbe);
  guluClinic.profile = () => profileOf(guluClinic, gulu);
  for (const facility of [entebbeClinic, guluClinic]) {
    facility.setStock('a', 5);
    facility.publish('stock.level', 'm', aStockLevel(7, 'metformin'));
    facility.start();
    await until('all is sent', isUpToDate(facility));
  }
  return { hub, me, entebbeClinic, guluClinic };
}

const profileOf = ({ facility: { name, code } }: TestFacility, place: { latitude: number; longitude: number }) =>
  toPayload('facility.profile', { name, code, type: 'clinic', ...place });

test('a facility reads what is near, then more, then less, and holds just that at each time; what it missed comes by itself', async () => {
  const { hub, me, entebbeClinic, guluClinic } = await aDistrict();
  const link = me.start();
  await link.setInterest(near);
  await until('the near one is read', () => 'a' in me.sees(entebbeClinic) && isUpToDate(me)());
  expect(me.sees(guluClinic)).toEqual({});
  const pokes = hub.metrics.read('pokes_total');
  guluClinic.setStock('a', 4);
  await until('it is at the hub', async () => (await hub.rows('stock.level')).some(({ payload }) => payload.includes('"onHand":4')));
  entebbeClinic.setStock('a', 3);
  await until('the near one is poked for', () => me.sees(entebbeClinic)['a'] === 3);
  expect(me.sees(guluClinic)).toEqual({});
  expect(hub.metrics.read('pokes_total') - pokes).toBeLessThanOrEqual(3); // the two others at most once each, and me

  await link.setInterest(everything);
  await until('the far one is read from the beginning', () => me.sees(guluClinic)['a'] === 4);
  expect(me.sees(guluClinic)).toEqual({ a: 4, m: 7 });
  await link.setInterest({ area: near.area, items: [hashOf('metformin')] });
  await until('what is not wanted goes', () => Object.keys(me.sees(guluClinic)).length === 0 && isUpToDate(me)());
  expect(me.sees(entebbeClinic)).toEqual({ m: 7 });
  await me.stop();

  const again = me.start(); // it is kept
  await until('it is back', isUpToDate(me));
  expect(me.sees(entebbeClinic)).toEqual({ m: 7 });
  await again.setInterest(near);
  await until('the other item comes back', () => me.sees(entebbeClinic)['a'] === 3);
});

test('whoever moves into the area is read whole, and whoever moves out of it goes, but a recall comes from anywhere', async () => {
  const { me, entebbeClinic, guluClinic } = await aDistrict();
  const link = me.start();
  await link.setInterest(near);
  await until('the near one is read', () => 'a' in me.sees(entebbeClinic) && isUpToDate(me)());
  isAt(guluClinic, entebbe);
  isAt(entebbeClinic, gulu);
  await until('they have changed places', () => 'm' in me.sees(guluClinic) && !('m' in me.sees(entebbeClinic)));
  expect(me.sees(guluClinic)).toEqual({ a: 5, m: 7 });
  expect(me.sees(entebbeClinic)).toEqual({});
  const about = { severity: 'warning', subject: 'lot 7', raisedAt: '2026-11-22T08:00:00.000Z' } as const;
  entebbeClinic.publish('alert', 'recall', toPayload('alert', { kind: 'recall', ...about }));
  entebbeClinic.publish('alert', 'shortage', toPayload('alert', { kind: 'shortage', ...about }));
  const alerts = () => me.raw.prepare(`SELECT key FROM peer_state WHERE kind = 'alert'`).pluck().all();
  await until('the recall is here', () => alerts().length > 0);
  await until('all is read', isUpToDate(me));
  expect(alerts()).toEqual(['recall']);
});

test('a first reading goes on where the line broke, and says how far it is', async () => {
  const hub = await aHub();
  const [owner, me] = [aFacility('Owner'), aFacility('Me')];
  for (const facility of [owner, me]) await facility.enrol(hub.url, await hub.createEnrolmentCode());
  for (let item = 0; item < 400; item++) owner.setStock(`item-${item}`, item);
  owner.start();
  await until('all is sent', isUpToDate(owner));
  const told: number[] = [];
  let pages = 0;
  const line = () =>
    me.start({
      timing: { pageRows: 25 },
      onStatus: ({ readPercent }) => void (readPercent !== null && told.push(readPercent)),
      onApplied: () => {
        if (++pages % 5 === 0) me.link().reconnect();
      },
    });
  line();
  await until('all is read', () => Object.keys(me.sees(owner)).length === 400 && isUpToDate(me)());
  expect(told).toEqual(told.toSorted((a, b) => a - b)); // never back to the beginning
  expect(new Set(told).size).toBeGreaterThan(10);
  expect(hub.metrics.read('welcomed_total')).toBeGreaterThan(3);
  expect(pages).toBeLessThan(40); // and no page twice but those that were on their way
});

test('a facility that asks for nothing, as an older one, reads everything; an interest that cannot be read is refused', async () => {
  const { hub, me } = await aDistrict();
  const { client, answer } = await greetAs(hub.url, me, { protocol: 4 });
  expect(answer).toMatchObject({ t: 'welcome' });
  const page = await client.ask({ t: 'pull', cursor: 0, limit: 100 });
  expect(page).toMatchObject({ t: 'page', more: false });
  expect(page).not.toHaveProperty('head');
  expect(page?.t === 'page' && page.rows).toHaveLength(6);
  const bad = { t: 'interest', area: { latitude: 91, longitude: 0, radiusKm: 5 }, items: null };
  expect(await client.ask(bad)).toMatchObject({ t: 'error', code: 'hub.bad_frame' });
  client.end();
  const stranger = await aRawClient(hub.url);
  expect(await stranger.ask({ t: 'interest', area: null, items: null })).toMatchObject({ t: 'error', code: 'hub.bad_frame' });
  stranger.end();
  expect(protocolVersion).toBe(5);
});

test('where every byte is paid for, what is not urgent is gathered, and the hub pokes once until it was asked', async () => {
  const { hub, me, entebbeClinic } = await aDistrict();
  const link = me.start({
    isMetered: true,
    timing: { metered: { pingMs: 1000, lookMs: 60_000, readMs: 3000, sendMs: 3000, recallMs: 60_000 } },
  });
  await until('it is up to date', () => 'a' in me.sees(entebbeClinic) && isUpToDate(me)());
  expect(link.status().isMetered).toBe(true);
  const pages = hub.metrics.read('pages_total');
  for (let onHand = 10; onHand < 20; onHand++) {
    entebbeClinic.setStock('a', onHand);
    await until('it is at the hub', () => isUpToDate(entebbeClinic)());
    me.setStock('own', onHand);
  }
  expect(me.sees(entebbeClinic)['a']).toBe(5);
  expect(me.outbox()).toHaveLength(1);
  await until('it is read in one', () => me.sees(entebbeClinic)['a'] === 19, 10_000);
  await until('ours is sent in one', () => me.outbox().length === 0, 10_000);
  expect(hub.metrics.read('pages_total') - pages).toBeLessThanOrEqual(3 * 11); // the third facility reads each; this one once or twice
  const numbers = me.raw.prepare('SELECT next_number FROM hub_link').pluck().get();
  me.setStock('own', 30);
  me.publish(
    'alert',
    'a1',
    toPayload('alert', { kind: 'shortage', severity: 'warning', subject: 'x', raisedAt: '2026-11-22T08:00:00.000Z' }),
  );
  await until('an alert goes at once, and takes the rest along', () => me.outbox().length === 0, 2500);
  expect(me.raw.prepare('SELECT next_number FROM hub_link').pluck().get()).toBe((numbers as number) + 2);
});
