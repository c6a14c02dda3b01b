import { expect, onTestFinished, test } from 'vitest';
import type { LinkStatus } from '../../sync/client/status.ts';
import { endKey } from '../../sync/hub/keys.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
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

test('an error is shown while it lasts and not after: never beside a line that works, never gone while the line is refused', async () => {
  let store: HubStore | undefined;
  const hub = await aHub();
  const facility = aFacility('A');
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  const told: LinkStatus[] = [];
  const start = () => facility.start({ onStatus: (status) => void told.push(status) });
  let link = start();
  await until('it is online', () => link.status().state === 'online');
  await hub.stop();
  await until('it is said', () => link.status().lastError?.code === 'hub.unreachable');
  const again = await aHub({ dataDir: hub.dataDir, port: hub.port, wrapStore: (inner) => (store = inner) });
  await until('it is online again', () => link.status().state === 'online');
  expect(link.status().lastError).toBeNull();
  await facility.stop();
  await endKey(store!);
  link = start();
  await until('it is refused', () => link.status().state === 'refused');
  await facility.enrol(hub.url, await again.createEnrolmentCode(facility.facility.id));
  link.reconnect();
  await until('it is online again', () => link.status().state === 'online');
  const sayings = told.map(({ state, lastError }) => `${state} ${lastError?.code ?? 'well'}`);
  expect(sayings).toContain('refused hub.wrong_identity');
  expect(sayings.filter((saying) => /^(?:online (?!well)|refused well)/.test(saying))).toEqual([]);
  await facility.stop();
  told.length = 0;
  link = start();
  await until('it is online', () => link.status().state === 'online');
  expect(told.map(({ lastError }) => lastError)).toEqual(told.map(() => null));
});
