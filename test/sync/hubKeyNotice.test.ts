import { expect, test } from 'vitest';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { announceKey, changeKey, endKey } from '../../sync/hub/keys.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { fingerprintOf } from '../../sync/security/keys.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { testClinic } from '../support/testContext.ts';

const now = '2026-11-21T08:00:00.000Z';
const later = '2026-11-23T09:30:00.000Z';

async function aJoinedClinic() {
  let store: HubStore | undefined;
  const hub = await aHub({ wrapStore: (inner) => (store = inner) });
  const clinic = await testClinic();
  await enrolFacility(clinic.facility, hub.url, await hub.createEnrolmentCode());
  const { network } = clinic.facility;
  const connect = async () => {
    await network.stop();
    network.start();
    await until('it is online', () => network.status().link === 'online');
  };
  await connect();
  const key = async () => (await clinic.call('pharmacy-clerk', 'network.hubKey', {})).key!;
  const audited = async () =>
    (await clinic.call('auditor', 'audit.list', { resource: 'hub_key' })).rows.map(
      ({ action, actorName, resourceId }) => `${actorName}: ${action} ${resourceId}`,
    );
  return { hub, store: store!, clinic, connect, key, audited };
}

test('a clinic is told that its hub announced a key and then changed to it, until a person has compared it', async () => {
  const { store, clinic, connect, key, audited } = await aJoinedClinic();
  const first = fingerprintOf((await store.identity()).publicKey);
  expect(first).toMatch(/^(?:[0-9A-F]{4} ?){4}$/);
  expect(await key()).toEqual({ fingerprint: first, since: now, former: null, checkedAt: null, next: null });

  const second = fingerprintOf((await announceKey(store, now)).next);
  await connect();
  await connect(); // heard once
  expect(await key()).toMatchObject({ fingerprint: first, former: null, next: { fingerprint: second, heardAt: now } });
  expect(await audited()).toEqual([`hub link: hear-key ${second}`]);

  await changeKey(store, later);
  clinic.clock.now = later;
  await connect();
  await connect();
  expect(await key()).toEqual({ fingerprint: second, since: later, former: first, checkedAt: null, next: null });
  expect(await audited()).toEqual([`hub link: follow-key ${second}`, `hub link: hear-key ${second}`]);
  expect(
    clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'hub_key' AND body IS NOT NULL`).pluck().get(),
  ).toBe(0);
  expect(verifyAudit(clinic.facility.raw, headVerifier(clinic.facility.dataDir)).ok).toBe(true);

  const refusal = async (role: 'administrator' | 'pharmacy-clerk', fingerprint: string) => {
    const answer = await clinic.ask(role, 'network.confirmKey', { fingerprint });
    return answer.ok ? 'done' : answer.error.code;
  };
  expect(await refusal('pharmacy-clerk', second)).toBe('auth.forbidden');
  expect(await refusal('administrator', first)).toBe('version.conflict'); // that one was looked at before
  expect((await key()).checkedAt).toBeNull();
  expect(await refusal('administrator', second)).toBe('done');
  expect((await key()).checkedAt).toBe(later);
  await connect();
  expect((await key()).checkedAt).toBe(later);
  const [line] = (await clinic.call('auditor', 'audit.list', { resource: 'hub_key' })).rows;
  expect(line).toMatchObject({ action: 'compare', actorKind: 'user', resourceId: second });

  // Away while the hub announced, changed and announced again: the next change is told anew.
  const third = fingerprintOf((await announceKey(store, later)).next);
  await changeKey(store, later);
  const fourth = fingerprintOf((await announceKey(store, later)).next);
  await connect();
  expect(await key()).toMatchObject({ fingerprint: third, former: second, checkedAt: null, next: { fingerprint: fourth, heardAt: later } });
});

test('a key that nothing leads to is refused by name, nothing is taken over, and a new code joins again', async () => {
  const { hub, store, clinic, key, audited } = await aJoinedClinic();
  const { network, self } = clinic.facility;
  const before = await key();
  const { present } = await endKey(store);
  await network.stop();
  network.start();
  await until('it refuses', () => network.status().link === 'refused');
  expect(network.status().lastError?.code).toBe('hub.wrong_identity');
  expect(await key()).toEqual(before);
  expect(await audited()).toEqual([]);
  await enrolFacility(clinic.facility, hub.url, await hub.createEnrolmentCode(self.id));
  expect(await key()).toMatchObject({ fingerprint: fingerprintOf(present), former: null, since: now });
  await until('it is online', () => network.status().link === 'online');
});
