import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../sync/hub/store/store.ts';
import type { CheckedChange, HubStore } from '../../sync/hub/store/store.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { aCode, aLevel, aMember, at, postgresPlace, readAll, sqlitePlace, storeKinds } from '../support/sync/stores.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const kinds = storeKinds(() => server);

/** What a promise came to: a value, or the code or name of its refusal. */
const outcomeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

describe.each(kinds)('a hub on %s', (_name, newPlace) => {
  const aStore = async () => (await newPlace()).open();

  test('keeps its keys and its epoch, and takes the name it is given', async () => {
    const place = await newPlace();
    const first = await place.open('First');
    const before = await first.identity();
    await first.close();
    const second = await place.open('Second');
    expect(await second.identity()).toEqual({ ...before, name: 'Second' });
    expect((await second.progress()).epoch).toBe(before.epoch);
  });

  test('a code enrols once, whoever else tries at the same time', async () => {
    const store = await aStore();
    const code = await aCode(store);
    const tries = Array.from({ length: 8 }, (_, index) => ({
      id: randomUUID(),
      code: `AAAAA${index}`,
      name: 'A',
      epoch: randomUUID(),
      publicKey: 'key',
    }));
    const outcomes = await Promise.all(tries.map((facility) => outcomeOf(store.enrol(facility, code, at))));
    expect(outcomes.toSorted()).toEqual(['done', ...Array.from({ length: 7 }, () => 'hub.code_used')]);
    expect(await store.listFacilities()).toHaveLength(1);
    expect((await store.findCode(code))?.usedAt).toBe(at);
  });

  test('two that want the same letters at once: one gets them, the other’s code stays good', async () => {
    const store = await aStore();
    const codes = [await aCode(store), await aCode(store)];
    const outcomes = await Promise.all(
      codes.map((code) =>
        outcomeOf(store.enrol({ id: randomUUID(), code: 'AAAAAA', name: 'A', epoch: randomUUID(), publicKey: 'key' }, code, at)),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['done', 'hub.facility_code_taken']);
    const used = await Promise.all(codes.map(async (code) => (await store.findCode(code))?.usedAt));
    expect(used[outcomes.indexOf('done')]).toBe(at);
    expect(used[1 - outcomes.indexOf('done')]).toBeNull();
  });

  test('a lost machine is replaced with a code made for it: it counts from 1, keeps its rows, and the old one has no place', async () => {
    const store = await aStore();
    const old = await aMember(store, 'AAAAAA');
    const { hubEpoch } = await epochsOf(store, old.id);
    const { session } = await store.takePlace(old.id, { epoch: old.epoch, hubEpoch, node: 'n', at, clockSkewMs: 0 });
    await store.keepOnce(old.id, [aLevel(1, 'a')], at, session);
    const code = await aCode(store, old.id);
    await store.enrol({ ...old, epoch: randomUUID(), publicKey: 'new key' }, code, at);
    expect(await store.findFacility(old.id)).toMatchObject({ publicKey: 'new key', acknowledgedThrough: 0, highestNumber: 0 });
    expect(await outcomeOf(store.keepOnce(old.id, [aLevel(2, 'b')], at, session))).toBe('hub.replaced');
    expect(await store.beginEpoch(old.id, old.epoch, at)).toBe(false);
    expect((await store.rowsOfKind('stock.level')).map(({ key }) => key)).toEqual(['a']);
  });

  test('a change is kept once; the same number with another hash is a fork, and nothing of that batch is kept', async () => {
    const store = await aStore();
    const { id } = await aMember(store, 'AAAAAA');
    const batch = [aLevel(1, 'a'), aLevel(2, 'b')];
    expect(await store.keepOnce(id, batch, at)).toMatchObject({ through: 2, rows: 2, rewritten: [], progress: { head: 2 } });
    expect(await store.keepOnce(id, batch, at)).toMatchObject({ through: 2, rows: 0, progress: { head: 2 } });
    await expect(store.keepOnce(id, [aLevel(3, 'c'), aLevel(2, 'b', '"other"')], at)).rejects.toMatchObject({
      code: 'hub.fork',
      data: { number: 2 },
    });
    await expect(store.keepOnce(id, [aLevel(4, 'd'), aLevel(4, 'd', '"other"')], at)).rejects.toMatchObject({ code: 'hub.fork' });
    expect(await store.findFacility(id)).toMatchObject({ acknowledgedThrough: 2, highestNumber: 2 });
    expect(await store.counts()).toMatchObject({ rows: 2, changes: 2, head: 2 });
    // The number alone names a change: the same text under another key is the same one again.
    expect(await store.keepOnce(id, [aLevel(5, 'x', '"same"'), aLevel(5, 'y', '"same"')], at)).toMatchObject({ rows: 1 });
    expect((await store.rowsOfKind('stock.level')).map(({ key }) => key)).toEqual(['a', 'b', 'x']);
  });

  test('two that send the same numbers at the same time: one text is kept, the other is a fork', async () => {
    const store = await aStore();
    const { id } = await aMember(store, 'AAAAAA');
    for (let round = 1; round <= 5; round++) {
      const outcomes = await Promise.all(['"one"', '"two"'].map((text) => outcomeOf(store.keepOnce(id, [aLevel(round, 'a', text)], at))));
      expect(outcomes.toSorted()).toEqual(['done', 'hub.fork']);
    }
    expect(await store.counts()).toMatchObject({ rows: 1, changes: 5 });
  });

  test('acknowledges as far as nothing is missing; a late, lower number never covers a higher one', async () => {
    const store = await aStore();
    const { id } = await aMember(store, 'AAAAAA');
    expect((await store.keepOnce(id, [aLevel(3, 'a', '"third"'), aLevel(5, 'b')], at)).through).toBe(0);
    expect(await store.findFacility(id)).toMatchObject({ acknowledgedThrough: 0, highestNumber: 5 });
    expect(await store.keepOnce(id, [aLevel(1, 'a', '"first"'), aLevel(2, 'c')], at)).toMatchObject({ through: 3, rows: 1 });
    expect((await store.keepOnce(id, [aLevel(4, 'd')], at)).through).toBe(5);
    const several = Array.from({ length: 2500 }, (_, index) => aLevel(7 + index, `k${index % 40}`));
    for (let from = 0; from < several.length; from += 500) {
      expect((await store.keepOnce(id, several.slice(from, from + 500), at)).through).toBe(5);
    }
    expect((await store.keepOnce(id, [aLevel(6, 'e')], at)).through).toBe(2506);
    expect((await store.rowsOfKind('stock.level')).find(({ key }) => key === 'a')?.payload).toBe('"third"');
  });

  test('what is refused is counted and not kept; of an audit only the newest head grows', async () => {
    const store = await aStore();
    const { id } = await aMember(store, 'AAAAAA');
    const head = (number: number, seq: number, hash: string): CheckedChange => ({
      ...aLevel(number, id, `{"seq":${seq},"hash":"${hash}"}`),
      kind: 'audit.head',
      auditHead: { seq, hash },
    });
    const refused: CheckedChange = { ...aLevel(2, 'bad\0key', 'not even text \0'), refused: 'hub.row_unreadable' };
    const kept = await store.keepOnce(id, [head(1, 10, 'x'), { ...refused, key: 'bad' }, head(3, 12, 'y')], at);
    expect(kept).toMatchObject({ through: 3, rows: 0, rewritten: [] });
    expect((await store.keepOnce(id, [head(4, 11, 'z'), head(5, 12, 'other'), head(6, 12, 'y'), head(7, 13, 'w')], at)).rewritten).toEqual([
      4, 5,
    ]);
    expect((await store.witnessed(id)).map(({ seq, hash }) => [seq, hash])).toEqual([
      [10, 'x'],
      [12, 'y'],
      [13, 'w'],
    ]);
    expect(await store.counts()).toMatchObject({ rows: 0, changes: 7, refused: 3 });
    const { rows } = await readAll(store, (await aMember(store, 'BBBBBB')).id);
    expect(rows).toEqual([]);
  });

  test('of witnessed heads long ago the last of each day stays', async () => {
    const store = await aStore();
    const { id, epoch } = await aMember(store, 'AAAAAA');
    let number = 0;
    const witness = (seq: number, when: string) =>
      store.keepOnce(id, [{ ...aLevel(++number, id, `"${seq}"`), kind: 'audit.head', auditHead: { seq, hash: `h${seq}` } }], when);
    for (let seq = 1; seq <= 6; seq++) await witness(seq, `2026-11-0${seq <= 3 ? 1 : 2}T0${seq}:00:00.000Z`);
    await witness(1001, '2026-11-22T08:00:00.000Z');
    expect((await store.witnessed(id)).map(({ seq }) => seq)).toEqual([3, 6, 1001]);
    expect((await store.witnessed(id))[0]).toEqual({ epoch, seq: 3, hash: 'h3', at: '2026-11-01T03:00:00.000Z' });
  });

  test('pages are cut by rows and by bytes, leave out the reader’s own rows, and end at the head', async () => {
    const store = await aStore();
    const [{ id: a }, { id: b }] = [await aMember(store, 'AAAAAA'), await aMember(store, 'BBBBBB')];
    const large = (index: number) => aLevel(index + 1, `item-${index}`, JSON.stringify('é"'.repeat(166)));
    await store.keepOnce(
      a,
      Array.from({ length: 10 }, (_, index) => large(index)),
      at,
    );
    await store.keepOnce(b, [aLevel(1, 'own')], at);
    const first = await store.page(b, 0, 4, 1_000_000);
    expect(first).toMatchObject({ cursor: 4, more: true });
    const narrow = await store.page(b, first.cursor, 100, 2600);
    expect(narrow).toMatchObject({ cursor: 6, more: true });
    const last = await store.page(b, narrow.cursor, 100, 1_000_000);
    expect(last.rows.map(({ key }) => key)).toEqual(['item-6', 'item-7', 'item-8', 'item-9']);
    expect(last).toMatchObject({ cursor: 11, more: false, progress: { head: 11 } });
    expect(await store.page(b, 6, 100, 1)).toMatchObject({ cursor: 7, more: true }); // one row always fits
    expect(await store.page(b, 11, 100, 1)).toMatchObject({ rows: [], cursor: 11, more: false });
    for (const bytes of [1, 1300, 2600, 4000, 20_000]) {
      for (const limit of [1, 2, 3, 10, 11]) {
        const keys: string[] = [];
        for (let cursor = 0; ;) {
          const page = await store.page(b, cursor, limit, bytes);
          expect(page.cursor).toBeGreaterThan(cursor);
          keys.push(...page.rows.map(({ key }) => key));
          cursor = page.cursor;
          if (!page.more) break;
        }
        expect(keys).toEqual(Array.from({ length: 10 }, (_, index) => `item-${index}`));
      }
    }
    expect(last.rows[0]).toEqual({
      facility: a,
      kind: 'stock.level',
      key: 'item-6',
      payload: large(6).payload,
      cursor: 7,
      at,
      clockSkewMs: null,
    });
  });

  test('a facility that was restored begins an epoch: it counts from 1 and whoever uses the old one is a copy', async () => {
    const store = await aStore();
    const { id, epoch } = await aMember(store, 'AAAAAA');
    const { hubEpoch } = await epochsOf(store, id);
    const { session } = await store.takePlace(id, { epoch, hubEpoch, node: 'n', at, clockSkewMs: 0 });
    await store.keepOnce(id, [aLevel(1, 'a'), aLevel(2, 'b')], at, session);
    const next = randomUUID();
    expect(await store.beginEpoch(id, epoch, at)).toBe(true);
    expect(await store.beginEpoch(id, next, at)).toBe(true);
    expect(await store.beginEpoch(id, epoch, at)).toBe(false);
    expect(await outcomeOf(store.keepOnce(id, [aLevel(3, 'c')], at, session))).toBe('hub.replaced');
    await expect(store.takePlace(id, { epoch, hubEpoch, node: 'n', at, clockSkewMs: 0 })).rejects.toMatchObject({ code: 'hub.restored' });
    expect(await store.findFacility(id)).toMatchObject({ epoch: next, acknowledgedThrough: 0, highestNumber: 0 });
    expect(await store.keepOnce(id, [aLevel(1, 'a', '"anew"')], at)).toMatchObject({ through: 1, rows: 1 });
    expect((await store.rowsOfKind('stock.level')).map(({ payload }) => payload)).toEqual(['{"n":2}', '"anew"']);
  });

  test('one place a facility: the newer one takes it, revoking ends it, and only its holder reads, writes and claims', async () => {
    const store = await aStore();
    const { id, epoch } = await aMember(store, 'AAAAAA');
    const { hubEpoch } = await epochsOf(store, id);
    const take = (node: string) => store.takePlace(id, { epoch, hubEpoch, node, at, clockSkewMs: 700_000 });
    for (const node of ['one', 'two']) await store.nodeLives(node);
    const first = await take('one');
    const second = await take('two');
    expect(second.session).toBeGreaterThan(first.session);
    expect(await store.findFacility(id)).toMatchObject({ node: 'two', lastSeenAt: at, clockSkewMs: 700_000 });
    expect(await outcomeOf(store.keepOnce(id, [aLevel(1, 'a')], at, first.session))).toBe('hub.replaced');
    expect(await outcomeOf(store.page(id, 0, 10, 1000, first.session))).toBe('hub.replaced');
    expect(await outcomeOf(store.keepOnce(id, [aLevel(1, 'a')], at, second.session))).toBe('done');
    await store.leavePlace(id, first.session, at); // comes late: the place is another’s
    expect(await store.findFacility(id)).toMatchObject({ node: 'two' });
    await store.leavePlace(id, second.session, '2026-11-22T09:00:00.000Z');
    expect(await store.findFacility(id)).toMatchObject({ node: null, lastSeenAt: '2026-11-22T09:00:00.000Z' });

    const third = await take('one');
    expect(await store.revoke(id, at)).toBe(true);
    expect(await store.revoke(id, at)).toBe(false);
    expect(await outcomeOf(store.keepOnce(id, [aLevel(2, 'b')], at, third.session))).toBe('hub.revoked');
    expect(await outcomeOf(store.page(id, 0, 10, 1000, third.session))).toBe('hub.revoked');
    expect(await outcomeOf(take('one'))).toBe('hub.revoked');
  });

  test('a copy put back later knows by its own seal that it is behind, begins one new epoch, and nobody goes on in the old one', async () => {
    const place = await newPlace();
    const store = await place.open();
    const { id, epoch } = await aMember(store, 'AAAAAA');
    await store.keepOnce(id, [aLevel(1, 'a')], at);
    const atCopy = await store.progress();
    const backup = await place.copy();
    await store.keepOnce(id, [aLevel(2, 'b'), aLevel(3, 'c')], at);
    const afterCopy = await store.progress();
    expect(await store.isBehind(afterCopy)).toBe(false);
    const again = await place.open(); // another node, or another start
    expect(await again.isBehind(afterCopy)).toBe(false);

    const restored = await backup.open();
    const { hubEpoch } = await epochsOf(restored, id);
    const { session } = await restored.takePlace(id, { epoch, hubEpoch, node: 'n', at, clockSkewMs: 0 });
    await restored.keepOnce(id, [aLevel(2, 'x'), aLevel(3, 'y'), aLevel(4, 'z')], at, session); // past where the lost one was
    expect(await restored.isBehind(atCopy)).toBe(false);
    expect(await restored.isBehind(afterCopy)).toBe(true);
    const [one, other] = await Promise.all([restored.renewEpoch(hubEpoch), restored.renewEpoch(hubEpoch)]); // two nodes learn of it
    expect(one).toBe(other);
    expect(one).not.toBe(hubEpoch);
    expect(await restored.isBehind(afterCopy)).toBe(false); // dealt with: whoever comes with it starts anew
    expect(await restored.isBehind({ ...afterCopy, epoch: randomUUID() })).toBe(true);
    expect((await restored.progress()).epoch).toBe(one);
    expect(await restored.findFacility(id)).toMatchObject({ acknowledgedThrough: 0, highestNumber: 0 });
    expect(await outcomeOf(restored.keepOnce(id, [aLevel(5, 'late')], at, session))).toBe('hub.replaced');
    expect(await outcomeOf(restored.takePlace(id, { epoch, hubEpoch, node: 'n', at, clockSkewMs: 0 }))).toBe('hub.restored');
    expect(await restored.keepOnce(id, [aLevel(1, 'a', '"anew"')], at)).toMatchObject({ through: 1, rows: 1 });
  });

  test('history holds what each row was at the end of each day on which it changed, as long as it is kept', async () => {
    const store = await aStore();
    const { id } = await aMember(store, 'AAAAAA');
    let number = 0;
    const say = (day: string, hour: string, onHand: number) =>
      store.keepOnce(id, [aLevel(++number, 'item', String(onHand))], `2026-11-${day}T${hour}:00:00.000Z`);
    await say('01', '08', 10);
    await say('01', '17', 7);
    await say('03', '08', 6);
    await say('03', '09', 5);
    await say('04', '09', 4);
    const levels = async (from = '2026-11-01', to = '2026-11-30') =>
      (await store.history({ kind: 'stock.level', from, to, limit: 100 })).map(({ day, payload }) => `${day.slice(8)}: ${payload}`);
    expect(await levels()).toEqual(['01: 7', '03: 5', '04: 4']);
    expect(await levels('2026-11-02', '2026-11-03')).toEqual(['03: 5']);
    expect(await store.history({ kind: 'alert', from: '2026-11-01', to: '2026-11-30', limit: 100 })).toEqual([]);
    const other = { facility: randomUUID(), kind: 'stock.level', from: '2026-11-01', to: '2026-11-30', limit: 100 };
    expect(await store.history(other)).toEqual([]);
    expect(await store.history({ ...other, facility: id, key: 'item', limit: 1 })).toMatchObject([
      { facility: id, key: 'item', day: '2026-11-01' },
    ]);
    expect(await store.pruneHistory('2099-12-31', 2)).toBe(0); // the clock jumped: two days of it are there, and stay
    expect(await store.pruneHistory('2026-11-03', 400)).toBe(0);
    expect(await levels()).toEqual(['01: 7', '03: 5', '04: 4']);
    expect(await store.pruneHistory('2026-11-03', 1)).toBe(1);
    expect(await levels()).toEqual(['03: 5', '04: 4']);
    expect((await store.rowsOfKind('stock.level'))[0]?.payload).toBe('4');
  });

  test('of two that claim the same line of a prescription at once exactly one is first', async () => {
    const store = await aStore();
    const members = [await aMember(store, 'AAAAAA'), await aMember(store, 'BBBBBB')];
    for (let round = 0; round < 5; round++) {
      const token = sha256Hex(`line ${round}`);
      const claims = await Promise.all(
        members.map(({ id }) => store.claim(id, [{ id: randomUUID(), act: 'claim', token, quantity: 30, of: 30 }], at)),
      );
      const outcomes = claims.map(({ answers }) => answers[0]!.outcome);
      expect(outcomes.toSorted()).toEqual(['exceeds', 'kept']);
      const first = members[outcomes.indexOf('kept')]!;
      expect(claims[outcomes.indexOf('exceeds')]!.answers[0]!.before).toEqual([{ facility: first.code, isOwn: false, quantity: 30, at }]);
    }
  });

  test('the counts count', async () => {
    const store = await aStore();
    const [{ id: a }, { id: b }] = [await aMember(store, 'AAAAAA'), await aMember(store, 'BBBBBB')];
    await store.keepOnce(a, [aLevel(1, 'a'), aLevel(2, 'a'), aLevel(3, 'b')], at);
    await store.keepOnce(b, [{ ...aLevel(1, 'a'), refused: 'hub.not_owner' }], at);
    expect(await store.counts()).toMatchObject({ facilities: 2, rows: 2, changes: 4, refused: 1 });
  });
});

const epochsOf = async (store: HubStore, facility: string) => ({
  hubEpoch: (await store.identity()).epoch,
  epoch: (await store.findFacility(facility))!.epoch,
});

describe('on PostgreSQL', () => {
  test('a page never passes a cursor that a slower transaction commits later', async () => {
    const place = await postgresPlace(server);
    const store = await place.open();
    const [{ id: a }, { id: b }, { id: reader }] = [
      await aMember(store, 'AAAAAA'),
      await aMember(store, 'BBBBBB'),
      await aMember(store, 'CCCCCC'),
    ];
    await store.keepOnce(a, [aLevel(1, 'first')], at);
    const slow = await aConnection(place.url);
    await slow.query('BEGIN');
    await slow.query(keepByHand, [a, 2, 'slow', sha256Hex('"slow"')]); // cursor 2 is given, and not yet to be seen
    let isKept = false;
    const other = store.keepOnce(b, [aLevel(1, 'fast')], at).then(({ progress }) => {
      isKept = true;
      return progress.head;
    });
    await new Promise((resolve) => void setTimeout(resolve, 300));
    expect(isKept).toBe(false);
    expect(await store.page(reader, 0, 100, 100_000)).toMatchObject({ rows: [{ key: 'first' }], cursor: 1, more: false });
    expect(await store.fresh(0, 100, 100_000)).toMatchObject({ rows: [{ key: 'first' }], progress: { head: 1 } });
    await slow.query('COMMIT');
    expect(await other).toBe(3);
    const { rows, cursor } = await readAll(store, reader, 1);
    expect(rows.map(({ key, cursor: own }) => [key, own])).toEqual([
      ['slow', 2],
      ['fast', 3],
    ]);
    expect(cursor).toBe(3);
    expect(await store.fresh(1, 100, 100_000)).toMatchObject({ rows: [{ key: 'slow' }, { key: 'fast' }], progress: { head: 3 } });

    await slow.query('BEGIN');
    await slow.query(keepByHand, [a, 3, 'undone', sha256Hex('"undone"')]);
    const after = store.keepOnce(b, [aLevel(2, 'after')], at);
    await slow.query('ROLLBACK');
    expect((await after).progress.head).toBe(4); // what was undone has used no cursor
    expect((await readAll(store, reader, 3)).rows.map(({ key }) => key)).toEqual(['after']);
  });

  test('readers that follow many writers, some of them slow to commit, miss nothing and read nothing twice', async () => {
    const place = await postgresPlace(server);
    const nodes = [await place.open(), await place.open()];
    const [first] = nodes;
    const writers = [];
    for (let each = 0; each < 6; each++) writers.push(await aMember(first!, `W0000${each}`));
    const reader = await aMember(first!, 'READER');
    const wanted: string[] = [];
    let writing = writers.length;
    const write = async (member: string, index: number) => {
      const slow = index < 2 ? await aConnection(place.url) : undefined;
      for (let number = 1; number <= 25; number++) {
        const key = `${index}-${number}`;
        wanted.push(key);
        if (slow === undefined) {
          await nodes[index % 2]!.keepOnce(member, [aLevel(number, key)], at);
          continue;
        }
        await slow.query('BEGIN');
        await slow.query(keepByHand, [member, number, key, sha256Hex(`"${key}"`)]);
        await new Promise((resolve) => void setTimeout(resolve, (number * 7) % 13));
        await slow.query('COMMIT');
      }
      writing--;
    };
    const read = async (node: HubStore): Promise<string[]> => {
      const keys: string[] = [];
      for (let cursor = 0, isLast = false; ;) {
        const page = await node.page(reader.id, cursor, 7, 100_000);
        keys.push(...page.rows.map(({ key }) => key));
        cursor = page.cursor;
        if (isLast && !page.more) return keys;
        isLast = writing === 0;
      }
    };
    const follow = async (node: HubStore): Promise<string[]> => {
      const keys: string[] = [];
      for (let cursor = 0, isLast = false; ;) {
        const { rows, progress } = (await node.fresh(cursor, 150, 100_000))!;
        keys.push(...rows.map(({ key }) => key));
        cursor = progress.head;
        if (isLast && rows.length === 0) return keys;
        isLast = writing === 0;
      }
    };
    const [, ...found] = await Promise.all([
      Promise.all(writers.map(({ id }, index) => write(id, index))),
      ...nodes.map((node) => read(node)),
      follow(first!),
    ]);
    for (const keys of found) expect((keys as string[]).toSorted()).toEqual(wanted.toSorted());
    expect(await first!.counts()).toMatchObject({ rows: 150, head: 150 });
  });

  test('nodes that start together on an empty database are one hub', async () => {
    const place = await postgresPlace(server);
    const stores = await Promise.all(Array.from({ length: 4 }, () => place.open()));
    const keys = await Promise.all(stores.map(async (store) => (await store.identity()).publicKey));
    expect(new Set(keys).size).toBe(1);
    const { head, run } = await stores[0]!.progress();
    for (const store of stores) expect(await store.isBehind({ ...(await store.progress()), head, run })).toBe(false);
  });

  test('what fails in one facility’s batch does not fail the others that are committed with it', async () => {
    const store = await (await postgresPlace(server)).open();
    const members = [];
    for (let each = 0; each < 5; each++) members.push(await aMember(store, `M0000${each}`));
    const sent = members.map(({ id }, index) => {
      const change = aLevel(1, 'a');
      return outcomeOf(store.keepOnce(id, [index === 2 ? { ...change, sha256: 'no hash' } : change], at));
    });
    expect((await Promise.all(sent)).map((outcome) => outcome === 'done')).toEqual([true, true, false, true, true]);
    expect(await store.counts()).toMatchObject({ rows: 4, changes: 4 });
  });

  test('away is away and no error: it comes back by itself, and a database that was started anew begins a run', async () => {
    const own = await startPostgres();
    try {
      const store = await (await postgresPlace(own)).open();
      const { id } = await aMember(store, 'AAAAAA');
      await store.keepOnce(id, [aLevel(1, 'a')], at);
      const before = await store.progress();
      await own.kill();
      await expect(store.keepOnce(id, [aLevel(2, 'b')], at)).rejects.toThrow(StoreUnavailable);
      await expect(store.page(id, 0, 10, 1000)).rejects.toThrow(StoreUnavailable);
      await own.start();
      expect(await store.keepOnce(id, [aLevel(2, 'b')], at)).toMatchObject({ through: 2 });
      const after = await store.progress();
      expect(after.run).not.toBe(before.run);
      expect(await store.isBehind(before)).toBe(false);
      expect(await store.isBehind({ ...before, head: before.head + 1 })).toBe(true); // as if the database were an older copy
    } finally {
      await own.stop();
    }
  });

  test('whoever was connected to a node that fell silent is not shown as connected', async () => {
    const place = await postgresPlace(server);
    const store = await place.open();
    const { id, epoch } = await aMember(store, 'AAAAAA');
    const { hubEpoch } = await epochsOf(store, id);
    await store.nodeLives('one');
    await store.takePlace(id, { epoch, hubEpoch, node: 'one', at, clockSkewMs: 0 });
    expect(await store.findFacility(id)).toMatchObject({ node: 'one' });
    await (await aConnection(place.url)).query(`UPDATE node SET seen_at = seen_at - interval '21 seconds'`);
    expect(await store.findFacility(id)).toMatchObject({ node: null });
    await store.nodeLives('one');
    expect(await store.listFacilities()).toMatchObject([{ node: 'one' }]);
    await store.nodeEnds('one');
    expect(await store.findFacility(id)).toMatchObject({ node: null });
  });

  test('a database of a newer program is left alone', async () => {
    const place = await postgresPlace(server);
    await (await place.open()).close();
    const client = await aConnection(place.url);
    await client.query('INSERT INTO schema_step (step) VALUES (999)');
    await expect(place.open()).rejects.toThrow('storage.newer_version');
  });
});

const keepByHand = `SELECT * FROM keep_once_2(ARRAY[$1], ARRAY[NULL::bigint], ARRAY['${at}'], ARRAY['${at}'], ARRAY[1], ARRAY[$2::bigint],
  ARRAY['stock.level'], ARRAY[$3], ARRAY['"' || $3 || '"'], ARRAY[$4], ARRAY[NULL], ARRAY[NULL::bigint], ARRAY[NULL], ARRAY[NULL],
  ARRAY[false], ARRAY[NULL::float8], ARRAY[NULL::float8], 'hub.audit_rewritten')`;

async function aConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

type Step = { facility: 0 | 1; changes: { number: number; key: number; text: number; refused: boolean }[]; endsEpoch: boolean };

test('whatever is sent, both stores answer and hold the same', async () => {
  const sqlite = await sqlitePlace().open();
  const postgres = await (await postgresPlace(server)).open();
  const change = fc.record({ number: fc.integer({ min: 1, max: 12 }), key: fc.nat(3), text: fc.nat(1), refused: fc.boolean() });
  const step: fc.Arbitrary<Step> = fc.record({
    facility: fc.constantFrom(0, 1),
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    endsEpoch: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  });
  let letters = 100_000;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const members = [randomUUID(), randomUUID()].map((id): { id: string; code: string; epoch: string } => ({
        id,
        code: String(letters++),
        epoch: randomUUID(),
      }));
      const run = async (store: HubStore) => {
        for (const { code, ...more } of members) await aMember(store, code, more);
        const said: unknown[] = [];
        for (const [index, { facility, changes, endsEpoch }] of steps.entries()) {
          const { id } = members[facility]!;
          if (endsEpoch) await store.beginEpoch(id, sha256Hex(`${id} ${index}`), at);
          const batch = changes.map(({ number, key, text, refused }) => ({
            ...aLevel(number, `k${key}`, `"${text}"`),
            ...(refused ? { refused: 'hub.row_unreadable' } : {}),
          }));
          said.push(
            await store.keepOnce(id, batch, at).then(
              ({ through, rows, rewritten }) => ({ through, hasNews: rows > 0, rewritten }),
              (error: unknown) => (error as { code: string }).code,
            ),
          );
          const { acknowledgedThrough, highestNumber } = (await store.findFacility(id))!;
          said.push(acknowledgedThrough, highestNumber);
        }
        const ids = members.map(({ id }) => id);
        const rows = (await store.rowsOfKind('stock.level')).filter(({ facility }) => ids.includes(facility));
        return { said, rows: rows.map(({ facility, key, payload }) => `${facility} ${key} ${payload}`).toSorted() };
      };
      expect(await run(postgres)).toEqual(await run(sqlite));
    }),
    { numRuns: 40 },
  );
});
