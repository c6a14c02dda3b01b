import { expect, test } from 'vitest';
import { applyPage } from '../../sync/client/apply.ts';
import { settleInterest, setInterest, takeInterest } from '../../sync/client/interest.ts';
import { itemHash } from '../../sync/protocol/interest.ts';
import type { Interest } from '../../sync/protocol/interest.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import type { Row } from '../../sync/protocol/messages.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { aFacility, aStockLevel } from '../support/sync/facility.ts';
import { aHub } from '../support/sync/hub.ts';

const kampala = { latitude: 0.3476, longitude: 32.5825 };
const entebbe = { latitude: 0.0512, longitude: 32.4637 }; // 36 km away
const gulu = { latitude: 2.7724, longitude: 32.2881 }; // 272 km away
const owner = '019f0000-0000-7000-8000-000000000001';
const at = '2026-11-22T08:00:00.000Z';

const aRow = (cursor: number, kind: string, key: string, payload: string): Row => ({ facility: owner, kind, key, payload, cursor, at });
const profile = (cursor: number, place: typeof kampala) =>
  aRow(cursor, 'facility.profile', owner, toPayload('facility.profile', { name: 'Owner', code: 'ABC123', type: 'clinic', ...place }));
const level = (cursor: number, key: string, inn?: string) => aRow(cursor, 'stock.level', key, aStockLevel(5, inn));

/** A facility that reads what is wanted. */
async function aReader(wanted: Interest) {
  const hub = await aHub();
  const { raw, facility, ...me } = aFacility('Me');
  await me.enrol(hub.url, await hub.createEnrolmentCode());
  setInterest(raw, wanted);
  takeInterest(raw, facility.id);
  const ourselves = { facilityId: facility.id, now: at, newId: () => crypto.randomUUID() };
  return {
    raw,
    reads: (rows: Row[], more: boolean) => {
      const asked = raw.prepare('SELECT cursor FROM hub_link').pluck().get() as number;
      applyPage(raw, asked, { t: 'page', rows, cursor: rows.at(-1)!.cursor, more, witness: 'w' }, ourselves);
    },
    settles: () => settleInterest(raw, facility.id),
    keys: () => raw.prepare(`SELECT key FROM peer_state WHERE kind = 'stock.level' ORDER BY key`).pluck().all(),
  };
}

test('a row is not dropped by where its owner was before, when the place that it has now comes further on', async () => {
  const me = await aReader({ area: { ...kampala, radiusKm: 50 }, items: null });
  me.reads([profile(1, gulu)], false);
  // It moved near, said so, wrote a row, and said again where it is: only the newest profile is left, behind the row.
  me.reads([level(62, 'a')], true);
  me.reads([profile(63, entebbe)], false);
  expect(me.keys()).toEqual(['a']);
  expect(me.settles()).toBe(false);
});

test('what came although its owner is outside goes as soon as everything is read', async () => {
  const me = await aReader({ area: { ...kampala, radiusKm: 50 }, items: null });
  me.reads([profile(1, gulu)], false);
  me.reads([level(2, 'a')], false);
  expect(me.keys()).toEqual([]);
  me.reads([level(3, 'b')], true);
  expect(me.keys()).toEqual(['b']);
  me.reads([profile(4, gulu)], true);
  expect(me.keys()).toEqual([]);
  me.reads([level(5, 'c')], true);
  me.reads([{ ...aRow(6, 'future.kind', 'x', '{}'), facility: '019f0000-0000-7000-8000-000000000002' }], false);
  expect(me.settles()).toBe(true);
  expect(me.keys()).toEqual([]);
});

test('after the hub was put back, a stock level that is about another product by now goes with the profile that comes again', async () => {
  const amoxicillin = productKey({ ingredients: [{ inn: 'amoxicillin', strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule' });
  const me = await aReader({ area: null, items: [itemHash(amoxicillin)] });
  me.reads([profile(1, entebbe), level(2, 'a'), level(3, 'b')], false);
  me.raw.exec('UPDATE peer_state SET cursor = 0; UPDATE hub_link SET cursor = 0;'); // as takeWelcome does for another epoch
  me.reads([profile(1, entebbe), level(3, 'b')], false); // "a" is metformin now, which is not wanted
  expect(me.keys()).toEqual(['b']);
});
