// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import AlertsScreen from '../../../renderer/features/network/AlertsScreen.tsx';
import NearbyScreen from '../../../renderer/features/network/NearbyScreen.tsx';
import { aLot, anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('without a hub our own stock still stands first, and the page says what to do', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  showOnClinic(clinic, 'pharmacy-clerk', `/nearby?item=${itemId}`, <NearbyScreen />);
  const grid = await screen.findByRole('grid', { name: 'Facilities that have it' });
  expect(await within(grid).findByText('This facility')).toBeTruthy();
  expect(within(grid).getByText('50 capsules, now')).toBeTruthy();
  await screen.findByText('This facility is not connected to a hub');
  expect(screen.getByText(/Ask your administrator/)).toBeTruthy();
  expect(screen.queryByRole('form', { name: 'Connect to a hub' })).toBeNull();
  expect(screen.getByText('No neighbour is known to have it')).toBeTruthy();
});

test('who runs the facility joins a hub here; a wrong address is told before anything is asked, a silent hub in words', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'manager', '/nearby', <NearbyScreen />);
  const form = await screen.findByRole('form', { name: 'Connect to a hub' });
  type(within(form).getByRole('textbox', { name: 'Hub address' }), 'hub.example.org');
  fireEvent.submit(form);
  expect(within(form).getByText(/It begins with wss/)).toBeTruthy();
  expect(within(form).getByText('Type the code as it stands on the sheet.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Hub address' }), 'ws://127.0.0.1:9');
  type(within(form).getByRole('textbox', { name: 'One-time code' }), 'ABCD-EFGH');
  fireEvent.submit(form);
  expect((await within(form).findByRole('alert', undefined, { timeout: 10_000 })).textContent).toMatch(/hub|code/i);
});

test('no alert is a calm page; an alert of ours is acknowledged once', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacy-clerk', '/alerts', <AlertsScreen />);
  await screen.findByText('No open alerts');
  cleanup();

  const itemId = await anItem(clinic, { reorderLevel: 100 });
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  showOnClinic(clinic, 'pharmacy-clerk', '/alerts', <AlertsScreen />);
  const acknowledge = await screen.findByRole('button', { name: 'Acknowledge: Amoxicillin 500 mg capsule, Test Clinic' });
  expect(screen.getByRole('gridcell', { name: '50 capsules' })).toBeTruthy(); // a bare figure says nothing
  expect(screen.getByRole('gridcell', { name: '100' })).toBeTruthy();
  fireEvent.click(acknowledge);
  await screen.findByText(/^Seen /);
  expect(screen.queryByRole('button', { name: /^Acknowledge/ })).toBeNull();
});
