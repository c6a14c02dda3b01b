import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptPush } from '../../sync/hub/accept.ts';
import { bytesOf } from '../../sync/hub/store/store.ts';
import type { Fresh, HubStore } from '../../sync/hub/store/store.ts';
import { itemHash } from '../../sync/protocol/interest.ts';
import type { Place } from '../../sync/protocol/interest.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { aStockLevel } from '../support/sync/facility.ts';
import { aLevel, aMember, at, storeKinds } from '../support/sync/stores.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const entebbe = { latitude: 0.0512, longitude: 32.4637 };
const gulu = { latitude: 2.7724, longitude: 32.2881 };
const plenty = 1_000_000;

const isAt = (store: HubStore, id: string, number: number, place: Place) => {
  const of = { name: 'Clinic', code: 'AAAAAA', type: 'clinic' as const };
  const payload = toPayload('facility.profile', { ...of, latitude: place?.latitude ?? null, longitude: place?.longitude ?? null });
  return acceptPush(store, id, [{ number, kind: 'facility.profile', key: id, payload }], at);
};
const told = (fresh: Fresh | null) => fresh?.rows.map(({ kind, key, cursor }) => [kind === 'facility.profile' ? kind : key, cursor]);

describe.each(storeKinds(() => server))('what is fresh at a hub on %s', (_name, newPlace) => {
  const aHub = async () => {
    const store = await (await newPlace()).open();
    return { store, a: await aMember(store, 'AAAAAA'), b: await aMember(store, 'BBBBBB') };
  };

  test('is everybody’s, oldest first, and complete up to the head', async () => {
    const { store, a, b } = await aHub();
    expect(await store.fresh(0, 10, plenty)).toEqual({ rows: [], progress: await store.progress() });
    await store.keepOnce(a.id, [aLevel(1, 'x'), aLevel(2, 'y')], at);
    await store.keepOnce(b.id, [aLevel(1, 'x', '"é"')], at);
    await store.keepOnce(a.id, [aLevel(3, 'x', '{"n":3}')], at); // takes the place of the first
    const all = await store.fresh(0, 10, plenty);
    expect(all?.progress).toEqual(await store.progress());
    expect(told(all)).toEqual([
      ['y', 2],
      ['x', 3],
      ['x', 4],
    ]);
    expect(all?.rows[1]).toEqual({
      facility: b.id,
      kind: 'stock.level',
      key: 'x',
      payload: '"é"',
      cursor: 3,
      at,
      clockSkewMs: null,
      topic: null,
      place: null,
    });
    expect(told(await store.fresh(3, 10, plenty))).toEqual([['x', 4]]);
    expect(await store.fresh(4, 10, plenty)).toEqual({ rows: [], progress: await store.progress() });
    expect(await store.fresh(9, 10, plenty)).toEqual({ rows: [], progress: await store.progress() }); // of a hub that was further once
  });

  test('says what a row is about and where its owner is; of one that moved, everything again and where it is now', async () => {
    const { store, a, b } = await aHub();
    await isAt(store, a.id, 1, gulu);
    const level = { kind: 'stock.level', key: 'stock', payload: aStockLevel(5, 'amoxicillin') };
    await acceptPush(store, a.id, [{ number: 2, ...level }], at);
    await store.keepOnce(b.id, [aLevel(1, 'of b')], at);
    const before = await store.fresh(0, 10, plenty);
    const amoxicillin = itemHash(
      productKey({ ingredients: [{ inn: 'amoxicillin', strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule' }),
    );
    expect(before?.rows.map(({ topic, place }) => [topic, place])).toEqual([
      ['*', gulu],
      [amoxicillin, gulu],
      [null, null],
    ]);
    await isAt(store, a.id, 3, entebbe);
    const after = await store.fresh(before!.progress.head, 10, plenty);
    expect(told(after)).toEqual([
      ['facility.profile', 4],
      ['stock', 5],
    ]);
    expect(after?.rows.map(({ place }) => place)).toEqual([entebbe, entebbe]);
    await isAt(store, a.id, 4, null);
    expect((await store.fresh(5, 10, plenty))?.rows.map(({ place }) => place)).toEqual([null, null]);
  });

  test('is null beyond so many rows or bytes, and neither one row nor one byte before', async () => {
    const { store, a } = await aHub();
    const levels = Array.from({ length: 5 }, (_, index) => aLevel(index + 1, `k${index}`, JSON.stringify('é"\\'.repeat(50 * (index + 1)))));
    await store.keepOnce(a.id, levels, at);
    const bytes = levels.reduce((sum, row) => sum + bytesOf(row), 0);
    expect((await store.fresh(0, 5, plenty))?.rows).toHaveLength(5);
    expect(await store.fresh(0, 4, plenty)).toBeNull();
    expect((await store.fresh(1, 4, plenty))?.rows).toHaveLength(4);
    expect((await store.fresh(0, 5, bytes))?.rows).toHaveLength(5);
    expect(await store.fresh(0, 5, bytes - 1)).toBeNull();
    expect(await store.fresh(4, 5, 1)).toBeNull();
    expect((await store.fresh(5, 0, 0))?.rows).toEqual([]);
    // Many cursors are not many rows: what took another's place counts once.
    for (let number = 6; number <= 20; number++) await store.keepOnce(a.id, [aLevel(number, 'k0', `${number}`)], at);
    expect(told(await store.fresh(0, 5, plenty))?.at(-1)).toEqual(['k0', 20]);
    expect(await store.fresh(0, 4, plenty)).toBeNull();
  });
});
