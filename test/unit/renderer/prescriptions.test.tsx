// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PrescribePanel } from '../../../renderer/features/prescriptions/PrescribePanel.tsx';
import PrescriptionsScreen from '../../../renderer/features/prescriptions/PrescriptionsScreen.tsx';
import { useWorklistView } from '../../../renderer/features/prescriptions/store.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useWorklistView.setState({ filter: '', show: 'active' }));

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('dispensing proposes first expired first out, refuses the expired lot in words, and says what stays owed', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 5 });
  await aLot(clinic, { itemId, expiry: '2026-10-31', onHand: 9 });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  showOnClinic(clinic, 'pharmacy-clerk', `/prescriptions/${id}`, <PrescriptionsScreen />);

  const shelf = await screen.findByRole('table', { name: 'Take from' });
  await within(shelf).findByText('Refused: expired');
  const rows = () =>
    within(shelf)
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
  expect(rows()).toEqual([
    ['LOT-2027-01-31', '31 Jan 2027, in 71 d', '5', '5 capsules'],
    ['LOT-2028-01-31', '31 Jan 2028', '50', '7 capsules'],
    ['LOT-2026-10-31', 'Expired 31 Oct 2026', '9', 'Refused: expired'],
  ]);

  type(screen.getByRole('textbox', { name: 'Quantity to give' }), '8');
  expect(screen.getByText('4 capsules stay owed; the prescription remains in the list.')).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Dispense 8 capsules' });
  fireEvent.click(button);
  fireEvent.click(button);
  await screen.findByText('8 capsules handed over');
  expect(screen.getByText('5 capsules from lot LOT-2027-01-31, expires 31 Jan 2027')).toBeTruthy();
  expect(screen.getByText('3 capsules from lot LOT-2028-01-31, expires 31 Jan 2028')).toBeTruthy();
  expect(clinic.count('medication_dispense')).toBe(1);
  await screen.findByRole('button', { name: 'Dispense 4 capsules' });
});

test('more than is owed is refused beside the field and nothing is sent', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const id = await aPrescription(clinic, { itemId, quantity: 12, unit: 'capsule' });
  showOnClinic(clinic, 'pharmacy-clerk', `/prescriptions/${id}`, <PrescriptionsScreen />);
  type(await screen.findByRole('textbox', { name: 'Quantity to give' }), '13');
  fireEvent.submit(screen.getByRole('form', { name: 'Hand out' }));
  expect(screen.getByText('At most 12 capsules are still owed.')).toBeTruthy();
  expect(clinic.count('medication_dispense')).toBe(0);
});

test('the list finds by patient, number or medicine; an allergy stands before everything else', async () => {
  const clinic = await testClinic();
  const mary = await aPatient(clinic, { familyName: 'Abanyo', givenNames: 'Mary', sex: 'female' });
  await clinic.call('doctor', 'allergies.record', { patientId: mary, substance: 'penicillin', reaction: 'Rash' });
  const id = await aPrescription(clinic, { patientId: mary, medicine: 'Paracetamol 500 mg tablet' });
  await aPrescription(clinic, { medicine: 'Zinc 20 mg tablet' });
  showOnClinic(clinic, 'pharmacy-clerk', `/prescriptions/${id}`, <PrescriptionsScreen />);
  await screen.findByText('2 rows');
  type(screen.getByRole('textbox', { name: 'Find a prescription' }), 'mary parac');
  await screen.findByText('1 row');
  expect((await screen.findAllByText(/penicillin/)).length).toBeGreaterThan(0);
  expect(screen.getByText('This prescription names no item of our stock.')).toBeTruthy();
});

test('what an allergy forbids stops the order until a reason is typed, and the reason is kept', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await clinic.call('doctor', 'allergies.record', { patientId, substance: 'penicillin' });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  const medicine = screen.getByRole('textbox', { name: 'Medicine' });
  type(medicine, 'Amoxicillin 500 mg capsule');
  fireEvent.blur(medicine);
  const safety = screen.getByRole('region', { name: 'Safety check' });
  await within(safety).findByText('Stop');
  expect(within(safety).getByText(/allergy to “penicillin”/)).toBeTruthy();
  expect(within(safety).getByText(/Choose a medicine of another class/)).toBeTruthy();
  expect(within(safety).getByText(/of \d+ checks made/)).toBeTruthy();
  expect(within(safety).getByRole('list', { name: 'Not checked' })).toBeTruthy();

  type(screen.getByRole('textbox', { name: 'Directions' }), '1 three times a day');
  type(screen.getByRole('textbox', { name: 'Quantity' }), '21');
  const submit = screen.getByRole('button', { name: 'Prescribe with this reason' });
  expect(submit).toHaveProperty('disabled', true);
  type(within(safety).getByRole('textbox', { name: /^Reason for prescribing despite/ }), 'No other medicine here');
  fireEvent.click(submit);
  await waitFor(() => expect(clinic.count('medication_request')).toBe(1));
  await waitFor(() => expect(medicine).toHaveProperty('value', ''));
  expect(screen.getByRole('button', { name: /^Print / })).toBeTruthy();
});

test('half a name is not checked, and what was typed is kept for another day', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  type(screen.getByRole('textbox', { name: 'Medicine' }), 'amox');
  type(screen.getByRole('textbox', { name: 'Directions' }), '1 at night');
  await screen.findByText(/^Draft kept at/);
  expect(screen.getByText(/Choose a medicine: what the record says/)).toBeTruthy();
  const { draft } = await clinic.call('doctor', 'drafts.get', { form: 'prescribe', patientId });
  expect(draft?.content).toMatchObject({ medicine: 'amox', directions: '1 at night' });
});
