// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route } from 'wouter';
import { beforeAll, expect, test, vi } from 'vitest';
import ReceivingScreen from '../../../renderer/features/receiving/ReceivingScreen.tsx';
import { anItem } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic, type TestClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const gtin = '09501101530003';
const clerk = 'pharmacy-clerk';

async function aDraft(clinic: TestClinic) {
  const itemId = await anItem(clinic);
  const { receiptId } = await clinic.call(clerk, 'receiving.begin', { supplierName: 'Central Medical Store' });
  await clinic.call(clerk, 'receiving.scan', {
    receiptId,
    gtin,
    lotNumber: 'A1',
    expiry: '2027-11-30',
    serial: 'S1',
    pack: { itemId, unitsPerPack: 10 },
  });
  return { itemId, receiptId };
}
const show = (clinic: TestClinic, receiptId: string) =>
  showOnClinic(
    clinic,
    clerk,
    `/receiving/${receiptId}`,
    <Route path="/receiving/:receiptId?">
      <ReceivingScreen />
    </Route>,
  );
const linesOf = async (clinic: TestClinic, receiptId: string) => (await clinic.call(clerk, 'receiving.get', { receiptId })).lines;
async function scan(text: string): Promise<void> {
  const field = await screen.findByLabelText(/^Scan a pack/);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: 'Enter' });
}

test('a scanner that leaves separators out: the readings are asked, the chosen one counts', async () => {
  const clinic = await testClinic();
  const { receiptId } = await aDraft(clinic);
  show(clinic, receiptId);
  await scan(`01${gtin}1727113010B721S2`);
  const dialog = await screen.findByRole('dialog', { name: 'Which reading is printed on the pack?' });
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Lot B7, expires 30 Nov 2027, serial S2' }));
  await waitFor(async () =>
    expect((await linesOf(clinic, receiptId)).map(({ lotNumber, packs, serials }) => [lotNumber, packs, serials])).toEqual([
      ['A1', 1, 1],
      ['B7', 1, 1],
    ]),
  );
});

test('the same pack scanned again is said and not counted; another one is', async () => {
  const clinic = await testClinic();
  const { receiptId } = await aDraft(clinic);
  show(clinic, receiptId);
  await scan(`01${gtin}10A1|1727113021S1`);
  await screen.findByText(/This very pack \(serial number S1\) is counted already/);
  await scan(`01${gtin}10A1|1727113021S2`);
  await screen.findByText('Amoxicillin 500 mg capsule, lot A1: 2 packs');
  expect(await linesOf(clinic, receiptId)).toMatchObject([{ packs: 2, serials: 2 }]);
});

test('goods that resemble an earlier delivery are taken in only when both the box and the reason are there', async () => {
  const clinic = await testClinic();
  const { itemId, receiptId: first } = await aDraft(clinic);
  const { stamp } = await clinic.call(clerk, 'receiving.get', { receiptId: first });
  await clinic.call(clerk, 'receiving.post', { receiptId: first, stamp });
  const { receiptId } = await clinic.call(clerk, 'receiving.begin', { supplierName: 'Central Medical Store' });
  await clinic.call(clerk, 'receiving.scan', { receiptId, gtin, lotNumber: 'A1', expiry: '2027-11-30' });
  show(clinic, receiptId);
  fireEvent.click(await screen.findByRole('button', { name: 'Take in' }));
  const dialog = await screen.findByRole('dialog', { name: 'Before these goods are taken in' });
  await within(dialog).findByText(/The same lots in the same quantities came with S-/);
  const confirm = within(dialog).getByRole('button', { name: 'Take in 1 line' });
  expect(confirm).toHaveProperty('disabled', true);
  fireEvent.click(within(dialog).getByRole('checkbox'));
  expect(confirm).toHaveProperty('disabled', true);
  fireEvent.change(within(dialog).getByLabelText(/Why is it another delivery/), { target: { value: 'second half of the order' } });
  fireEvent.click(confirm);
  await screen.findByText(/Taken in as S-/);
  expect((await clinic.call(clerk, 'inventory.item', { itemId })).item.onHand).toBe(20);
});
