// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
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
