import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherTurn } from '../../../sync/hub/store/gatherTurn.ts';
import { openHubFile, storeOn } from '../../../sync/hub/store/sqlite.ts';
import { sha256Hex } from '../../../sync/security/tokens.ts';

const at = '2026-11-22T08:00:00.000Z';
const changes = (first: number, count: number, payload = '{}') =>
  Array.from({ length: count }, (_, index) => ({
    number: first + index,
    kind: 'note',
    key: `key ${first + index}`,
    payload,
    sha256: sha256Hex(payload),
  }));

test('what comes in one turn is one run; one that fails for a reason of its own is tried alone', async () => {
  const runs: number[][] = [];
  const ask = gatherTurn((inputs: readonly number[]) => {
    runs.push([...inputs]);
    if (inputs.includes(3)) throw new Error('full');
    return inputs.map((input) => () => {
      if (input === 2) throw new Error('refused');
      return input * 10;
    });
  }, setImmediate);
  const first = await Promise.allSettled([ask(1), ask(2), ask(4)]);
  expect(first.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([10, 'Error: refused', 40]);
  const second = await Promise.allSettled([ask(5), ask(3)]);
  expect(second.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(runs).toEqual([[1, 2, 4], [5, 3], [5], [3]]);
});

test('batches that come together are one commit; a fork, a lost place and a stranger are undone alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-gather-'));
  const file = openHubFile(folder);
  const store = storeOn(file, 'Hub');
  try {
    const [a, b] = [randomUUID(), randomUUID()];
    for (const [index, id] of [a, b].entries()) {
      await store.addCode({ id, proofKey: '', createdAt: at, expiresAt: at, usedAt: null, replaces: null });
      await store.enrol({ id, code: `F${index}`, name: 'F', epoch: id, publicKey: 'key' }, id, at);
    }
    const { epoch: hubEpoch } = await store.identity();
    const place = await store.takePlace(b, { epoch: b, hubEpoch, node: 'n', at, clockSkewMs: null });
    await store.keepOnce(a, changes(1, 3), at);
    const commits = () => file.prepare<[], number>('SELECT count(*) FROM kept').pluck().get()!;
    const together = Promise.allSettled([
      store.keepOnce(a, changes(4, 3), at),
      store.keepOnce(a, [...changes(7, 2), ...changes(2, 1, '{"other":1}')], at),
      store.keepOnce(b, changes(1, 2), at, place.session - 1),
      store.keepOnce(randomUUID(), changes(1, 2), at),
      store.keepOnce(b, changes(1, 5), at, place.session),
      store.keepOnce(a, changes(7, 1), at), // after its fork, from the same sender: not kept either
      store.keepOnce(b, changes(6, 1), at, place.session),
    ]);
    expect(commits()).toBe(3);
    expect(
      (await together).map((each) => (each.status === 'fulfilled' ? each.value.through : (each.reason as { code: string }).code)),
    ).toEqual([6, 'hub.fork', 'hub.replaced', 'hub.unknown_facility', 5, 'hub.fork', 6]);
    expect(commits()).toBe(12);
    expect((await store.counts()).rows).toBe(12);
    const page = await store.page(b, 0, 100, 1e6);
    expect(page.rows.map(({ cursor }) => cursor)).toEqual([1, 2, 3, 4, 5, 6]);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
