import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptPush } from '../../sync/hub/accept.ts';
import { mostLooked } from '../../sync/hub/store/store.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { everything, forAll, interestFilter, itemHash, topicOf } from '../../sync/protocol/interest.ts';
import type { Interest, Place } from '../../sync/protocol/interest.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import type { Kind } from '../../sync/protocol/kinds.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { aStockLevel } from '../support/sync/facility.ts';
import { aLevel, aMember, at, storeKinds } from '../support/sync/stores.ts';
import type { StorePlace } from '../support/sync/stores.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const kinds = storeKinds(() => server);

const hashOf = (inn: string) =>
  itemHash(productKey({ ingredients: [{ inn, strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule' }));
const kampala = { latitude: 0.3476, longitude: 32.5825 };
const entebbe = { latitude: 0.0512, longitude: 32.4637 }; // 36 km away
const gulu = { latitude: 2.7724, longitude: 32.2881 }; // 272 km away
/** Where the days meet, 13 km apart, and around the pole, 11 km from it. */
const [taveuni, rabi] = [
  { latitude: -16.8, longitude: 179.95 },
  { latitude: -16.75, longitude: -179.94 },
];
const [north, beyond] = [
  { latitude: 89.9, longitude: 10 },
  { latitude: 89.9, longitude: -170 },
];
const around = (place: { latitude: number; longitude: number }, radiusKm: number): Interest => ({
  ...everything,
  area: { ...place, radiusKm },
});

const aProfile = (name: string, place: Place) =>
  toPayload('facility.profile', {
    name,
    code: 'AAAAAA',
    type: 'clinic',
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
  });
const anAlert = (kind: 'recall' | 'shortage') => toPayload('alert', { kind, severity: 'warning', subject: 'amoxicillin', raisedAt: at });
const aTransfer = (partner: string) => toPayload('transfer', { side: 'asking', partner, number: 'T-1', lines: [], asOf: at });

/** Facilities that push by number, as a connection would take it in. */
async function aHub(newPlace: () => Promise<StorePlace>, names: readonly string[]) {
  const store = await (await newPlace()).open();
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, (await aMember(store, name.padEnd(6, 'X').toUpperCase())).id);
  const numbers = new Map<string, number>();
  return {
    store,
    id: (name: string) => ids.get(name)!,
    async says(name: string, ...rows: [kind: Kind, key: string, payload: string][]) {
      const id = ids.get(name)!;
      const first = (numbers.get(name) ?? 0) + 1;
      numbers.set(name, first + rows.length - 1);
      return acceptPush(
        store,
        id,
        rows.map(([kind, key, payload], index) => ({ number: first + index, kind, key, payload })),
        at,
      );
    },
    isAt(name: string, place: Place) {
      return this.says(name, ['facility.profile', ids.get(name)!, aProfile(name, place)]);
    },
  };
}

async function read(store: HubStore, facility: string, wanted: Interest, from = 0, limit = 100) {
  const rows = [];
  for (let cursor = from, pages = 1; ; pages++) {
    const page = await store.page(facility, cursor, limit, 1_000_000, undefined, wanted);
    expect(page.cursor).toBeGreaterThanOrEqual(cursor);
    rows.push(...page.rows);
    if (!page.more) return { rows, cursor: page.cursor, pages };
    expect(page.cursor).toBeGreaterThan(cursor);
    cursor = page.cursor;
  }
}

const keysOf = ({ rows }: Awaited<ReturnType<typeof read>>) => rows.filter(({ kind }) => kind !== 'facility.profile').map(({ key }) => key);

describe.each(kinds)('a hub on %s, asked for some of it', (_name, newPlace) => {
  test('gives what is inside the area, wherever it does not know, and what cannot wait from anywhere', async () => {
    const hub = await aHub(newPlace, ['me', 'near', 'far', 'lost']);
    await hub.isAt('near', entebbe);
    await hub.isAt('far', gulu);
    for (const name of ['near', 'far', 'lost']) {
      await hub.says(name, ['stock.level', `${name} stock`, aStockLevel(5)], ['alert', `${name} shortage`, anAlert('shortage')]);
    }
    await hub.says('far', ['alert', 'far recall', anAlert('recall')], ['transfer', 'ours', aTransfer(hub.id('me'))]);
    await hub.says('near', ['transfer', 'of others', aTransfer(hub.id('far'))]);
    const found = await read(hub.store, hub.id('me'), around(kampala, 50));
    expect(keysOf(found)).toEqual(['near stock', 'near shortage', 'lost stock', 'lost shortage', 'far recall', 'ours']);
    expect(found.rows.filter(({ kind }) => kind === 'facility.profile')).toHaveLength(2);
    expect(keysOf(await read(hub.store, hub.id('me'), around(kampala, 500)))).toContain('far stock');
    expect(keysOf(await read(hub.store, hub.id('me'), everything))).not.toContain('of others');
    expect(keysOf(await read(hub.store, hub.id('far'), everything))).toContain('of others');
  });

  test('knows who is near across the line where the days meet and across a pole', async () => {
    const hub = await aHub(newPlace, ['me', 'east', 'west', 'near', 'beyond']);
    await hub.isAt('east', taveuni);
    await hub.isAt('west', rabi);
    await hub.isAt('near', north);
    await hub.isAt('beyond', beyond);
    for (const name of ['east', 'west', 'near', 'beyond']) await hub.says(name, ['stock.level', name, aStockLevel(5)]);
    const near = async (place: typeof north, radiusKm: number) => keysOf(await read(hub.store, hub.id('me'), around(place, radiusKm)));
    expect(await near(taveuni, 15)).toEqual(['east', 'west']);
    expect(await near(taveuni, 10)).toEqual(['east']);
    expect(await near({ latitude: -16.8, longitude: -180 }, 15)).toEqual(['east', 'west']);
    expect(await near(north, 23)).toEqual(['near', 'beyond']);
    expect(await near(north, 20)).toEqual(['near']);
    expect(await near({ latitude: 90, longitude: 123 }, 12)).toEqual(['near', 'beyond']);
    expect(await near({ latitude: -90, longitude: 0 }, 20_100)).toHaveLength(4);
  });

  test('gives of stock levels those of the products that were asked for, and alerts whatever they are about', async () => {
    const hub = await aHub(newPlace, ['me', 'near']);
    await hub.says(
      'near',
      ['stock.level', 'a', aStockLevel(1, 'amoxicillin')],
      ['stock.level', 'b', aStockLevel(1, 'metformin')],
      ['alert', 'short', anAlert('shortage')],
    );
    await hub.store.keepOnce(hub.id('near'), [aLevel(4, 'unreadable')], at);
    const wanted = { area: null, items: [hashOf('metformin'), hashOf('artemether')] };
    expect(keysOf(await read(hub.store, hub.id('me'), wanted))).toEqual(['b', 'short', 'unreadable']);
    expect(keysOf(await read(hub.store, hub.id('me'), { area: null, items: [] }))).toEqual(['short', 'unreadable']);
  });

  test('a facility that moves is read again from where it is now, by whoever had passed its rows', async () => {
    const hub = await aHub(newPlace, ['me', 'far']);
    await hub.isAt('far', gulu);
    await hub.says('far', ['stock.level', 'a', aStockLevel(1)], ['stock.level', 'b', aStockLevel(2)]);
    const before = await read(hub.store, hub.id('me'), around(kampala, 50));
    expect(keysOf(before)).toEqual([]);
    expect(await hub.isAt('far', gulu)).toMatchObject({ rows: 1, place: gulu }); // told again: nothing moves
    expect(await hub.isAt('far', entebbe)).toMatchObject({ rows: 3, place: entebbe });
    const after = await read(hub.store, hub.id('me'), around(kampala, 50), before.cursor);
    expect(after.rows.map(({ kind, key }) => (kind === 'facility.profile' ? kind : key))).toEqual(['facility.profile', 'a', 'b']);
    expect(await hub.isAt('far', null)).toMatchObject({ rows: 3, place: null });
    expect((await hub.store.progress()).head).toBe(10);
  });

  test('a row that is about something else now goes to all who may hold what it was', async () => {
    const hub = await aHub(newPlace, ['me', 'near', 'third']);
    const wanted = { area: null, items: [hashOf('amoxicillin')] };
    await hub.says('near', ['stock.level', 'a', aStockLevel(1, 'amoxicillin')], ['transfer', 't', aTransfer(hub.id('me'))]);
    const { cursor } = await read(hub.store, hub.id('me'), wanted);
    await hub.says('near', ['stock.level', 'a', aStockLevel(1, 'metformin')], ['transfer', 't', aTransfer(hub.id('third'))]);
    expect(keysOf(await read(hub.store, hub.id('me'), wanted, cursor))).toEqual(['a', 't']);
  });

  test('a page in which nothing is wanted ends even so, and the next goes on from its cursor', async () => {
    const hub = await aHub(newPlace, ['me', 'far']);
    await hub.isAt('far', gulu);
    const levels = Array.from({ length: mostLooked + 50 }, (_, index) => ({ ...aLevel(index + 2, `k${index}`, '1'), topic: null }));
    for (let from = 0; from < levels.length; from += 1000) await hub.store.keepOnce(hub.id('far'), levels.slice(from, from + 1000), at);
    const first = await hub.store.page(hub.id('me'), 1, 100, 1_000_000, undefined, around(kampala, 50));
    expect(first).toMatchObject({ rows: [], cursor: mostLooked + 1, more: true });
    const last = await hub.store.page(hub.id('me'), first.cursor, 100, 1_000_000, undefined, around(kampala, 50));
    expect(last).toMatchObject({ rows: [], cursor: mostLooked + 51, more: false });
  });

  test('a row that was told again since somebody looked comes once, and whatever stands beside it comes too', async () => {
    const hub = await aHub(newPlace, ['me', 'other', 'near']);
    const tell = (number: number, key: string) => hub.store.keepOnce(hub.id('near'), [aLevel(number, key)], at);
    const keys = ['a', 'b', 'c', 'd', 'e'];
    for (const [index, key] of keys.entries()) await tell(index + 1, key);
    expect(keysOf(await read(hub.store, hub.id('other'), everything))).toEqual(keys);
    for (const [index, key] of ['a', 'c'].entries()) await tell(index + 6, key);
    const found: [string, number][] = [];
    for (let cursor = 0, isMore = true; isMore;) {
      const page = await hub.store.page(hub.id('me'), cursor, 1, 1); // one row always fits
      expect(page.rows.length).toBe(1);
      found.push(...page.rows.map((row): [string, number] => [row.key, row.cursor]));
      ({ cursor, more: isMore } = page);
    }
    expect(found).toEqual([
      ['b', 2],
      ['d', 4],
      ['e', 5],
      ['a', 6],
      ['c', 7],
    ]);
    for (let number = 8; number <= 60; number++) {
      await tell(number, 'a');
      if (number % 5 === 0) await read(hub.store, hub.id('other'), everything, number - 3);
    }
    expect(keysOf(await read(hub.store, hub.id('me'), everything, 0, 2))).toEqual(['b', 'd', 'e', 'c', 'a']);
    const atOnce = await Promise.all(Array.from({ length: 20 }, (_, index) => read(hub.store, hub.id('me'), everything, index % 7, 3)));
    for (const each of atOnce) expect(keysOf(each).at(-1)).toBe('a');
  });

  test('whatever is published and wherever facilities go, pages under an interest are what the predicate takes of all rows', async () => {
    const names = ['me', 'b', 'c', 'd'];
    const places = [kampala, entebbe, gulu, { latitude: -0.6, longitude: 30.65 }, taveuni, rabi, north, beyond, null] as const;
    const products = ['amoxicillin', 'metformin', 'artemether'] as const;
    const who = fc.constantFrom('b', 'c', 'd');
    const row: fc.Arbitrary<[kind: Kind, key: string, of: number]> = fc.oneof(
      fc.tuple(fc.constant<Kind>('stock.level'), fc.constantFrom('k1', 'k2', 'k3'), fc.nat(2)),
      fc.tuple(fc.constant<Kind>('alert'), fc.constantFrom('a1', 'a2'), fc.nat(1)),
      fc.tuple(fc.constant<Kind>('transfer'), fc.constantFrom('t1', 't2'), fc.nat(3)),
      fc.tuple(fc.constant<Kind>('ack'), fc.constantFrom('x1', 'x2'), fc.nat(3)),
    );
    const step = fc.record({
      who,
      rows: fc.array(row, { maxLength: 4 }),
      place: fc.option(fc.constantFrom(...places), { nil: undefined, freq: 2 }),
    });
    const wanted: fc.Arbitrary<Interest> = fc.record({
      area: fc.option(
        fc
          .record({ place: fc.constantFrom(kampala, gulu, taveuni, rabi, north, beyond), radiusKm: fc.constantFrom(12, 50, 300, 15_000) })
          .map(({ place, radiusKm }) => ({ ...place, radiusKm })),
      ),
      items: fc.option(fc.subarray(products.map(hashOf))),
    });
    let letters = 0;
    const hub = await newPlace();
    const store = await hub.open();
    const reader = await hub.open(); // another node: what it knows of the rows another one changes
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        wanted,
        fc.integer({ min: 1, max: 5 }),
        async (steps, interest, limit) => {
          const start = (await store.progress()).head;
          const ids = new Map<string, string>();
          for (const name of names) ids.set(name, (await aMember(store, String(letters++).padStart(6, '0'))).id);
          const numbers = new Map<string, number>();
          const where = new Map<string, Place>();
          const text = ([kind, , of]: [Kind, string, number]) =>
            kind === 'stock.level'
              ? aStockLevel(of, products[of]!)
              : kind === 'alert'
                ? anAlert(of === 0 ? 'recall' : 'shortage')
                : kind === 'transfer'
                  ? aTransfer(ids.get(names[of]!)!)
                  : toPayload('ack', { alertFacility: ids.get(names[of]!)!, at });
          let cursor = start;
          const held = new Map<string, string>();
          const isWanted = interestFilter(interest, ids.get('me')!);
          const readOn = async () => {
            const found = await read(reader, ids.get('me')!, interest, cursor, limit);
            cursor = found.cursor;
            for (const { facility, kind, key, payload } of found.rows) held.set(`${facility} ${kind} ${key}`, payload);
          };
          for (const [index, { who: name, rows, place }] of steps.entries()) {
            const id = ids.get(name)!;
            const said: [Kind, string, string][] = rows.map((each) => [each[0], each[1], text(each)]);
            if (place !== undefined) {
              said.unshift(['facility.profile', id, aProfile(name, place)]);
              where.set(id, place);
            }
            const changes = said.map(([kind, key, payload]) => {
              numbers.set(name, (numbers.get(name) ?? 0) + 1);
              return { number: numbers.get(name)!, kind, key, payload };
            });
            if (changes.length > 0) await acceptPush(store, id, changes, at);
            if (index % 3 === 1) await readOn();
          }
          await readOn();
          const all = (
            await Promise.all(
              (['stock.level', 'alert', 'transfer', 'ack', 'facility.profile'] as const).map((kind) => store.rowsOfKind(kind)),
            )
          ).flat();
          for (const { facility, kind, key, payload } of all) {
            if (![...ids.values()].includes(facility)) continue;
            const topic = topicOf(kind, JSON.parse(payload));
            if (isWanted({ kind, topic, place: where.get(facility) ?? null })) {
              expect(held.get(`${facility} ${kind} ${key}`), `${kind} ${key}`).toBe(payload);
            }
          }
          // What is given without being wanted once was about something else, or belongs to all.
          const whole = await read(reader, ids.get('me')!, interest, start, limit);
          const fresh = (await store.fresh(start, 1000, 1_000_000))!.rows.filter((row) => row.facility !== ids.get('me'));
          expect(whole.rows.map(({ cursor: own }) => own)).toEqual(fresh.filter((row) => isWanted(row)).map(({ cursor: own }) => own));
          for (const { facility, kind, key, payload } of whole.rows) {
            const topic = topicOf(kind, JSON.parse(payload));
            const wasOther = steps.some(
              ({ who: name, rows }) =>
                ids.get(name) === facility && new Set(rows.map(text)).size > 0 && rows.some(([k, own]) => k === kind && own === key),
            );
            expect(
              isWanted({ kind, topic, place: where.get(facility) ?? null }) ||
                (wasOther && kind !== 'facility.profile') ||
                topic === forAll,
            ).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
