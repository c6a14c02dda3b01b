// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Route } from 'wouter';
import OrdersScreen from '../../../renderer/features/orders/OrdersScreen.tsx';
import RequisitionsScreen from '../../../renderer/features/requisitions/RequisitionsScreen.tsx';
import SuppliersScreen from '../../../renderer/features/suppliers/SuppliersScreen.tsx';
import { aLot, anItem } from '../../support/factories.ts';
import { anOrder, aSupplier, orderOf } from '../../support/orders.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('an order is approved from its card by somebody else, and the timeline says who', async () => {
  const clinic = await testClinic();
  const [supplierId, itemId] = [await aSupplier(clinic), await anItem(clinic)];
  const { orderId } = await anOrder(clinic, { supplierId, itemId });
  showOnClinic(clinic, 'pharmacist', `/orders/${orderId}`, <Route path="/orders/:orderId?" component={OrdersScreen} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  await screen.findByText('21 Nov 2026, 08:00, Test pharmacist');
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'approved' });
  expect(screen.getByRole('button', { name: 'Send by e-mail' })).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  const dialog = await screen.findByRole('dialog');
  type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'ordered twice');
  fireEvent.click(within(dialog).getByRole('button', { name: /^Cancel order B-/ }));
  await waitFor(async () => expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'cancelled' }));
});

test('an order without supplier, item or packs says so and sends nothing', async () => {
  const clinic = await testClinic();
  await aSupplier(clinic);
  showOnClinic(clinic, 'pharmacy-clerk', '/orders/new', <Route path="/orders/:orderId?" component={OrdersScreen} />);
  fireEvent.submit(await screen.findByRole('form', { name: 'New order' }));
  await screen.findByText('Choose whom to order from.');
  expect(screen.getByText('Add at least one item.')).toBeTruthy();
  expect(clinic.count('purchase_order')).toBe(0);
});

test('a supplier says that nothing is measured yet; a profile that somebody else changed meanwhile is shown, not written over', async () => {
  const clinic = await testClinic();
  const supplierId = await aSupplier(clinic);
  showOnClinic(clinic, 'pharmacist', `/suppliers/${supplierId}`, <Route path="/suppliers/:supplierId?" component={SuppliersScreen} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Change' }));
  expect(screen.getAllByText('no history yet').length).toBeGreaterThanOrEqual(3);
  const form = screen.getByRole('form', { name: 'Supplier' });
  type(within(form).getByRole('textbox', { name: 'Phone' }), '+233 1');
  const { profile } = await clinic.call('manager', 'suppliers.get', { supplierId });
  await clinic.call('manager', 'suppliers.amend', { supplierId, version: 1, profile: { ...profile, paymentTerms: '60 days' } });
  await screen.findByText('60 days');
  await waitFor(() => expect(within(form).getByText(/Test manager/)).toBeTruthy());
  expect((await clinic.call('manager', 'suppliers.get', { supplierId })).profile).toMatchObject({ phone: '', paymentTerms: '60 days' });
});

test('a ward asks, the store picks and sends, the ward receives: the shelf tells it by place', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 30 });
  const store = (await clinic.call('pharmacist', 'requisitions.places', {})).locations[0]!.locationId;
  const ward = '01930000-0000-7000-8000-0000000000aa';
  clinic.facility.raw.prepare(`INSERT INTO location (id, name, kind) VALUES (?, 'Maternity', 'ward')`).run(ward);
  const { requisitionId } = await clinic.call('nurse', 'requisitions.ask', {
    askingLocationId: ward,
    givingLocationId: store,
    lines: [{ itemId, quantity: 50 }],
  });
  showOnClinic(
    clinic,
    'pharmacist',
    `/requisitions/${requisitionId}`,
    <Route path="/requisitions/:requisitionId?" component={RequisitionsScreen} />,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  fireEvent.submit(screen.getByRole('form', { name: 'How much is approved?' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Pick' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Send on its way' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Receive' }));
  fireEvent.submit(screen.getByRole('form', { name: 'What came?' }));
  await screen.findByText('Rest owed', { selector: '.mv-title-line *' });
  const at = clinic.facility.raw.prepare('SELECT location_id AS place, on_hand AS onHand FROM stock_balance WHERE on_hand > 0').all();
  expect(at).toEqual([{ place: ward, onHand: 30 }]);
  expect(await clinic.call('pharmacist', 'requisitions.get', { requisitionId })).toMatchObject({
    status: 'back-ordered',
    items: [{ asked: 50, approved: 50, shipped: 30, received: 30, owed: 20 }],
    acts: ['pick', 'close'],
  });
});
