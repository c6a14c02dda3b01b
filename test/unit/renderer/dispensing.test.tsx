// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useDesk } from '../../../renderer/features/dispensing/desk.ts';
import DispensingScreen from '../../../renderer/features/dispensing/DispensingScreen.tsx';
import { aLot, anItem, aPatient, aPrescription } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useDesk.setState({ filter: '', tab: 'work', drafts: {}, judged: null }));

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const scan = (code: string) => {
  const field = screen.getByRole('textbox', { name: 'Scan or find' });
  type(field, code);
  fireEvent.keyDown(field, { key: 'Enter' });
};
const product = (inn: string, strength: number) => ({
  ingredients: [{ inn, strength, unit: 'mg' }],
  form: 'capsule',
  unit: 'capsule',
  atc: 'J01CA04',
});

test('first expired goes first, the expired lot is refused in words, the rest stays owed; a double click gives once', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 3 });
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 5 });
  await aLot(clinic, { itemId, expiry: '2026-10-31', onHand: 9 });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  showOnClinic(clinic, 'pharmacy-clerk', `/dispensing/${id}`, <DispensingScreen />);
  const shelf = await screen.findByRole('table', { name: 'Take from' });
  await within(shelf).findByText('Refused: expired');
  const rows = [...within(shelf).getAllByRole('row')]
    .slice(1)
    .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
  expect(rows).toEqual([
    ['LOT-2027-01-31', '31 Jan 2027, in 71 d', '5', '5 capsules'],
    ['LOT-2028-01-31', '31 Jan 2028', '3', '3 capsules'],
    ['LOT-2026-10-31', 'Expired 31 Oct 2026', '9', 'Refused: expired'],
  ]);
  expect(screen.getByRole('checkbox', { name: 'The rest, 4 capsules, stays owed: say when it comes in' })).toHaveProperty('checked', true);
  const button = screen.getByRole('button', { name: 'Hand over Amoxicillin 500 mg capsule' });
  fireEvent.click(button);
  fireEvent.click(button);
  expect(
    await screen.findByText(/8 capsules Amoxicillin 500 mg capsule; lot LOT-2027-01-31, LOT-2028-01-31; 4 capsules still to give/),
  ).toBeTruthy();
  expect(clinic.count('medication_dispense')).toBe(1);
  expect((await clinic.call('pharmacist', 'dispensing.queue', { show: 'owing' })).rows).toHaveLength(1);
});

test('more than is owed is said beside the field and nothing is sent', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  showOnClinic(clinic, 'pharmacy-clerk', `/dispensing/${id}`, <DispensingScreen />);
  type(await screen.findByRole('textbox', { name: 'Quantity to give' }), '13');
  expect(await screen.findByText('At most 12 capsules are still owed.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^Hand over/ }));
  await waitFor(() => expect(clinic.count('dispense_task')).toBe(1));
  expect(clinic.count('medication_dispense')).toBe(0);
});

test('a scanned pack is compared: the wrong one is refused loudly, the right one named with its lot', async () => {
  const clinic = await testClinic();
  const [right, wrong] = ['09501101530003', '04006381333931'];
  const pack = (gtin: string) => [{ gtin, size: 100, isDefault: true }];
  const itemId = await anItem(clinic, { product: product('amoxicillin', 500), packs: pack(right) });
  await anItem(clinic, { name: 'Ampicillin 500 mg capsule', product: product('ampicillin', 500), packs: pack(wrong) });
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50, lotNumber: 'A7' });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  showOnClinic(clinic, 'pharmacy-clerk', '/dispensing', <DispensingScreen />);
  const { number } = (await clinic.call('pharmacist', 'dispensing.queue', {})).rows[0]!;
  scan(number);
  await screen.findByRole('textbox', { name: 'Quantity to give' });
  scan(`]d201${wrong}1728013110B1`);
  expect(await screen.findByText('WRONG MEDICINE')).toBeTruthy();
  expect(screen.getByText('Ampicillin 500 mg capsule is not on this prescription. Put it back.')).toBeTruthy();
  scan(`]d201${right}1728013110XX`);
  expect(await screen.findByText(/Lot XX of Amoxicillin 500 mg capsule is not on our shelves/)).toBeTruthy();
  scan(`]d201${right}1728013110A7`);
  expect(await screen.findByText('Right pack, lot A7.')).toBeTruthy();
  expect(useDesk.getState().drafts[id]).toMatchObject({ isIn: true, scannedLot: 'A7', lotId: null });
});

