import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { applyLive } from '../../sync/client/apply.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import type { HubFrameOf, Row } from '../../sync/protocol/messages.ts';
import { aFacility, aStockLevel, publishText } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { greetAs } from '../support/sync/rawClient.ts';

const isUpToDate = (facility: TestFacility) => () => {
  const { state, waiting, readPercent } = facility.link().status();
  return state === 'online' && waiting === 0 && readPercent === null;
};

async function aDistrict() {
  const hub = await aHub();
  const [writer, reader, other] = [aFacility('Writer'), aFacility('Reader'), aFacility('Other')];
  for (const facility of [writer, reader, other]) await facility.enrol(hub.url, await hub.createEnrolmentCode());
  writer.setStock('a', 9);
  for (const facility of [writer, reader]) facility.start();
  await until('all is sent and read', () => isUpToDate(writer)() && isUpToDate(reader)() && reader.sees(writer)['a'] === 9);
  // Whoever read before the other's profile came is poked for it and asks once more.
  for (let onHand = 1000, quiet = 0; quiet < 3; onHand++) {
    const pages = hub.metrics.read('pages_total');
    writer.setStock('a', onHand);
    await until('it is here', () => reader.sees(writer)['a'] === onHand);
    quiet = hub.metrics.read('pages_total') === pages ? quiet + 1 : 0;
  }
  return { hub, writer, reader, other };
}

test('whoever has read everything is sent what is new without asking; whoever has not is poked', async () => {
  const { hub, writer, reader, other } = await aDistrict();
  const [pages, sent] = [hub.metrics.read('pages_total'), hub.metrics.read('live_rows_total')];
  for (const onHand of [7, 6, 5]) {
    writer.setStock('a', onHand);
    await until('it is here', () => reader.sees(writer)['a'] === onHand);
  }
  expect(hub.metrics.read('pages_total')).toBe(pages);
  expect(hub.metrics.read('live_rows_total')).toBe(sent + 3);
  reader.publish('stock.level', 'own', aStockLevel(1));
  await until('it is sent', isUpToDate(reader));
  writer.setStock('a', 4);
  await until('it is here', () => reader.sees(writer)['a'] === 4);
  expect(hub.metrics.read('pages_total')).toBe(pages);

  await reader.stop();
  await until('it is gone', async () => (await hub.counts()).online === 1);
  const told = hub.metrics.read('live_rows_total');
  const { client } = await greetAs(hub.url, other);
  const before = hub.metrics.read('pokes_total');
  writer.setStock('a', 3);
  await until('it is poked', () => hub.metrics.read('pokes_total') > before);
  expect(hub.metrics.read('live_rows_total')).toBe(told);
  client.end();
});

test('a facility of version 4 is sent nothing that it does not know', async () => {
  const { hub, writer, reader, other } = await aDistrict();
  await reader.stop();
  await until('it is gone', async () => (await hub.counts()).online === 1);
  const { client } = await greetAs(hub.url, other, { protocol: 4 });
  expect(await client.ask({ t: 'pull', cursor: 0, limit: 1000 })).toMatchObject({ t: 'page', more: false });
  const [sent, pokes] = [hub.metrics.read('live_rows_total'), hub.metrics.read('pokes_total')];
  writer.setStock('a', 1);
  await until('it is poked', () => hub.metrics.read('pokes_total') > pokes);
  expect(hub.metrics.read('live_rows_total')).toBe(sent);
  client.end();
});

test('more than may be on the way at once comes without a question, because the facility says what it has kept', async () => {
  const { hub, writer, reader } = await aDistrict();
  const pages = hub.metrics.read('pages_total');
  const count = () => reader.raw.prepare(`SELECT count(*) FROM peer_state WHERE kind = 'noise'`).pluck().get();
  for (let sent = 1; sent <= 40; sent++) {
    publishText(writer.raw, 'noise', `n${sent}`, JSON.stringify(randomBytes(12_000).toString('base64')), false);
    writer.link().poke();
    await until('it is here', () => count() === sent);
  }
  expect(hub.metrics.read('pages_total') - pages).toBeLessThan(3); // one in eight otherwise
});

