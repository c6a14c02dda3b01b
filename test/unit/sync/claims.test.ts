import { createHash, randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { ClaimAsked } from '../../../sync/protocol/messages.ts';
import type { HubStore } from '../../../sync/hub/store/store.ts';
import { openSqliteStore } from '../../../sync/hub/store/sqlite.ts';
import { aFolder } from '../../support/sync/hub.ts';

const now = '2026-11-22T08:00:00.000Z';
const later = '2026-11-23T08:00:00.000Z';
const aToken = (of: string) => createHash('sha256').update(of).digest('hex');

function aStore(): HubStore {
  const store = openSqliteStore(aFolder(), 'Hub');
  onTestFinished(() => store.close());
  return store;
}

async function aFacilityOf(store: HubStore, code: string): Promise<string> {
  const [id, codeId] = [randomUUID(), randomUUID()];
  await store.addCode({ id: codeId, proofKey: '', createdAt: now, expiresAt: now, usedAt: null, replaces: null });
  await store.enrol({ id, code, name: code, epoch: randomUUID(), publicKey: 'key' }, codeId, now);
  return id;
}

const aClaim = (more: Partial<ClaimAsked> = {}): ClaimAsked => ({
  id: randomUUID(),
  act: 'claim',
  token: aToken('line'),
  quantity: 30,
  of: 30,
  ...more,
});

test('of two that claim the same line exactly one is first, and the other learns when and by whom', async () => {
  const store = aStore();
  const [a, b] = [await aFacilityOf(store, 'AAAAAA'), await aFacilityOf(store, 'BBBBBB')];
  const [first, second] = await Promise.all([store.claim(a, [aClaim()], now), store.claim(b, [aClaim()], later)]);
  expect(first!.answers).toMatchObject([{ outcome: 'kept', before: [], isDouble: false }]);
  expect(second!.answers).toMatchObject([
    { outcome: 'exceeds', before: [{ facility: 'AAAAAA', isOwn: false, quantity: 30, at: now }], isDouble: false },
  ]);
  expect(second!.doubled).toEqual([]);
});

test('parts are claimed until the line is used up; asking keeps nothing', async () => {
  const store = aStore();
  const [a, b] = [await aFacilityOf(store, 'AAAAAA'), await aFacilityOf(store, 'BBBBBB')];
  const outcome = async (facility: string, more: Partial<ClaimAsked>) =>
    (await store.claim(facility, [aClaim(more)], now)).answers[0]!.outcome;
  expect(await outcome(a, { act: 'ask' })).toBe('told');
  expect(await outcome(a, { quantity: 10 })).toBe('kept');
  expect(await outcome(b, { quantity: 21 })).toBe('exceeds');
  expect(await outcome(b, { quantity: 20 })).toBe('kept');
  expect(await outcome(a, { quantity: 1 })).toBe('exceeds');
  expect(await outcome(a, { token: aToken('another line') })).toBe('kept');
  expect(await outcome(a, { token: aToken('third'), quantity: 31 })).toBe('exceeds');
  expect(await outcome(b, { quantity: 1, of: 90 })).toBe('differs');
});

test('a claim sent again is kept once; its id never stands for another claim', async () => {
  const store = aStore();
  const [a, b] = [await aFacilityOf(store, 'AAAAAA'), await aFacilityOf(store, 'BBBBBB')];
  const claim = aClaim();
  for (const at of [now, later]) expect((await store.claim(a, [claim], at)).answers).toMatchObject([{ outcome: 'kept', before: [] }]);
  expect((await store.claim(a, [{ ...claim, quantity: 29 }], now)).answers[0]).toMatchObject({ outcome: 'differs', before: [] });
  expect((await store.claim(b, [{ ...claim, token: aToken('mine') }], now)).answers[0]).toMatchObject({ outcome: 'differs', before: [] });
  expect((await store.claim(b, [{ ...claim, act: 'release' }], now)).answers[0]!.outcome).toBe('differs'); // only the claimer
  expect((await store.claim(b, [aClaim({ act: 'release' })], now)).answers[0]!.outcome).toBe('unknown');
  expect((await store.claim(a, [{ ...claim, act: 'release' }], now)).answers[0]!.outcome).toBe('released');
  expect((await store.claim(a, [claim], now)).answers[0]!.outcome).toBe('released'); // a late retry does not bring it back
  expect((await store.claim(b, [aClaim()], now)).answers).toMatchObject([{ outcome: 'kept', before: [] }]);
});

test('what was handed over offline twice is kept twice, told to both, and settled when one gives it back', async () => {
  const store = aStore();
  const [a, b] = [await aFacilityOf(store, 'AAAAAA'), await aFacilityOf(store, 'BBBBBB')];
  const [ours, theirs] = [aClaim({ act: 'done' }), aClaim({ act: 'done' })];
  await store.claim(a, [ours], now);
  expect(await store.doubles(a, 10)).toEqual([]);
  const second = await store.claim(b, [theirs], later);
  expect(second.answers).toMatchObject([{ outcome: 'kept', before: [{ facility: 'AAAAAA', at: now }], isDouble: true }]);
  expect(second.doubled).toEqual([a]);
  expect(await store.doubles(a, 10)).toEqual([{ id: ours.id, before: [{ facility: 'BBBBBB', isOwn: false, quantity: 30, at: later }] }]);
  expect(await store.doubles(b, 10)).toMatchObject([{ id: theirs.id, before: [{ facility: 'AAAAAA' }] }]);
  expect((await store.claim(b, [theirs], later)).doubled).toEqual([]); // told once
  await store.claim(b, [{ ...theirs, act: 'release' }], later);
  expect(await store.doubles(a, 10)).toEqual([]);
  expect(await store.doubles(b, 10)).toEqual([]);
});

test('no more than what one frame holds is told, oldest claims first', async () => {
  const store = aStore();
  const a = await aFacilityOf(store, 'AAAAAA');
  for (let n = 1; n <= 25; n++) await store.claim(a, [aClaim({ quantity: n, of: 1000 })], now);
  const [answer] = (await store.claim(a, [aClaim({ act: 'ask', of: 1000 })], now)).answers;
  expect(answer!.before.map(({ quantity }) => quantity)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});
