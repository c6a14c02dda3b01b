import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runHubCommand } from '../../sync/hub/command.ts';
import { putOnShelf } from '../../sync/hub/packs.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { maxPacksOnShelf } from '../../sync/protocol/limits.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { aPack, aPublisher, oneInteraction } from '../support/knowledgePacks.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { aFolder } from '../support/sync/hub.ts';
import { at, postgresPlace, sqlitePlace } from '../support/sync/stores.ts';

/** The compiled-in key has no private half anywhere: the command meets a publisher of this test. */
const trusted = vi.hoisted(() => ({ keys: [] as string[] }));
vi.mock(import('../../sync/packs/publisherKeys.ts'), () => ({ publisherKeys: trusted.keys }));

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const publisher = aPublisher();
trusted.keys.push(publisher.publicKey);

type Place = { open(): Promise<HubStore>; where: string[] };
const kinds: readonly [string, () => Promise<Place>][] = [
  [
    'SQLite',
    async () => {
      const folder = aFolder();
      return { ...sqlitePlace(folder), where: ['--data', folder] };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const place = await postgresPlace(server);
      return { ...place, where: ['--database-url', place.url] };
    },
  ],
];

const edition = (sequence: number, more: object = {}) =>
  aPack(publisher, oneInteraction(), { sequence, edition: `edition ${sequence}`, ...more });
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

describe.each(kinds)('the shelf of a hub on %s', (_name, newPlace) => {
  test('has the newest edition of each pack: a higher one takes the place, a lower one and a clinic’s own are refused', async () => {
    const store = await (await newPlace()).open();
    const put = async (bytes: Buffer) => putOnShelf(store, bytes, at);
    await put(await edition(2));
    expect(await refusal(put(await edition(2, { licence: 'another one' })))).toBe('knowledge.older'); // another file under the same number
    expect(await refusal(put(await edition(1)))).toBe('knowledge.older');
    const third = await edition(3);
    const kept = await put(third);
    expect(await refusal(put(third))).toBe('knowledge.already_loaded');
    expect(await store.shelf()).toEqual([kept]);
    expect(kept).toMatchObject({ id: 'country-list', sequence: 3, bytes: third.length, sha256: sha256Hex(third) });
    const ownKey = { ...publisher, kind: 'facility' as const };
    expect(await refusal(put(await aPack(ownKey, oneInteraction(), { sequence: 9 })))).toBe('knowledge.not_publishers');
    expect(await refusal(put(await aPack(aPublisher(), oneInteraction(), { sequence: 9 })))).toBe('knowledge.unknown_publisher');
    expect(await refusal(put(third.subarray(0, -1)))).toBe('knowledge.truncated');
    expect(await store.takePackDown('country-list')).toBe(true);
    expect(await store.takePackDown('country-list')).toBe(false);
    expect(await store.packPiece(kept.sha256, 0, 10)).toBeNull();
  });

  test('gives any piece of a file, to the last byte and none beyond; so many packs and no more', async () => {
    const store = await (await newPlace()).open();
    const bytes = randomBytes(100_000);
    const sha256 = sha256Hex(bytes);
    const about = { sequence: 1, title: 'T', edition: 'E', publisher: 'P', date: '2026-11-01', bytes: bytes.length };
    await store.putPack({ ...about, id: 'pack-0', sha256 }, bytes, at);
    for (const [offset, limit] of [
      [0, 1],
      [0, 48 * 1024],
      [32_767, 2],
      [32_768, 32_768],
      [65_000, 40_000],
      [99_999, 100],
      [100_000, 5],
      [500_000, 5],
    ] as const)
      // prettier-ignore
      expect(await store.packPiece(sha256, offset, limit)).toEqual(bytes.subarray(offset, offset + limit));
    for (let no = 1; no < maxPacksOnShelf; no++)
      await store.putPack({ ...about, id: `pack-${no}`, sha256: sha256Hex(`${no}`) }, Buffer.from('x'), at);
    expect(await refusal(store.putPack({ ...about, id: 'one-more', sha256: sha256Hex('y') }, Buffer.from('x'), at))).toBe(
      'knowledge.shelf_full',
    );
    await store.putPack({ ...about, id: 'pack-1', sequence: 2, sha256: sha256Hex('z') }, Buffer.from('x'), at); // in the place of another
    expect(await store.shelf()).toHaveLength(maxPacksOnShelf);
  });

  test('an operator fills it beside the running hub; every refusal is a sentence', async () => {
    const place = await newPlace();
    const { where } = place;
    const store = await place.open();
    const said: string[] = [];
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => said.push(String(text)) > 0),
    );
    const file = join(aFolder(), 'country.mvpack');
    const hub = async (...args: string[]) => {
      said.length = 0;
      return runHubCommand(['pack', ...args, ...where]);
    };
    try {
      expect(await hub('add', file)).toBe(1);
      expect(said.join('')).toContain('There is no file');
      writeFileSync(file, await edition(5));
      expect(await hub('add', file)).toBe(0);
      expect(said.join('')).toContain('country-list: Country list, edition 5 (number 5, 2026-11-01), MedVault');
      writeFileSync(file, await edition(4));
      expect(await hub('add', file, '--json')).toBe(1);
      expect(JSON.parse(said[0] ?? '')).toEqual({ ok: false, error: { code: 'knowledge.older', data: { offered: 4, newest: 5 } } });
      expect(said[1]).toContain('Edition 5 of this pack is on the shelf; this file is edition 4.');
      expect(await hub('list', '--json')).toBe(0);
      expect(JSON.parse(said[0] ?? '')).toEqual({ ok: true, packs: await store.shelf() });
      expect(await hub('remove', 'other-list')).toBe(1);
      expect(said.join('')).toContain('No pack named other-list is handed out.');
      expect(await hub('remove', 'country-list')).toBe(0);
      expect(await hub('list')).toBe(0);
      expect(said.join('')).toContain('No knowledge pack is handed out.');
      for (const wrong of [['add'], ['list', 'x'], ['dance'], ['add', 'a', 'b']]) expect(await hub(...wrong)).toBe(2);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});
