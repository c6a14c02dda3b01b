import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../sync/hub/store/store.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { aFacility, publishText } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';

const rows = 300;

/** Counts how many batches of one facility are under way, and fails those it is told to. */
function watched(fails: (call: number) => Error | undefined) {
  const seen = { calls: 0, now: 0, most: 0 };
  const wrapStore = (store: HubStore): HubStore => ({
    ...store,
    keepOnce: async (...change) => {
      seen.most = Math.max(seen.most, ++seen.now);
      try {
        const failure = fails(++seen.calls);
        if (failure !== undefined) throw failure;
        return await store.keepOnce(...change);
      } finally {
        seen.now--;
      }
    },
  });
  return { seen, wrapStore };
}

test.each([
  ['when all goes well', () => undefined],
  ['when the database is away for one of them', (call: number) => (call === 9 ? new StoreUnavailable('away') : undefined)],
  ['when the hub breaks at every eleventh', (call: number) => (call % 11 === 0 ? new Error('broken') : undefined)],
])('several batches are under way at once, and each row is kept once, %s', async (_, fails) => {
  const { seen, wrapStore } = watched(fails);
  const hub = await aHub({ wrapStore });
  const [a, b] = [aFacility('A'), aFacility('B')];
  for (const each of [a, b]) {
    await each.enrol(hub.url, await hub.createEnrolmentCode());
    onTestFinished(each.stop);
  }
  for (let item = 0; item < rows; item++) a.setStock(`item-${item}`, item);
  publishText(a.raw, 'alert', 'not-ours', JSON.stringify({ facility: b.facility.id }), true);
  let slept = 0;
  const link = a.start({
    timing: { mostBatchRows: 5, leastRetryMs: 5, backoffMostMs: 20 },
    random: () => 0,
    log: () => void slept++,
  });
  b.start();
  await until('all is sent', () => link.status().state === 'online' && link.status().waiting === 0, 30_000);
  await until('all is read', () => Object.keys(b.sees(a)).length === rows, 30_000);
  expect(b.sees(a)).toEqual(Object.fromEntries(Array.from({ length: rows }, (__, item) => [`item-${item}`, item])));
  expect(seen.most).toBeGreaterThan(3);
  expect(a.outbox()).toEqual([]);
  expect(a.quarantine()).toEqual([{ kind: 'alert', key: 'not-ours', reason: 'hub.not_owner' }]);
  const known = (await hub.facilities()).find(({ id }) => id === a.facility.id);
  expect(known?.acknowledgedThrough).toBe(rows + 1); // and the profile
  expect(slept).toBe(0);
});