const owner = '019f0000-0000-7000-8000-000000000001';
const at = (me: TestFacility) => ({ facilityId: me.facility.id, now: '2026-11-22T09:00:00.000Z', newId: () => crypto.randomUUID() });
const aRow = (cursor: number, key = `item-${cursor}`): Row => ({
  facility: owner,
  kind: 'stock.level',
  key,
  payload: aStockLevel(cursor),
  cursor,
  at: '2026-11-22T08:59:00.000Z',
});
const live = (from: number, cursor: number, rows: Row[]): HubFrameOf<'live'> => ({ t: 'live', from, cursor, rows, witness: `w${cursor}` });

async function aReader() {
  const hub = await aHub();
  const me = aFacility('Me');
  await me.enrol(hub.url, await hub.createEnrolmentCode());
  me.raw.prepare('UPDATE hub_link SET cursor = 10').run();
  const keys = () => me.raw.prepare('SELECT key FROM peer_state ORDER BY cursor').pluck().all();
  const cursor = () => me.raw.prepare('SELECT cursor FROM hub_link').pluck().get();
  return { me, keys, cursor };
}

test('what comes unasked is kept when nothing is missing before it, and once', async () => {
  const { me, keys, cursor } = await aReader();
  expect(applyLive(me.raw, [live(10, 14, [aRow(12)]), live(14, 15, [aRow(15)])], at(me))).toEqual({
    tables: ['peer_state'],
    cursor: 15,
    isMissing: false,
  });
  expect([keys(), cursor()]).toEqual([['item-12', 'item-15'], 15]);
  expect(applyLive(me.raw, [live(10, 14, [aRow(12, 'again')])], at(me))).toEqual({ tables: [], cursor: 15, isMissing: false });
  // A page overtook part of it.
  applyLive(me.raw, [live(14, 17, [aRow(15, 'again'), aRow(16), { ...aRow(17), facility: me.facility.id }])], at(me));
  expect([keys(), cursor()]).toEqual([['item-12', 'item-15', 'item-16'], 17]);
});

test('what comes after a gap waits for a question, and nothing of it is kept', async () => {
  const { me, keys, cursor } = await aReader();
  expect(applyLive(me.raw, [live(11, 14, [aRow(12)])], at(me))).toEqual({ tables: [], cursor: 10, isMissing: true });
  expect(applyLive(me.raw, [live(10, 13, [aRow(13)]), live(14, 16, [aRow(16)])], at(me)).isMissing).toBe(true);
  expect([keys(), cursor()]).toEqual([['item-13'], 13]);
});

test('of what is nonsense nothing is kept, not even what came well before it', async () => {
  const { me, keys, cursor } = await aReader();
  const nonsense = [live(12, 14, [aRow(14), aRow(13)]), live(12, 13, [aRow(14)])];
  for (const bad of nonsense) expect(() => applyLive(me.raw, [live(10, 12, [aRow(12)]), bad], at(me))).toThrow('hub.nonsense');
  expect([keys(), cursor()]).toEqual([[], 10]);
});

test('a lost row brings a question, not a gap', async () => {
  const { hub, writer, reader } = await aDistrict();
  writer.setStock('a', 8);
  await until('it is here', () => reader.sees(writer)['a'] === 8);
  // As if a row before had never come: the reader stands before where the hub believes it.
  reader.raw.prepare('UPDATE hub_link SET cursor = cursor - 1').run();
  reader.raw.prepare(`DELETE FROM peer_state WHERE key = 'a'`).run();
  const pages = hub.metrics.read('pages_total');
  writer.publish(
    'alert',
    'x',
    toPayload('alert', { kind: 'recall', severity: 'warning', subject: 's', raisedAt: '2026-11-22T08:00:00.000Z' }),
  );
  await until('both are here', () => reader.sees(writer)['a'] === 8);
  expect(hub.metrics.read('pages_total')).toBeGreaterThan(pages);
});
