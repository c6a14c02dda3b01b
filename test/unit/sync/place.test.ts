import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHubFile, storeOn } from '../../../sync/hub/store/sqlite.ts';
import { aFolder } from '../../support/sync/hub.ts';
import { aMember, at } from '../../support/sync/stores.ts';

test('a place is taken and left without waiting for the disk, and whatever is acknowledged after it waits again', async () => {
  const file = openHubFile(aFolder());
  const store = storeOn(file, 'Hub');
  const waits = () => file.pragma('synchronous', { simple: true });
  const { id, epoch } = await aMember(store, 'AAAAAA');
  const place = { epoch, hubEpoch: (await store.identity()).epoch, node: randomUUID(), at, clockSkewMs: 0 };

  const { session } = await store.takePlace(id, place);
  expect(waits()).toBe(2); // FULL
  await expect(store.takePlace(id, { ...place, hubEpoch: randomUUID() })).rejects.toThrow('hub.restored');
  expect(waits()).toBe(2);
  await store.leavePlace(id, session, at);
  expect(waits()).toBe(2);
  expect((await store.findFacility(id))?.node).toBeNull();
  await store.close();
});
