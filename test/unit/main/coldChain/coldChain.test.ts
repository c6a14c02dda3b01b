import { expect, test } from 'vitest';
import { aLot, anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';
import { aBlob } from '../../../support/blobs.ts';

async function aFridge() {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { name: 'BCG vaccine', isColdChain: true, packSize: 10 });
  const lotId = await aLot(clinic, { itemId, lotNumber: 'B1', expiry: '2027-05-31', onHand: 40 });
  const { locationId } = await clinic.call('pharmacist', 'inventory.addLocation', { name: 'Vaccine fridge', kind: 'fridge', isDispensable: true });
  const store = (await clinic.call('pharmacist', 'inventory.item', { itemId })).lots[0]!;
  await clinic.call('pharmacist', 'inventory.moveLot', { lotId, locationId: store.locationId, to: locationId, quantity: 40, note: 'kept cold' });
  const status = async () => (await clinic.call('pharmacist', 'inventory.item', { itemId })).lots[0]?.status;
  return { clinic, itemId, lotId, locationId, status };
} // prettier-ignore

const later = (hours: number) => new Date(Date.parse('2026-11-21T08:00:00.000Z') + hours * 3_600_000).toISOString();

test('a reading out of range puts what lies there on hold; who decides lets it go or writes it off', async () => {
  const { clinic, locationId, status, itemId } = await aFridge();
  expect((await clinic.call('nurse', 'coldChain.list', {})).storages).toMatchObject([{ name: 'Vaccine fridge', state: 'unread', latest: null, lots: 1 }]);
  clinic.clock.now = later(1);
  expect(await clinic.call('nurse', 'coldChain.record', { locationId, celsius: 4.5 })).toEqual({ excursions: 0, held: 0 });
  clinic.clock.now = later(10);
  expect(await clinic.call('nurse', 'coldChain.record', { locationId, celsius: 11.5 })).toEqual({ excursions: 1, held: 1 });
  expect(await status()).toBe('on-hold');
  clinic.clock.now = later(12);
  expect(await clinic.call('nurse', 'coldChain.record', { locationId, celsius: 5 })).toEqual({ excursions: 0, held: 0 });
  const { excursions, storage } = await clinic.call('nurse', 'coldChain.storage', { locationId });
  expect(storage).toMatchObject({ state: 'good', openExcursions: 1 });
  expect(excursions).toMatchObject([{ kind: 'heat', extreme: 11.5, isTimed: false, endedAt: later(12), lots: [{ lotNumber: 'B1', onHand: 40 }] }]);
  const { excursionId, version } = excursions[0]!;
  expect(await clinic.ask('nurse', 'coldChain.conclude', { excursionId, conclusion: 'usable', note: 'short', version })).toMatchObject({ error: { code: 'auth.forbidden' } });
  await clinic.call('pharmacist', 'coldChain.conclude', { excursionId, conclusion: 'usable', note: 'stable for 24 hours at 25 degrees', version });
  expect(await status()).toBe('active');
  expect(await clinic.ask('pharmacist', 'coldChain.conclude', { excursionId, conclusion: 'discard', note: 'again', version })).toMatchObject({ error: { code: 'coldChain.concluded' } });
  clinic.clock.now = later(20);
  await clinic.call('nurse', 'coldChain.record', { locationId, celsius: -2 });
  const [frozen] = (await clinic.call('nurse', 'coldChain.storage', { locationId })).excursions;
  expect(await clinic.call('pharmacist', 'coldChain.conclude', { excursionId: frozen!.excursionId, conclusion: 'discard', note: 'frozen', version: frozen!.version })).toEqual({ released: 0, writtenOff: 40 });
  expect((await clinic.call('pharmacist', 'inventory.item', { itemId })).item.onHand).toBe(0);
}); // prettier-ignore

