// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Route } from 'wouter';
import { addDays } from '../../../../preload/contract/dates.ts';
import ImmunizationsScreen from '../../../../renderer/features/immunizations/ImmunizationsScreen.tsx';
import ScheduleScreen from '../../../../renderer/features/immunizations/ScheduleScreen.tsx';
import { aLot, anItem, aPatient } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const today = '2026-11-21';
const product = { ingredients: [{ inn: 'BCG vaccine', strength: 1, unit: '{dose}' }], form: 'injection', unit: 'dose', atc: null };
const Screen = () => (
  <Route path="/immunizations/:patientId?">
    <ImmunizationsScreen />
  </Route>
);

async function cardOf(ageDays: number) {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, {
    familyName: 'Boateng',
    givenNames: 'Ama',
    sex: 'female',
    birthDate: addDays(today, -ageDays),
  });
  const itemId = await anItem(clinic, { name: 'BCG vaccine', product });
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 10, lotNumber: 'B42' });
  showOnClinic(clinic, 'nurse', `/immunizations/${patientId}`, <Screen />);
  return { clinic, patientId };
}

test('the list opens the card; a dose from the stock is recorded with its lot and leaves the stock', async () => {
  const { clinic } = await cardOf(3);
  fireEvent.click(await screen.findByRole('button', { name: 'Record BCG' }));
  const form = await screen.findByRole('form', { name: 'Record a dose' });
  fireEvent.change(within(form).getByLabelText('From the stock'), { target: { value: 'bcg' } });
  fireEvent.click(await screen.findByRole('option', { name: /BCG vaccine/ }));
  fireEvent.submit(form);
  await waitFor(() => expect(clinic.count('immunization')).toBe(1));
  const given = await screen.findByRole('region', { name: 'Doses given' });
  await waitFor(() => expect(given.textContent).toContain('lot B42'));
  expect(screen.queryByRole('button', { name: 'Record BCG' })).toBeNull();
});

test('too early: the day from which it counts, and the reason that lets it be given', async () => {
  const { clinic } = await cardOf(30);
  fireEvent.click(await screen.findByRole('button', { name: 'Record a dose' }));
  const form = await screen.findByRole('form', { name: 'Record a dose' });
  const vaccine = within(form).getByRole('combobox', { name: 'Vaccine' });
  fireEvent.click(vaccine);
  fireEvent.click(await screen.findByRole('option', { name: 'Rotavirus' }));
  fireEvent.submit(form);
  expect(await screen.findByText(/from 3 Dec 2026 on it does/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Why it is given all the same'), { target: { value: 'Leaves the country' } });
  fireEvent.submit(form);
  await waitFor(() => expect(clinic.count('immunization')).toBe(1));
  expect(await screen.findByText(/before the minimum age, does not count/)).toBeTruthy();
});

test('a reaction is told where the dose stands', async () => {
  const { clinic, patientId } = await cardOf(3);
  await clinic.call('nurse', 'immunizations.record', { patientId, series: 'BCG', isPrimarySource: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Reaction' }));
  fireEvent.change(screen.getByLabelText(/What happened/), { target: { value: 'Abscess' } });
  fireEvent.click(screen.getByLabelText(/^Serious/));
  fireEvent.click(screen.getByRole('button', { name: 'Record reaction' }));
  await waitFor(() => expect(clinic.count('immunization_reaction')).toBe(1));
  expect(await screen.findByText(/21 Nov 2026: Abscess/)).toBeTruthy();
});

test('the schedule: an age is moved by who may; what is not an age is not saved', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'manager', '/immunization-schedule', <ScheduleScreen />);
  fireEvent.click(await screen.findByText('Yellow-fever'));
  const pane = await screen.findByRole('form', { name: 'Yellow-fever, dose 1' });
  fireEvent.change(within(pane).getByLabelText('Usual age'), { target: { value: 'soon' } });
  fireEvent.submit(pane);
  expect(await screen.findByText('For example 6w, 9m or 4y')).toBeTruthy();
  fireEvent.change(within(pane).getByLabelText('Usual age'), { target: { value: '12m' } });
  fireEvent.click(within(pane).getByLabelText('In use'));
  fireEvent.submit(pane);
  await waitFor(() => expect(clinic.count('immunization_schedule_dose')).toBe(1));
  expect(await screen.findByText('changed here')).toBeTruthy();
});
