// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import StockScreen from '../../../renderer/features/inventory/StockScreen.tsx';
import { useStockView } from '../../../renderer/features/inventory/store.ts';
import ImportScreen from '../../../renderer/features/items/ImportScreen.tsx';
import { anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useStockView.setState({ filter: '', status: 'all', sort: 'name' }));

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const slow = { timeout: 10_000 };

test('an item is edited with all its fields and packs; what another desk saved meanwhile is shown and merged', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  showOnClinic(clinic, 'pharmacy-clerk', `/stock/${itemId}`, <StockScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit item' }));
  const form = await screen.findByRole('form', { name: 'Edit item' });
  type(within(form).getByRole('textbox', { name: 'Minimum' }), '200');
  type(within(form).getByRole('textbox', { name: 'Maximum' }), '100');
  fireEvent.submit(form);
  expect(await within(form).findByText('The maximum lies below the minimum.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Maximum' }), '900');
  type(within(form).getByRole('textbox', { name: 'Barcode (GTIN)' }), '9501101530004');
  expect(within(form).getByText(/A digit is mistyped/)).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Barcode (GTIN)' }), '9501101530003');
  fireEvent.click(within(form).getByRole('button', { name: 'Another pack' }));
  type(within(form).getByRole('textbox', { name: 'In pack 2' }), '10');

  const { isUnitFixed: _, ...card } = await clinic.call('doctor', 'items.get', { itemId });
  await clinic.call('pharmacist', 'items.update', { ...card, itemId, category: 'Antibiotics' });
  expect(await screen.findByText('Antibiotics', undefined, slow)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Take over and go on' }));
  fireEvent.submit(form);
  await waitFor(async () => {
    const now = await clinic.call('pharmacy-clerk', 'items.get', { itemId });
    expect(now).toMatchObject({ category: 'Antibiotics', minimum: 200, maximum: 900, packs: [{ gtin: '09501101530003', size: 100 }, { size: 10, gtin: null }] }); // prettier-ignore
  }, slow);
}, 30_000);

test('a list is chosen, its columns corrected, the wrong row read, the rest imported', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacy-clerk', '/stock-import', <ImportScreen />);
  const list = 'name,form,Anzahl\nParacetamol 500 mg,tablet,40\nMystery,,1\n';
  await screen.findByRole('button', { name: 'Choose a file' });
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  fireEvent.change(input, { target: { files: [new File([list], 'depot.csv', { type: 'text/csv' })] } });
  const columns = await screen.findByRole('table', { name: 'What the columns hold' }, slow);
  expect(within(columns).getByText('Paracetamol 500 mg · Mystery')).toBeTruthy();
  fireEvent.click(within(columns).getByRole('combobox', { name: 'What “Anzahl” holds' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Opening stock: quantity' }));
  const wrong = await screen.findByRole('table', { name: 'Rows that are left out' }, slow);
  expect(within(wrong).getByText(/The form is not said/)).toBeTruthy();
  const go = await screen.findByRole('button', { name: 'Import 1 item' });
  await waitFor(() => expect(go).toHaveProperty('disabled', false), slow);
  fireEvent.click(go);
  expect(
    await screen.findByText(/1 added, 0 updated, 0 as before, 1 lots of opening stock, 1 rows left out/, undefined, slow),
  ).toBeTruthy();
  expect((await clinic.call('pharmacy-clerk', 'inventory.items', {})).items).toMatchObject([{ name: 'Paracetamol 500 mg', onHand: 40 }]);
}, 30_000);
