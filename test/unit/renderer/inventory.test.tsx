// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import StockScreen from '../../../renderer/features/inventory/StockScreen.tsx';
import { useStockView } from '../../../renderer/features/inventory/store.ts';
import { aLot, anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useStockView.setState({ filter: '', status: 'all', sort: 'name' }));

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('a delivery counted in packs is shown back in capsules, stands on the bin card, and can be reversed with a reason', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { packSize: 100 });
  showOnClinic(clinic, 'pharmacy-clerk', `/stock/${itemId}`, <StockScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Receive' }));
  const form = screen.getByRole('form', { name: 'Receive stock' });
  type(within(form).getByRole('textbox', { name: 'Lot number' }), 'AB1');
  type(within(form).getByRole('textbox', { name: 'Expiry' }), '11/2027');
  type(within(form).getByRole('textbox', { name: 'Quantity' }), '3');
  expect(within(form).getByText('3 packs × 100 = 300 capsules')).toBeTruthy();
  expect(within(form).getByText(/30 Nov 2027/)).toBeTruthy();
  fireEvent.click(within(form).getByRole('button', { name: 'Receive 300 capsules' }));

  const card = await screen.findByRole('table', { name: 'Bin card' });
  expect(within(card).getByText('+300')).toBeTruthy();
  expect(within(card).getByText('Test pharmacy-clerk')).toBeTruthy();
  expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).lots).toMatchObject([
    { lotNumber: 'AB1', expiry: '2027-11-30', onHand: 300 },
  ]);

  fireEvent.click(within(card).getByRole('button', { name: 'Reverse' }));
  const dialog = await screen.findByRole('dialog', { name: 'Reverse this movement?' });
  expect(dialog.textContent).toContain('On hand becomes 0');
  const confirm = within(dialog).getByRole('button', { name: 'Reverse 300 capsules' });
  expect(confirm).toHaveProperty('disabled', true);
  type(within(dialog).getByRole('textbox', { name: 'Why is it reversed?' }), 'wrong delivery');
  fireEvent.click(confirm);
  await waitFor(async () => expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).item.onHand).toBe(0));
});

test('a form that lacks something says so beside the field and sends nothing', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const before = clinic.count('stock_movement');
  showOnClinic(clinic, 'pharmacy-clerk', `/stock/${itemId}`, <StockScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Receive' }));
  const form = screen.getByRole('form', { name: 'Receive stock' });
  type(within(form).getByRole('textbox', { name: 'Expiry' }), '13/2027');
  fireEvent.submit(form);
  expect(within(form).getByText('Type the lot number that is printed on the pack.')).toBeTruthy();
  expect(within(form).getByText(/Type month and year as printed/)).toBeTruthy();
  expect(within(form).getByText('Type how many came in.')).toBeTruthy();
  expect(clinic.count('stock_movement')).toBe(before);
});

test('an expired lot is told by a word, and its adjustment proposes to take it off', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, lotNumber: 'OLD1', expiry: '2026-10-31', onHand: 40 });
  showOnClinic(clinic, 'pharmacy-clerk', `/stock/${itemId}`, <StockScreen />);
  const lots = await screen.findByRole('table', { name: 'Lots' });
  expect(within(lots).getByText('Expired 31 Oct 2026')).toBeTruthy();
  fireEvent.click(within(lots).getByRole('button', { name: 'Adjust lot OLD1' }));
  const form = screen.getByRole('form', { name: 'Adjust lot OLD1' });
  fireEvent.submit(form);
  expect(within(form).getByText('Say what happened, in a few words.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'What happened' }), 'expired, to be burnt');
  fireEvent.click(within(form).getByRole('button', { name: 'Take off 40 capsules' }));
  await waitFor(async () => expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).item.onHand).toBe(0));
});

test('the list narrows in the database, says its filter, and clears it', async () => {
  const clinic = await testClinic();
  await anItem(clinic, { name: 'Amoxicillin 250 mg capsule' });
  await anItem(clinic, { name: 'Zinc 20 mg tablet' });
  showOnClinic(clinic, 'pharmacy-clerk', '/stock', <StockScreen />);
  await screen.findByText('2 rows');
  type(screen.getByRole('textbox', { name: 'Find a medicine' }), 'zinc');
  await screen.findByText('1 row');
  expect(screen.getByText('Filter: zinc')).toBeTruthy();
  type(screen.getByRole('textbox', { name: 'Find a medicine' }), 'zincx');
  await screen.findByText('No item fits');
  const [clear] = screen.getAllByRole('button', { name: 'Clear the filter' });
  fireEvent.click(clear as HTMLElement);
  await screen.findByText('2 rows');
});

test('who may only read the stock sees no act that changes it', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2027-11-30', onHand: 40 });
  showOnClinic(clinic, 'doctor', `/stock/${itemId}`, <StockScreen />);
  await screen.findByRole('table', { name: 'Bin card' });
  for (const name of ['Receive', 'Set reorder level', 'Add item', 'Reverse', /^Adjust/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.getByRole('button', { name: 'Who near me has it?' })).toBeTruthy();
});
