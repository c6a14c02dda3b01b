import { expect, onTestFinished, test } from 'vitest';
import { announceKey, changeKey, endKey } from '../../sync/hub/keys.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { announcementTranscript } from '../../sync/protocol/transcript.ts';
import { newEd25519, sign } from '../../sync/security/keys.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';

const now = '2026-11-22T08:00:00.000Z';

/** A hub and its store, as a command beside it has it. */
async function aHubWithStore() {
  let store: HubStore | undefined;
  const hub = await aHub({ wrapStore: (inner) => (store = inner) });
  const oldKey = (await store!.identity()).publicKey;
  const enrolled = async (name: string) => {
    const facility = aFacility(name);
    await facility.enrol(hub.url, await hub.createEnrolmentCode());
    onTestFinished(facility.stop);
    return facility;
  };
  return { hub, store: store!, oldKey, enrolled };
}

const keysOf = (facility: ReturnType<typeof aFacility>) =>
  facility.raw.prepare('SELECT hub_public_key AS present, hub_next_key AS next FROM hub_link').get() as { present: string; next: string };

async function connect(facility: ReturnType<typeof aFacility>): Promise<void> {
  const link = facility.start();
  await until('it is online', () => link.status().state === 'online');
  await facility.stop();
}

test('a facility hears of the next key and accepts it; one that was away follows the announcements; rows go on', async () => {
  const { hub, store, oldKey, enrolled } = await aHubWithStore();
  const [heard, away] = [await enrolled('Heard'), await enrolled('Away')];
  const { next } = await announceKey(store, now);
  await expect(announceKey(store, now)).rejects.toThrow('hub.key_announced');
  await connect(heard);
  expect(keysOf(heard)).toEqual({ present: oldKey, next });
  await changeKey(store, now);
  await expect(changeKey(store, now)).rejects.toThrow('hub.key_not_announced');
  await connect(heard);
  expect(keysOf(heard)).toEqual({ present: next, next: null });

  const { next: third } = await announceKey(store, now);
  await changeKey(store, now);
  const { next: fourth } = await announceKey(store, now);
  away.setStock('item-1', 7);
  const link = away.start();
  await until('it sent', () => link.status().state === 'online' && link.status().waiting === 0);
  expect(keysOf(away)).toEqual({ present: third, next: fourth });
  expect((await hub.rows('stock.level')).map(({ key }) => key)).toEqual(['item-1']);
});

test('what a hub restored from before its key change knows is still read: its own seal stays', async () => {
  const { hub, store, enrolled } = await aHubWithStore();
  const a = await enrolled('A');
  await connect(a);
  const witness = () => a.raw.prepare('SELECT hub_witness FROM hub_link').pluck().get() as string;
  const before = await store.sealKey();
  await announceKey(store, now);
  await changeKey(store, now);
  expect(await store.sealKey()).toBe(before);
  const { port, dataDir } = hub;
  await hub.stop();
  await aHub({ dataDir, port });
  const old = witness();
  await connect(a);
  expect(witness().split('.')[0]).toBe(old.split('.')[0]); // no new epoch
});

test('a code that was made before the key changed still enrols', async () => {
  const { hub, store } = await aHubWithStore();
  const code = await hub.createEnrolmentCode();
  await announceKey(store, now);
  const { present } = await changeKey(store, now);
  const a = aFacility('A');
  await a.enrol(hub.url, code);
  expect(keysOf(a).present).toBe(present);
});

test('who stole the key that was announced away from is refused by whoever heard the announcement, and a forged step by everybody', async () => {
  const { hub, store, oldKey, enrolled } = await aHubWithStore();
  const [heard, away] = [await enrolled('Heard'), await enrolled('Away')];
  const { privateKey: stolen } = await store.identity();
  await announceKey(store, now);
  await connect(heard);
  await hub.stop();

  const thief = newEd25519();
  const step = (key: string) => ({
    from: oldKey,
    to: thief.publicKey,
    signature: sign(key, announcementTranscript(oldKey, thief.publicKey)),
  });
  let steps = [step(stolen)];
  await aHub({
    port: hub.port,
    dataDir: hub.dataDir,
    wrapStore: (inner) => ({
      ...inner,
      identity: async () => ({ ...(await inner.identity()), ...thief }),
      keySteps: async () => steps,
    }),
  });
  const first = heard.start();
  await until('it refuses', () => first.status().state === 'refused');
  expect(first.status().lastError?.code).toBe('hub.wrong_identity');
  steps = [step(newEd25519().privateKey)];
  const second = away.start();
  await until('the forged step is refused', () => second.status().state === 'refused');
  expect(second.status().lastError?.code).toBe('hub.wrong_identity');
  expect(keysOf(away).present).toBe(oldKey);
});

test('a stolen key is ended: nobody takes this hub for the former one, and a new code for the same facility joins it', async () => {
  const { hub, store, enrolled } = await aHubWithStore();
  const a = await enrolled('A');
  await connect(a);
  const early = await hub.createEnrolmentCode();
  const { present } = await endKey(store);
  const link = a.start();
  await until('it refuses', () => link.status().state === 'refused');
  expect(link.status().lastError?.code).toBe('hub.wrong_identity');
  await a.stop();
  await expect(aFacility('B').enrol(hub.url, early)).rejects.toThrow('hub.wrong_identity');
  a.setStock('item-1', 3);
  await a.enrol(hub.url, await hub.createEnrolmentCode(a.facility.id));
  expect(keysOf(a).present).toBe(present);
  const again = a.start();
  await until('it sends', () => again.status().state === 'online' && again.status().waiting === 0);
  expect(await hub.rows('stock.level')).toHaveLength(1);
});
