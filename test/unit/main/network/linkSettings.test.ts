import { expect, test } from 'vitest';
import { chosenProxy } from '../../../../main/network/chosenProxy.ts';
import { interestOf } from '../../../../main/network/readLinkSettings.ts';
import { isProxyAddress } from '../../../../preload/contract/network.ts';
import { itemHash } from '../../../../sync/protocol/interest.ts';
import { anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const chosen = { radiusKm: 50, onlyOwnItems: true, isMetered: true, isPaused: true };

test('what people choose is kept, and what the hub is asked for follows from it, from the place and from the shelves', async () => {
  const clinic = await testClinic();
  const { facility } = clinic;
  const first = await clinic.call('administrator', 'network.settings', {});
  expect(first.settings).toEqual({ radiusKm: null, onlyOwnItems: false, isMetered: false, isPaused: false });
  expect(interestOf(facility)).toEqual({ area: null, items: null });

  await clinic.call('administrator', 'network.change', { settings: chosen, version: first.version });
  expect(await clinic.call('administrator', 'network.settings', {})).toMatchObject({ settings: chosen, version: first.version + 1 });
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'link_setting'`).pluck().get()).toBe(1);

  const itemId = await anItem(clinic);
  const key = facility.raw.prepare('SELECT product_key FROM item WHERE id = ?').pluck().get(itemId) as string;
  Object.assign(facility.self, { latitude: 0.35, longitude: 32.58 });
  const { area, items } = interestOf(facility);
  expect(area).toEqual({ latitude: 0.35, longitude: 32.58, radiusKm: 50 });
  expect(items).toContain(itemHash(key));
  // What somebody said is the same as ours is wanted as well.
  facility.raw
    .exec(`INSERT INTO peer_state VALUES ('o', 'stock.level', 'theirs', '{}', 'other product', 3, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z');
    INSERT INTO item_alias VALUES ('al', '${itemId}', 'o', 'theirs', '2026-11-22T08:00:00.000Z');`);
  expect(interestOf(facility).items).toContain(itemHash('other product'));

  Object.assign(facility.self, { latitude: null, longitude: null });
  expect(interestOf(facility).area).toBeNull();
  expect(await clinic.call('administrator', 'network.settings', {})).toMatchObject({ hasPlace: false });
});

test('whoever was slower changes nothing, nor does a radius that is none', async () => {
  const clinic = await testClinic();
  const { version } = await clinic.call('administrator', 'network.settings', {});
  await clinic.call('administrator', 'network.change', { settings: { ...chosen, isPaused: false }, version });
  const next = version + 1;
  const refusal = async (role: 'administrator' | 'pharmacy-clerk', settings: typeof chosen, at: number) => {
    const answer = await clinic.ask(role, 'network.change', { settings, version: at });
    return answer.ok ? 'done' : answer.error.code;
  };
  expect(await refusal('administrator', chosen, version)).toBe('version.conflict');
  expect(await refusal('administrator', { ...chosen, radiusKm: 0 }, next)).toBe('ipc.invalid_input');
  expect(await refusal('pharmacy-clerk', chosen, next)).toBe('auth.forbidden');
  expect(await clinic.call('administrator', 'network.settings', {})).toMatchObject({ settings: { isPaused: false }, version: next });
});

test('the proxy is kept with its password, which no answer and no audit line tells, and which goes to no other proxy', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  const password = 'open-sesame-7';
  const settings = { ...chosen, isPaused: false };
  const url = 'http://proxy.example:3128';
  const read = () => clinic.call('administrator', 'network.settings', {});
  const change = async (proxy?: { url: string; user: string; password?: string } | null) =>
    clinic.call('administrator', 'network.change', {
      settings,
      ...(proxy === undefined ? {} : { proxy }),
      version: (await read()).version,
    });
  expect((await read()).proxy).toBeNull();
  expect(chosenProxy(raw)).toBeNull();

  await change({ url, user: 'clinic', password });
  expect((await read()).proxy).toEqual({ url, user: 'clinic', hasPassword: true });
  await change(); // another form
  await change({ url, user: 'clinic' });
  expect(chosenProxy(raw)).toEqual({ url, user: 'clinic', password });
  await change({ url, user: 'clinic', password: 'other-sesame-8' });
  expect(chosenProxy(raw)?.password).toBe('other-sesame-8');
  await change({ url: 'http://elsewhere.example', user: 'clinic' });
  expect(chosenProxy(raw)).toEqual({ url: 'http://elsewhere.example', user: 'clinic', password: '' });
  await change(null);
  expect((await read()).proxy).toBeNull();

  const told = raw.prepare(`SELECT CAST(body AS TEXT) FROM audit_event WHERE resource = 'link_setting'`).pluck().all().join();
  expect(told).toContain('elsewhere.example');
  expect(told).not.toContain('sesame');
});

test('what is no address of a proxy is refused', async () => {
  const clinic = await testClinic();
  const { version } = await clinic.call('administrator', 'network.settings', {});
  for (const url of [
    'proxy.example:3128',
    'socks5://proxy',
    'http://',
    'http://proxy:0',
    'http://proxy:70000',
    'http://a:b@proxy',
    'http://a b',
  ]) {
    const answer = await clinic.ask('administrator', 'network.change', { settings: chosen, proxy: { url, user: '' }, version });
    expect(answer.ok ? 'done' : answer.error.code, url).toBe('ipc.invalid_input');
  }
  for (const url of ['http://10.0.0.1', 'https://proxy.example:443/', 'http://[fd00::1]:3128', 'http://péage:8080']) {
    expect(isProxyAddress(url), url).toBe(true);
  }
});