test('two medicines of one person go over the counter in one go, with what was explained', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName: 'Abanyo', givenNames: 'Mary', sex: 'female' });
  const amoxicillin = await anItem(clinic, { product: product('amoxicillin', 500), price: 12 });
  const zinc = await anItem(clinic, { name: 'Zinc 20 mg tablet', product: product('zinc', 20) });
  for (const itemId of [amoxicillin, zinc]) await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const first = await aPrescription(clinic, { patientId, itemId: amoxicillin, quantity: 12 });
  await aPrescription(clinic, { patientId, itemId: zinc, medicine: 'Zinc 20 mg tablet', quantity: 10 });
  showOnClinic(clinic, 'pharmacist', `/dispensing/${first}`, <DispensingScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'All said' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Paid' }));
  expect(screen.getByText('1.44 GHS in all')).toBeTruthy();
  fireEvent.click(screen.getByRole('checkbox', { name: 'Hand out now: Zinc 20 mg tablet' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Hand over 2 medicines' }));
  await waitFor(() => expect(clinic.count('medication_dispense')).toBe(2));
  const { raw } = clinic.facility;
  expect(raw.prepare('SELECT DISTINCT counselled FROM medication_dispense WHERE counselled IS NOT NULL').pluck().all()).toContain(
    '["as-long-as-written"]',
  );
  expect(raw.prepare('SELECT mark, amount FROM dispense_payment').all()).toEqual([{ mark: 'paid', amount: 144 }]);
});

test('today’s mistake is reversed with a reason; over the counter the rule is kept', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { product: product('amoxicillin', 500) });
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId: id, quantity: 12 }] });
  showOnClinic(clinic, 'pharmacist', `/dispensing/${id}`, <DispensingScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Reverse' }));
  const dialog = await screen.findByRole('form', { name: 'Reverse: it never left the counter' });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Reverse 12 capsules' }));
  expect(await within(dialog).findByText('Type why, in a few words.')).toBeTruthy();
  type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'wrong person');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Reverse 12 capsules' }));
  expect(await screen.findByText('12 capsules taken back as a mistake')).toBeTruthy();
  expect(clinic.facility.raw.prepare('SELECT status FROM medication_request').pluck().get()).toBe('active');

  fireEvent.click(screen.getByRole('button', { name: 'Over the counter' }));
  const item = await screen.findByRole('textbox', { name: 'Item' });
  type(item, 'amox');
  fireEvent.click(await screen.findByText('Amoxicillin 500 mg capsule', { selector: '[role=option] *' }));
  expect(await screen.findByText('Amoxicillin 500 mg capsule needs a prescription.')).toBeTruthy();
});

test('the list finds by patient, number or medicine; an allergy stands before everything else', async () => {
  const clinic = await testClinic();
  const mary = await aPatient(clinic, { familyName: 'Abanyo', givenNames: 'Mary', sex: 'female' });
  await clinic.call('doctor', 'allergies.record', { patientId: mary, substance: 'penicillin', reaction: 'Rash' });
  const id = await aPrescription(clinic, { patientId: mary, medicine: 'Paracetamol 500 mg tablet' });
  await aPrescription(clinic, { medicine: 'Zinc 20 mg tablet' });
  showOnClinic(clinic, 'pharmacy-clerk', `/dispensing/${id}`, <DispensingScreen />);
  await screen.findByText('2 rows');
  type(screen.getByRole('textbox', { name: 'Scan or find' }), 'mary parac');
  await screen.findByText('1 row');
  expect((await screen.findAllByText(/penicillin/)).length).toBeGreaterThan(0);
  expect(screen.getByText('This prescription names no item of our stock.')).toBeTruthy();
});
