import { expect, test } from 'vitest';
import { interestOf } from '../../../../main/network/readLinkSettings.ts';
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
