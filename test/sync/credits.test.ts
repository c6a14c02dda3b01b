import { expect, test } from 'vitest';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { greetAs } from '../support/sync/rawClient.ts';

const pull = { t: 'pull', cursor: 0, limit: 10 };

test('whoever asks more at once than it was granted is told so by name and counted, and what it was granted is answered', async () => {
  const slowly = (store: HubStore): HubStore => ({
    ...store,
    async page(...asked) {
      await new Promise((resolve) => void setTimeout(resolve, 20));
      return store.page(...asked);
    },
  });
  const hub = await aHub({ wrapStore: slowly });
  const facility = aFacility('A');
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  const { client, answer } = await greetAs(hub.url, facility, { protocol: 5 });
  expect(answer).toMatchObject({ t: 'welcome', credits: 16 });
  for (let asked = 0; asked < 24; asked++) client.send(pull);
  const answers = [];
  for (let asked = 0; asked < 24; asked++) answers.push(await client.next());
  const refused = answers.filter((each) => each?.t === 'error');
  expect(refused).toHaveLength(8);
  for (const each of refused) expect(each).toEqual({ t: 'error', code: 'hub.over_credit', retryAfterMs: 1000, fatal: false });
  expect(hub.metrics.read('over_credit_total')).toBe(refused.length);
  expect(await client.ask({ t: 'ping', clock: '' })).toMatchObject({ t: 'pong' });
  client.end();

  const { client: older, answer: welcome } = await greetAs(hub.url, facility, { protocol: 4, numbered: 0 });
  expect(welcome).not.toHaveProperty('credits');
  for (let asked = 0; asked < 24; asked++) older.send(pull);
  for (let asked = 0; asked < 24; asked++) expect(await older.next()).toMatchObject({ t: 'page' });
  older.end();
});

test('the link asks no more at once than the hub grants, and everything is sent and read even so', async () => {
  const hub = await aHub();
  const [a, b] = [aFacility('A'), aFacility('B')];
  for (const facility of [a, b]) await facility.enrol(hub.url, await hub.createEnrolmentCode());
  for (let item = 0; item < 60; item++) for (const facility of [a, b]) facility.setStock(`item-${item}`, item);
  for (const facility of [a, b]) facility.start({ timing: { mostBatchRows: 5, pageRows: 5, pingMs: 2, lookMs: 3 } });
  await until('all is there', () => [a, b].every((facility) => facility.outbox().length === 0));
  await until('all is read', () => Object.keys(a.sees(b)).length === 60 && Object.keys(b.sees(a)).length === 60);
  expect(hub.metrics.read('over_credit_total')).toBe(0);
});
