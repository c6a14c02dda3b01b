// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { MedicinesCard } from '../../../../renderer/features/medications/MedicinesCard.tsx';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

test('going through: each medicine gets its answer, one that has none is told, what is taken beside is added', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await aPrescription(clinic, { patientId });
  showOnClinic(clinic, 'doctor', '/', <MedicinesCard patientId={patientId} />);
  expect(await screen.findByText('Amoxicillin 500 mg capsule')).toBeTruthy();
  expect(screen.getByText('Nobody has asked yet what else is taken.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Go through' }));
  const form = await screen.findByRole('form', { name: 'Go through' });
  fireEvent.click(within(form).getByRole('button', { name: 'All of it was asked' }));
  expect(within(form).getByRole('alert').textContent).toBe('One medicine has no answer yet.');
  fireEvent.click(within(form).getByRole('radio', { name: 'Taken differently' }));
  fireEvent.change(within(form).getByLabelText(/How is it taken/), { target: { value: 'only twice a day' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Something else is taken' }));
  fireEvent.change(within(form).getByPlaceholderText('name and strength, also herbs'), { target: { value: 'garlic capsules' } });
  fireEvent.click(within(form).getByRole('button', { name: 'All of it was asked' }));
  expect(await screen.findByText(/^Gone through 21 Nov 2026/)).toBeTruthy();
  expect(screen.getByText('garlic capsules')).toBeTruthy();
  const kept = clinic.facility.raw.prepare('SELECT decisions FROM medication_reconciliation').pluck().get() as string;
  expect(JSON.parse(kept)).toMatchObject([{ decision: 'differently', note: 'only twice a day' }, { decision: 'added' }]);
});

test('collections stand as a strip, as gaps in words, and as a table', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2030-01-31', onHand: 5000 });
  clinic.clock.now = '2026-10-01T08:00:00.000Z';
  const medicationRequestId = await aPrescription(clinic, { patientId, itemId, quantity: 270, validDays: 365 });
  const hand = () => clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 30 }] });
  await hand();
  clinic.clock.now = '2026-10-16T08:00:00.000Z';
  await hand();
  clinic.clock.now = '2026-10-25T08:00:00.000Z';
  showOnClinic(clinic, 'doctor', '/', <MedicinesCard patientId={patientId} />);
  fireEvent.click(await screen.findByText('How regularly collected'));
  expect(screen.getByRole('img', { name: /at home from 1 Oct 2026 to 25 Oct 2026, 1 gaps/ })).toBeTruthy();
  expect(screen.getByText('80 % of 25 days')).toBeTruthy();
  expect(screen.getByText('Without from 11 Oct 2026 to 15 Oct 2026 (5 days)')).toBeTruthy();
  expect(within(screen.getByRole('table', { name: /Collections of/ })).getAllByRole('row')).toHaveLength(3);
});