test('one reading a minute, none from the future, none of a place that is not kept cold', async () => {
  const { clinic, locationId, itemId } = await aFridge();
  await clinic.call('nurse', 'coldChain.record', { locationId, celsius: 4 });
  expect(await clinic.ask('nurse', 'coldChain.record', { locationId, celsius: 9 })).toMatchObject({ error: { code: 'coldChain.already_read', data: { celsius: 4 } } });
  expect(await clinic.ask('nurse', 'coldChain.record', { locationId, celsius: 4, at: later(2) })).toMatchObject({ error: { code: 'date.in_future' } });
  expect(await clinic.ask('nurse', 'coldChain.record', { locationId: itemId, celsius: 4 })).toMatchObject({ error: { code: 'not_found' } });
}); // prettier-ignore

test('a logger is read in once, also from the same file twice; the preview says what it would find', async () => {
  const { clinic, locationId, status } = await aFridge();
  const rows = Array.from({ length: 200 }, (_, at) => {
    const when = later(1 + at / 6);
    return `${when.slice(0, 10)},${when.slice(11, 16)},${at >= 60 && at < 150 ? 10.4 : 5}`;
  });
  clinic.clock.now = later(48);
  const blobId = await aBlob(clinic, 'pharmacist', Buffer.from(['Date,Time,Temp', ...rows].join('\n')), 'fridge.csv');
  expect(await clinic.call('pharmacist', 'coldChain.previewImport', { locationId, blobId })).toMatchObject({ readings: 200, known: 0, badRows: 0, lowest: 5, highest: 10.4, inFuture: 0, excursions: [{ kind: 'heat', startedAt: later(11), endedAt: later(26), isTimed: true }] });
  expect(await clinic.call('pharmacist', 'coldChain.import', { locationId, blobId })).toEqual({ added: 200, excursions: 1, held: 1 });
  expect(await status()).toBe('on-hold');
  expect(await clinic.call('pharmacist', 'coldChain.import', { locationId, blobId })).toEqual({ added: 0, excursions: 0, held: 0 });
  expect((await clinic.call('nurse', 'coldChain.storage', { locationId })).readings).toHaveLength(200);
  clinic.clock.now = later(0);
  expect(await clinic.ask('pharmacist', 'coldChain.import', { locationId, blobId })).toMatchObject({ error: { code: 'date.in_future' } });
}); // prettier-ignore

test('a vaccine vial monitor at the discard point puts the lot on hold, and never goes back', async () => {
  const { clinic, lotId, locationId, status } = await aFridge();
  expect(await clinic.call('nurse', 'coldChain.checkVvm', { lotId, stage: 2 })).toEqual({ isHeld: false });
  expect(await clinic.call('nurse', 'coldChain.checkVvm', { lotId, stage: 3 })).toEqual({ isHeld: true });
  expect(await status()).toBe('on-hold');
  expect(await clinic.ask('nurse', 'coldChain.checkVvm', { lotId, stage: 1 })).toMatchObject({ error: { code: 'coldChain.vvm_earlier', data: { stage: 3 } } });
  expect((await clinic.call('nurse', 'coldChain.storage', { locationId })).lots).toMatchObject([{ lotNumber: 'B1', vvm: { stage: 3 } }]);
}); // prettier-ignore

test('the facility sets its own range', async () => {
  const { clinic, locationId } = await aFridge();
  const limits = { low: -25, high: -15, heatMinutes: 60, freezeMinutes: 60 };
  expect(await clinic.call('manager', 'coldChain.setLimits', { locationId, limits, version: 0 })).toEqual({ version: 1 });
  expect(await clinic.ask('manager', 'coldChain.setLimits', { locationId, limits, version: 0 })).toMatchObject({ error: { code: 'version.conflict', data: { found: 1 } } });
  await clinic.call('nurse', 'coldChain.record', { locationId, celsius: -20 });
  expect((await clinic.call('nurse', 'coldChain.list', {})).storages).toMatchObject([{ state: 'good', isProposed: false, limits }]);
  expect(await clinic.ask('manager', 'coldChain.setLimits', { locationId, limits: { ...limits, low: 5, high: 2 }, version: 1 })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
}); // prettier-ignore
