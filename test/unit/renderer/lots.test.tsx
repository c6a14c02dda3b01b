// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import PlacesScreen from '../../../renderer/features/inventory/PlacesScreen.tsx';
import StockScreen from '../../../renderer/features/inventory/StockScreen.tsx';
import { useStockView } from '../../../renderer/features/inventory/store.ts';
import DispensingScreen from '../../../renderer/features/dispensing/DispensingScreen.tsx';
import { aLot, anItem, aPrescription } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useStockView.setState({ filter: '', status: 'all', sort: 'name' }));

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('a lot is put on hold with a reason, which stands under the lots, and is released again', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, lotNumber: 'A1', expiry: '2028-01-31', onHand: 40 });
  showOnClinic(clinic, 'pharmacist', `/stock/${itemId}`, <StockScreen />);
  const act = async (name: string) => {
    fireEvent.click(await screen.findByRole('button', { name: 'More for lot A1' }));
    fireEvent.click(await screen.findByRole('menuitem', { name }));
  };
  await act('Put on hold');
  const form = await screen.findByRole('form', { name: 'Put lot A1 on hold' });
  fireEvent.submit(form);
  expect(within(form).getByText('Say why, in a few words.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Why' }), 'fridge was warm');
  fireEvent.submit(form);
  expect(await screen.findByText(/Lot A1 is on hold: fridge was warm \(Test pharmacist/)).toBeTruthy();
  expect((await clinic.call('pharmacist', 'inventory.item', { itemId })).item.usable).toBe(0);

  await act('Release');
  const release = await screen.findByRole('form', { name: 'Release lot A1' });
  type(within(release).getByRole('textbox', { name: 'Why' }), 'was measured again');
  fireEvent.submit(release);
  await waitFor(async () => expect((await clinic.call('pharmacist', 'inventory.item', { itemId })).item.usable).toBe(40));
});

test('the day is asked only of who may enter an earlier one', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, lotNumber: 'A1', expiry: '2028-01-31', onHand: 40 });
  showOnClinic(clinic, 'pharmacist', `/stock/${itemId}`, <StockScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Adjust lot A1' }));
  expect(await screen.findByLabelText('Happened on')).toBeTruthy();
  cleanup();
  showOnClinic(clinic, 'pharmacy-clerk', `/stock/${itemId}`, <StockScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Adjust lot A1' }));
  expect(await screen.findByRole('form', { name: 'Adjust lot A1' })).toBeTruthy();
  expect(screen.queryByLabelText('Happened on')).toBeNull();
});

test('a place is added by name', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacist', '/stock-places', <PlacesScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Add a place' }));
  const form = await screen.findByRole('form', { name: 'Add a place' });
  fireEvent.submit(form);
  expect(within(form).getByText('Type a name of at least two letters.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Name' }), 'Shelf A');
  fireEvent.submit(form);
  await waitFor(async () =>
    expect((await clinic.call('pharmacist', 'inventory.locations', {})).locations.map(({ name }) => name)).toEqual([
      'Pharmacy store',
      'Shelf A',
    ]),
  );
});

test('at the counter what does not last through the treatment is said, and another lot asks why', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, lotNumber: 'SHORT', expiry: '2026-11-23', onHand: 50 });
  await aLot(clinic, { itemId, lotNumber: 'LONG', expiry: '2028-01-31', onHand: 50 });
  await aPrescription(clinic, { itemId, directions: '1 capsule three times a day', quantity: 21 });
  showOnClinic(clinic, 'pharmacist', '/dispensing', <DispensingScreen />);
  fireEvent.click(await screen.findByText('Tettebi, Kofi'));
  expect(await screen.findByText(/At 3 capsules a day this lasts through 27 Nov 2026/)).toBeTruthy();
  expect(screen.getByText(/Lot SHORT expires on 23 Nov 2026: 12 capsules of it stay on the shelf/)).toBeTruthy();
  fireEvent.click(await screen.findByRole('combobox', { name: 'Take from' }));
  fireEvent.click(await screen.findByText('LONG, 50 there'));
  const why = await screen.findByRole('textbox', { name: /Why not the lot that expires first/ });
  fireEvent.click(screen.getByRole('button', { name: 'Hand over Amoxicillin 500 mg capsule' }));
  expect(await screen.findByText('Write why, in a few words.')).toBeTruthy();
  expect(clinic.count('medication_dispense')).toBe(0);
  type(why, 'goes on a journey');
  fireEvent.click(screen.getByRole('button', { name: 'Hand over Amoxicillin 500 mg capsule' }));
  await waitFor(() => expect(clinic.count('medication_dispense')).toBe(1));
  expect(clinic.facility.raw.prepare('SELECT lot_reason FROM medication_dispense').pluck().get()).toBe('goes on a journey');
});
