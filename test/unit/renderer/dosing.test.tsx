// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import DoseCalculatorScreen from '../../../renderer/features/dosing/DoseCalculatorScreen.tsx';
import { PrescribePanel } from '../../../renderer/features/prescriptions/PrescribePanel.tsx';
import { aLot, anItem, anOpenEncounter, aPatient } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const suspension = {
  name: 'Paracetamol 24 mg/mL oral suspension',
  product: { ingredients: [{ inn: 'paracetamol', strength: 24, unit: 'mg/mL' }], form: 'oral suspension', unit: 'mL', atc: null },
  packSize: 100,
};

test('bare figures become a dose with its working; a weight in pounds is asked about; what has no rule is said to have none', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'doctor', '/dose-calculator', <DoseCalculatorScreen />);
  type(screen.getByRole('textbox', { name: 'Age or date of birth' }), '14 m');
  type(screen.getByRole('textbox', { name: 'Weight' }), '22 lb');
  await screen.findByText(/read as 9.98 kg|read as 9.979 kg/);
  const medicine = screen.getByRole('textbox', { name: 'Medicine' });
  type(medicine, 'ceftriaxone im');
  fireEvent.blur(medicine);
  await screen.findByText(/80 mg\/kg × 9\.979 kg = 798\.3 mg a day/);
  expect(screen.getAllByText(/WHO, Pocket Book of Hospital Care for Children, 2nd edition, 2013, Annex 2/).length).toBeGreaterThan(0);

  type(screen.getByRole('textbox', { name: 'Weight' }), '22');
  await screen.findByText(/If it was in pounds, it is 10 kg/);
  expect(screen.queryByText(/at a time,/)).toBeNull();

  type(medicine, 'omeprazole');
  fireEvent.blur(medicine);
  await screen.findByText('No dose rule for omeprazole.');
});

test('fluids and drops are worked out as they are typed', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'nurse', '/dose-calculator', <DoseCalculatorScreen />);
  fireEvent.click(screen.getByRole('radio', { name: 'Infusion' }));
  await screen.findByText('42 drops a minute');
  fireEvent.click(screen.getByRole('radio', { name: 'Fluids for children' }));
  await screen.findByText('Write the weight above: everything here is by weight.');
  type(screen.getByRole('textbox', { name: 'Weight' }), '14');
  type(screen.getByRole('textbox', { name: 'Age or date of birth' }), '2023-05-01');
  await screen.findByText('1200 mL a day');
  expect(screen.getByText('14 kg × 30 mL/kg = 420 mL into a vein in 30 min (840 mL/h)')).toBeTruthy();
});

test('over a prescription the calculator knows the weight and fills medicine, directions and quantity', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { birthDate: '2023-05-01' });
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 14 }] });
  await aLot(clinic, { itemId: await anItem(clinic, suspension), expiry: '2028-01-31', onHand: 300 });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  const medicine = screen.getByRole('textbox', { name: 'Medicine' });
  type(medicine, 'paracetamol');
  fireEvent.blur(medicine);
  fireEvent.click(screen.getByRole('button', { name: 'Calculate the dose' }));
  const calculator = await screen.findByRole('dialog');
  await within(calculator).findByText('210 mg');
  type(within(calculator).getByRole('textbox', { name: 'Days' }), '3');
  await within(calculator).findByText(/Hand out 102/);
  fireEvent.click(within(calculator).getByRole('button', { name: 'Use this' }));
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Directions' })).toHaveProperty('value', '8.5 ml qds 3d po'));
  expect(medicine).toHaveProperty('value', 'Paracetamol 24 mg/mL oral suspension');
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Quantity' })).toHaveProperty('value', '102'));
});
