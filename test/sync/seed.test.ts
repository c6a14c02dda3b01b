import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { openHubFile, openSqliteStore, partsOn } from '../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { setInterest } from '../../sync/client/interest.ts';
import { everything, itemHash } from '../../sync/protocol/interest.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { aFacility, aStockLevel } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';
import { announceKey, changeKey } from '../../sync/hub/keys.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { aStick } from '../support/sync/seed.ts';

let store: HubStore;
let hubFolder: string;
let folder: string;
let stick: ReturnType<typeof aStick>;
const now = () => new Date().toISOString();
const open: TestFacility[] = [];

function a(name: string): TestFacility {
  const facility = aFacility(name);
  open.push(facility);
  return facility;
}

beforeEach(() => {
  folder = aFolder();
  hubFolder = aFolder();
  store = openSqliteStore(hubFolder, 'Hub');
  stick = aStick(folder);
});
afterEach(async () => {
  await store.close();
  for (const { raw } of open.splice(0)) raw.close();
});

const levels = async (kind = 'stock.level') =>
  Object.fromEntries((await store.rowsOfKind(kind)).map(({ key, payload }) => [key, (JSON.parse(payload) as { onHand: number }).onHand]));

/** Two facilities that have joined, each with something to say. */
async function two(): Promise<[TestFacility, TestFacility]> {
  const [there, here] = [a('There'), a('Here')];
  for (const facility of [there, here]) await stick.join(facility, store);
  there.setStock('amoxicillin', 40);
  here.setStock('zinc', 7);
  return [there, here];
}

describe('a facility without a line', () => {
  test('joins by file with the operator’s code, and both sides learn what the other has', async () => {
    const [there, here] = await two();
    await stick.walk(there, store);
    expect(there.outbox()).toEqual([]);
    const first = await stick.walk(here, store);
    expect(first).toMatchObject({ hubName: 'Hub', isOlder: false, hasJoined: false });
    expect(first.changes).toBeGreaterThan(0);
    expect(here.sees(there)).toEqual({ amoxicillin: 40 });
    await stick.walk(there, store);
    expect(there.sees(here)).toEqual({ zinc: 7 });
    expect(await levels()).toEqual({ amoxicillin: 40, zinc: 7 });
  });

  test('says itself wholly after it has joined, as on a line', async () => {
    const here = a('Here');
    here.setStock('ors', 3);
    await stick.join(here, store);
    await stick.walk(here, store);
    expect((await store.rowsOfKind('facility.profile')).map(({ key }) => key)).toEqual([here.facility.id]);
    expect(await levels()).toEqual({ ors: 3 });
  });

  test('a row does not change once it is in a file; newer state goes with the next', async () => {
    const [there] = await two();
    const first = await stick.write(there);
    there.setStock('amoxicillin', 39);
    const { answer } = await stick.exchange(store, first);
    expect(await levels()).toMatchObject({ amoxicillin: 40 });
    await stick.load(there, answer);
    expect(there.outbox()).toMatchObject([{ key: 'amoxicillin', number: null }]);
    await stick.walk(there, store);
    expect(await levels()).toMatchObject({ amoxicillin: 39 });
  });

  test('a lost file and a lost answer cost nothing: the next file carries all again', async () => {
    const [there] = await two();
    await stick.write(there); // lost on the way
    await stick.exchange(store, await stick.write(there)); // the answer is lost
    there.setStock('amoxicillin', 12);
    await stick.walk(there, store);
    expect(await levels()).toMatchObject({ amoxicillin: 12 });
    expect(there.outbox()).toEqual([]);
    expect((await store.counts()).changes).toBe(readHubLink(there.raw)!.acknowledged_through);
  });

  test('the same file twice, and the same answer twice, change nothing', async () => {
    const [there, here] = await two();
    await stick.walk(here, store);
    const file = await stick.write(there);
    const { answer, kept } = await stick.exchange(store, file);
    expect(kept).toBeGreaterThan(0);
    const counts = await store.counts();
    const again = await stick.exchange(store, file);
    expect(again).toMatchObject({ kept: 0, isOlder: false });
    expect(await store.counts()).toEqual(counts);
    await stick.load(there, answer);
    const state = stateOf(there);
    expect(await stick.load(there, answer)).toMatchObject({ changes: 0, rows: 0, isOlder: false });
    expect(await stick.load(there, again.answer)).toMatchObject({ changes: 0, rows: 0 });
    expect(stateOf(there)).toEqual(state);
  });

  test('an older file and an older answer are said to be older and change nothing', async () => {
    const [there, here] = await two();
    await stick.walk(here, store);
    const old = await stick.write(there);
    const { answer: oldAnswer } = await stick.exchange(store, old);
    there.setStock('amoxicillin', 1);
    await stick.walk(there, store);
    const [state, counts] = [stateOf(there), await store.counts()];
    expect(await stick.exchange(store, old)).toMatchObject({ kept: 0, isOlder: true });
    expect(await store.counts()).toEqual(counts);
    expect(await levels()).toMatchObject({ amoxicillin: 1 });
    expect(await stick.load(there, oldAnswer)).toMatchObject({ changes: 0, rows: 0, isOlder: true });
    expect(stateOf(there)).toEqual(state);
  });

  test('goes on on a line from the same numbers and cursor, and back to the stick', async () => {
    await store.close();
    const hub = await aHub({ dataDir: hubFolder });
    store = partsOn(openHubFile(hubFolder));
    const [there, here] = await two();
    await stick.walk(there, store);
    there.setStock('zinc', 5);
    const onTheWay = await stick.write(there); // numbered, then the line comes
    there.raw.prepare('UPDATE hub_link SET hub_url = ?').run(`${hub.url.replace('http', 'ws')}/link`);
    const { cursor, next_number: next } = readHubLink(there.raw)!;
    there.start();
    await until('everything is acknowledged', () => there.outbox().length === 0);
    await there.stop();
    expect(readHubLink(there.raw)).toMatchObject({ next_number: next, last_error: null });
    expect(readHubLink(there.raw)!.cursor).toBeGreaterThanOrEqual(cursor);
    expect(await levels()).toMatchObject({ amoxicillin: 40, zinc: 5 });
    const late = await stick.exchange(store, onTheWay);
    expect(late).toMatchObject({ kept: 0, isOlder: false });
    expect(await stick.load(there, late.answer)).toMatchObject({ changes: 0, rows: 0 });
    await stick.walk(here, store);
    expect(here.sees(there)).toEqual({ amoxicillin: 40, zinc: 5 });
  });
});

