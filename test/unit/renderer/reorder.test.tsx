// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useReorderDraft } from '../../../renderer/features/replenishment/draft.ts';
import { WhyButton } from '../../../renderer/features/replenishment/WhyButton.tsx';
import ReorderScreen from '../../../renderer/features/replenishment/ReorderScreen.tsx';
import { aLot, anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useReorderDraft.setState({ edits: {}, budget: null }));

const slow = { timeout: 10_000 };

test('a line is edited in its row and becomes a draft order with its reason', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { reorderLevel: 150, packSize: 60 });
  await clinic.call('pharmacist', 'suppliers.add', { name: 'District store', currency: 'GHS' });
  const at = showOnClinic(clinic, 'pharmacist', '/reorder', <ReorderScreen />);
  const packs = await screen.findByRole('textbox', { name: 'Packs of Amoxicillin 500 mg capsule' }, slow);
  expect((packs as HTMLInputElement).value).toBe('3');
  fireEvent.change(packs, { target: { value: '5' } });
  expect(await screen.findByText('300 capsules', undefined, slow)).toBeTruthy();
  const tick = screen.getByRole('checkbox', { name: 'Order Amoxicillin 500 mg capsule' });
  fireEvent.click(tick);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Make an order' }).disabled).toBe(true);
  fireEvent.click(tick);
  fireEvent.click(screen.getByRole('button', { name: 'Make an order' }));
  const form = await screen.findByRole('form', { name: 'Order the chosen lines' }, slow);
  fireEvent.click(within(form).getByRole('combobox', { name: /Supplier/ }));
  fireEvent.click(await screen.findByRole('option', { name: 'District store', hidden: true }, slow));
  fireEvent.submit(form);
  await vi.waitFor(() => expect(at.path()).toMatch(/^\/orders\/./), slow);
  const [order] = (await clinic.call('pharmacist', 'orders.list', {})).orders;
  const { items } = await clinic.call('pharmacist', 'orders.get', { orderId: order!.orderId });
  expect(items).toMatchObject([{ itemId, packs: 5, packSize: 60 }]);
  expect(items[0]?.why).toContain('The minimum of 150 set for this item is the reorder point. 5 × 60 = 300 capsules');
});

async function aClinicWithPlenty() {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { name: 'Plenty 5 mg' });
  clinic.clock.now = '2026-07-01T08:00:00.000Z';
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 900 });
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  return { clinic, itemId };
}

test('an empty list says so to who may not order, and a lot that nobody uses shows as waste', async () => {
  const { clinic } = await aClinicWithPlenty();
  showOnClinic(clinic, 'doctor', '/reorder', <ReorderScreen />);
  expect(await screen.findByText('Nothing has to be ordered', undefined, slow)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Make an order' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Settings' })).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: 'Will expire' }));
  const lots = await screen.findByRole('grid', { name: 'Lots that will expire unused' }, slow);
  expect(await within(lots).findAllByText('900 capsules', undefined, slow)).toHaveLength(2); // all of what is on hand
});

test('why: the months, the formula and its source', async () => {
  const { clinic, itemId } = await aClinicWithPlenty();
  showOnClinic(clinic, 'doctor', '/stock', <WhyButton itemId={itemId} label="Why this average monthly use?" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Why this average monthly use?' }, slow));
  expect(
    await screen.findByText('(0 given out + 0 asked in vain) ÷ 92 days with stock × 30.4 = 0 capsules a month', undefined, slow),
  ).toBeTruthy();
  expect(screen.getByText('Counted: 1 Aug 2026 to 31 Oct 2026, whole months.')).toBeTruthy();
  expect(screen.getByText(/^Source: WHO and MSH/)).toBeTruthy();
});
