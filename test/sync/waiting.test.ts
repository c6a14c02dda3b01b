import { expect, test } from 'vitest';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';

test('what waits is told while the hub has not yet answered, and a burst is counted a few times only', async () => {
  let answer: (() => void) | undefined;
  const held = new Promise<void>((resolve) => void (answer = resolve));
  let isHeld = false;
  const hub = await aHub({
    wrapStore: (store) => ({
      ...store,
      async keepOnce(...given) {
        if (isHeld) await held;
        return store.keepOnce(...given);
      },
    }),
  });
  const facility = aFacility('A');
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  const told: number[] = [];
  const link = facility.start({ onStatus: ({ waiting }) => void told.push(waiting) });
  await until('all is sent', () => link.status().state === 'online' && facility.outbox().length === 0);
  isHeld = true;
  told.length = 0;
  for (let item = 0; item < 300; item++) facility.setStock(`item ${item}`, item);
  await until('it is told', () => link.status().waiting === 300);
  expect(link.status().state).toBe('online');
  expect(told.length).toBeLessThan(5);
  answer!();
  await until('nothing waits', () => link.status().waiting === 0);
  expect(facility.outbox()).toEqual([]);
  await facility.stop();
});