/** What a loading may change, and nothing of when it happened. */
function stateOf({ raw }: TestFacility) {
  const link = readHubLink(raw)!;
  return {
    outbox: raw.prepare('SELECT * FROM outbox ORDER BY id').all(),
    peers: raw.prepare('SELECT facility_id, kind, key, payload, cursor FROM peer_state ORDER BY 1, 2, 3').all(),
    link: {
      cursor: link.cursor,
      next: link.next_number,
      through: link.acknowledged_through,
      epoch: link.hub_epoch,
      due: link.republish_due,
    },
  };
}

test('of others only what is wanted is in the answer; another wish reads anew and is never mixed up', async () => {
  const [there, here] = await two();
  there.setStock('zinc', 9);
  await stick.walk(there, store);
  const wanted = itemHash(productKey({ ingredients: [{ inn: 'zinc', strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule' }));
  setInterest(here.raw, { area: null, items: [wanted] });
  there.publish('stock.level', 'zinc', aStockLevel(9, 'zinc'));
  await stick.walk(there, store);
  await stick.walk(here, store);
  expect(here.sees(there)).toEqual({ zinc: 9 });
  const narrow = await stick.exchange(store, await stick.write(here));
  setInterest(here.raw, everything);
  await stick.write(here); // lost, but from here on everything is wanted
  await expect(stick.load(here, narrow.answer)).rejects.toMatchObject({ code: 'seed.gap' });
  await stick.walk(here, store);
  expect(here.sees(there)).toEqual({ amoxicillin: 40, zinc: 9 });
});

describe('is refused, and nothing is changed by it', () => {
  test('a file that was cut off, wherever', async () => {
    const [there] = await two();
    const { answer } = await stick.exchange(store, await stick.write(there));
    const bytes = readFileSync(answer);
    const state = stateOf(there);
    for (const length of [0, 10, 16, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const cut = join(folder, `cut-${length}.mvseed`);
      writeFileSync(cut, bytes.subarray(0, length));
      await expect(stick.load(there, cut)).rejects.toMatchObject({ code: length < 16 ? 'seed.not_a_seed' : 'seed.truncated' });
    }
    expect(stateOf(there)).toEqual(state);
  });

  test('a file in which any one byte was changed, at either end', async () => {
    const [there] = await two();
    const file = await stick.write(there);
    const { answer } = await stick.exchange(store, file);
    const [state, counts] = [stateOf(there), await store.counts()];
    const damage =
      /^seed\.(not_a_seed|newer_format|truncated|damaged|other_hub|wrong_epoch|wrong_way|other_facility|unknown_file)$|^hub\.unknown_facility$/;
    for (const [path, give] of [
      [file, (changed: string) => stick.exchange(store, changed)],
      [answer, (changed: string) => stick.load(there, changed)],
    ] as const) {
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 0x10;
        const copy = join(folder, 'changed.mvseed');
        writeFileSync(copy, changed);
        await expect(give(copy), `byte ${at}`).rejects.toMatchObject({ code: expect.stringMatching(damage) as string });
      }
    }
    expect(stateOf(there)).toEqual(state);
    expect(await store.counts()).toEqual(counts);
  });

  test('another facility’s, another hub’s, the wrong direction, one that nobody asked for', async () => {
    const [there, here] = await two();
    const file = await stick.write(there);
    const { answer } = await stick.exchange(store, file);
    await expect(stick.load(here, answer)).rejects.toMatchObject({ code: 'seed.other_facility' });
    await expect(stick.load(there, file)).rejects.toMatchObject({ code: 'seed.wrong_way' });
    await expect(stick.exchange(store, answer)).rejects.toMatchObject({ code: 'seed.wrong_way' });
    await expect(stick.load(a('Nobody'), answer)).rejects.toMatchObject({ code: 'seed.other_facility' });
    await expect(stick.load(there, join(folder, 'none.mvseed'))).rejects.toMatchObject({ code: 'file.missing' });

    const other = openSqliteStore(aFolder(), 'Other hub');
    await expect(stick.exchange(other, file)).rejects.toMatchObject({ code: 'seed.other_hub' });
    const code = await stick.codeOf(store);
    await expect(stick.exchange(other, await stick.askToJoin(a('New'), code))).rejects.toMatchObject({ code: 'seed.other_hub' });
    await other.close();
  });

  test('one from before the facility was restored, at both ends', async () => {
    const [there] = await two();
    const old = await stick.write(there);
    const { answer } = await stick.exchange(store, old);
    const restored = aFacility('There', { id: there.facility.id, raw: there.raw });
    await stick.walk(restored, store);
    await expect(stick.load(restored, answer)).rejects.toMatchObject({ code: 'seed.wrong_epoch' });
    await expect(stick.exchange(store, old)).rejects.toMatchObject({ code: 'seed.wrong_epoch' });
  });

  test('a facility that was shut out, or that is not known', async () => {
    const [there] = await two();
    const file = await stick.write(there);
    await store.revoke(there.facility.id, new Date().toISOString());
    await expect(stick.exchange(store, file)).rejects.toMatchObject({ code: 'hub.revoked' });
  });

  test('a fork: two copies of one facility that both went on', async () => {
    const [there] = await two();
    const copy = aFacility('There', { ...there.facility, raw: new Sqlite(there.raw.serialize()) });
    there.setStock('amoxicillin', 1);
    copy.setStock('amoxicillin', 2);
    copy.setStock('zinc', 2);
    await stick.walk(there, store);
    await expect(stick.walk(copy, store)).rejects.toMatchObject({ code: 'hub.fork' });
    expect(await levels()).toEqual({ amoxicillin: 1 });
    copy.raw.close();
  });

  test('a copy that gave no numbers of its own notices it at the answer', async () => {
    const [there] = await two();
    const copy = aFacility('There', { ...there.facility, raw: new Sqlite(there.raw.serialize()) });
    const { answer } = await stick.exchange(store, await stick.write(there));
    await expect(stick.load(copy, answer)).rejects.toMatchObject({ code: 'hub.fork' });
    copy.raw.close();
  });
});

describe('joining by file', () => {
  test('the same request again is answered again; another’s with the code is refused', async () => {
    const [here, thief] = [a('Here'), a('Thief')];
    const code = await stick.codeOf(store);
    const asked = await stick.askToJoin(here, code);
    await stick.exchange(store, asked); // the answer is lost
    const again = await stick.exchange(store, await stick.askToJoin(here, code));
    expect(again).toMatchObject({ hasJoined: false });
    await expect(stick.exchange(store, await stick.askToJoin(thief, code))).rejects.toMatchObject({ code: 'hub.code_used' });
    expect(await stick.load(here, again.answer)).toMatchObject({ hasJoined: true });
    expect(await stick.load(here, again.answer)).toMatchObject({ hasJoined: false, isOlder: true });
    await stick.walk(here, store);
    // Replayed by whoever kept a copy of the stick: the facility goes on as before.
    await stick.exchange(store, asked);
    here.setStock('ors', 4);
    await stick.walk(here, store);
    expect(await levels()).toEqual({ ors: 4 });
  });

  test('the file does not hold the code, and an expired or invented code is refused', async () => {
    const here = a('Here');
    const code = await stick.codeOf(store);
    const asked = await stick.askToJoin(here, code);
    expect(readFileSync(asked).includes(code.replaceAll('-', '').slice(0, 8))).toBe(false);
    const late = aStick(aFolder(), () => new Date(Date.now() + 8 * 86_400_000).toISOString());
    await expect(late.exchange(store, asked)).rejects.toMatchObject({ code: 'hub.code_invalid' });
    const elsewhere = openSqliteStore(aFolder(), 'Elsewhere');
    await expect(stick.askToJoin(here, 'ABCD')).rejects.toMatchObject({ code: 'hub.code_invalid' });
    await elsewhere.close();
  });
});

describe('a restored hub', () => {
  test('begins a new epoch when a file proves it, and everything is said and read again', async () => {
    const [there, here] = await two();
    await stick.walk(here, store);
    const before = join(aFolder(), 'hub.sqlite');
    await store.close();
    copyFileSync(join(hubFolder, 'hub.sqlite'), before);
    store = openSqliteStore(hubFolder);
    await stick.walk(there, store);
    await stick.walk(here, store);
    expect(here.sees(there)).toEqual({ amoxicillin: 40 });
    await store.close();
    copyFileSync(before, join(hubFolder, 'hub.sqlite'));
    store = openSqliteStore(hubFolder);
    there.setStock('amoxicillin', 3);
    const file = await stick.write(there);
    const told = await stick.exchange(store, file);
    expect(told).toMatchObject({ isOtherEpoch: true, kept: 0 });
    await stick.load(there, told.answer);
    await stick.walk(there, store);
    await stick.walk(here, store);
    await stick.walk(here, store);
    expect(await levels()).toEqual({ amoxicillin: 3, zinc: 7 });
    expect(here.sees(there)).toEqual({ amoxicillin: 3 });
    // An answer from before the restore is an older word.
    expect(await stick.load(there, told.answer)).toMatchObject({ isOlder: true, changes: 0, rows: 0 });
  });
});

describe('a hub whose key changes', () => {
  test('is followed by its announcements, for those who joined and for a code from before', async () => {
    const [there] = await two();
    await stick.walk(there, store);
    const newcomer = a('Newcomer');
    const asked = await stick.askToJoin(newcomer, await stick.codeOf(store));
    const before = (await store.identity()).publicKey;
    await announceKey(store, now());
    await stick.walk(there, store);
    there.setStock('amoxicillin', 5);
    const onTheWay = await stick.write(there);
    await changeKey(store, now());
    const { answer } = await stick.exchange(store, onTheWay);
    await stick.load(there, answer);
    expect(readHubLink(there.raw)!.hub_public_key).not.toBe(before);
    await stick.load(newcomer, (await stick.exchange(store, asked)).answer);
    await stick.walk(newcomer, store);
    expect(newcomer.sees(there)).toEqual({ amoxicillin: 5 });
  });
});

test('a stick that is full: it is said, nothing half is left, and with room the same rows go', async () => {
  const [there] = await two();
  const disk = smallDisk(1);
  disk.fill(4096);
  for (let item = 0; item < 400; item++) there.setStock(`item ${item}`, item);
  const full = aStick(disk.path);
  await expect(full.write(there)).rejects.toMatchObject({ code: 'storage.full' });
  expect(readdirSync(disk.path).filter((name) => name.includes('mvseed'))).toEqual([]);
  disk.free();
  await stick.load(there, (await stick.exchange(store, await full.write(there))).answer);
  expect(there.outbox()).toEqual([]);
});
