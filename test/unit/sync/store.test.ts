import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../sync/hub/store/sqlite.ts';
import { sha256Hex } from '../../../sync/security/tokens.ts';
import { aFolder } from '../../support/sync/hub.ts';

const now = '2026-11-22T08:00:00.000Z';

function aStore(dataDir: string) {
  const store = openSqliteStore(dataDir, 'Hub');
  onTestFinished(() => store.close());
  return store;
}

async function aFacilityOf(store: ReturnType<typeof aStore>, code = 'AAAAAA', id: string = randomUUID()): Promise<string> {
  const codeId = randomUUID();
  await store.addCode({ id: codeId, proofKey: '', createdAt: now, expiresAt: now, usedAt: null, replaces: null });
  await store.enrol({ id, code, name: 'A', epoch: randomUUID(), publicKey: 'key' }, codeId, now);
  return id;
}

const aLevel = (number: number, key: string, payload = `{"n":${number}}`) => ({
  number,
  kind: 'stock.level',
  key,
  payload,
  sha256: sha256Hex(payload),
});

test('a hub copied while it ran and put back later knows by its own seal that it is behind, until it begins a new epoch', async () => {
  const [folder, later] = [aFolder(), aFolder()];
  const store = aStore(folder);
  const facility = await aFacilityOf(store);
  await store.keepOnce(facility, [aLevel(1, 'a')], now);
  const atCopy = await store.progress();
  const reader = new Sqlite(join(folder, 'hub.sqlite'));
  reader.exec(`VACUUM INTO '${join(later, 'copy.sqlite')}'`);
  reader.close();
  await store.keepOnce(facility, [aLevel(2, 'b'), aLevel(3, 'c')], now);
  const afterCopy = await store.progress();
  expect(await store.isBehind(afterCopy)).toBe(false);

  copyFileSync(join(later, 'copy.sqlite'), join(later, 'hub.sqlite'));
  const restored = aStore(later);
  await restored.keepOnce(facility, [aLevel(2, 'x'), aLevel(3, 'y'), aLevel(4, 'z')], now); // past where the lost one was
  expect(await restored.isBehind(atCopy)).toBe(false);
  expect(await restored.isBehind(afterCopy)).toBe(true);
  const epoch = await restored.renewEpoch(atCopy.epoch);
  expect(await restored.isBehind(afterCopy)).toBe(false); // dealt with: whoever comes with it starts anew
  expect(await restored.isBehind({ ...afterCopy, epoch: randomUUID() })).toBe(true);
  expect(await restored.progress()).toMatchObject({ epoch });
  expect(await restored.findFacility(facility)).toMatchObject({ acknowledgedThrough: 0, highestNumber: 0 });
});

test('enrolment uses the code and registers the facility, both or none', async () => {
  const store = aStore(aFolder());
  await aFacilityOf(store, 'AAAAAA');
  const codeId = randomUUID();
  await store.addCode({ id: codeId, proofKey: '', createdAt: now, expiresAt: now, usedAt: null, replaces: null });
  const other = { id: randomUUID(), code: 'AAAAAA', name: 'B', epoch: randomUUID(), publicKey: 'key' };
  await expect(store.enrol(other, codeId, now)).rejects.toThrow('hub.facility_code_taken');
  expect((await store.findCode(codeId))?.usedAt).toBeNull();
  await store.enrol({ ...other, code: 'BBBBBB' }, codeId, now);
  await expect(store.enrol({ ...other, code: 'CCCCCC' }, codeId, now)).rejects.toThrow('hub.code_used');
});

test('pages are cut by rows and by bytes, leave out the reader’s own rows, and end at the head', async () => {
  const store = aStore(aFolder());
  const [a, b] = [await aFacilityOf(store, 'AAAAAA'), await aFacilityOf(store, 'BBBBBB')];
  await store.keepOnce(
    a,
    Array.from({ length: 10 }, (_, index) => aLevel(index + 1, `item-${index}`, JSON.stringify('x'.repeat(1000)))),
    now,
  );
  await store.keepOnce(b, [aLevel(1, 'own')], now);
  const first = await store.page(b, 0, 4, 1_000_000);
  expect(first).toMatchObject({ cursor: 4, more: true });
  const narrow = await store.page(b, first.cursor, 100, 3000);
  expect(narrow).toMatchObject({ cursor: 6, more: true });
  const last = await store.page(b, narrow.cursor, 100, 1_000_000);
  expect(last.rows.map(({ key }) => key)).toEqual(['item-6', 'item-7', 'item-8', 'item-9']);
  expect(last).toMatchObject({ cursor: 11, more: false });
  expect(await store.page(b, 6, 100, 1)).toMatchObject({ cursor: 7, more: true }); // one row always fits
});
