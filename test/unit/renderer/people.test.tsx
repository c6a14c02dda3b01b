// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { RightsCard } from '../../../renderer/features/people/RightsCard.tsx';
import { aPatient } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

test('an administrator finds a person by number, sees what goes and erases by typing the number', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  const number = clinic.facility.raw.prepare('SELECT number FROM patient').pluck().get() as string;
  showOnClinic(clinic, 'administrator', '/settings', <RightsCard />);
  fireEvent.change(await screen.findByLabelText('Patient number'), { target: { value: number } });
  fireEvent.click(screen.getByRole('button', { name: 'Find the person' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Erase…' }));
  const dialog = await screen.findByRole('dialog');
  const go = await within(dialog).findByRole('button', { name: 'Erase for good' });
  expect(within(dialog).getByRole('row', { name: 'Person 1' })).toBeTruthy();
  fireEvent.change(within(dialog).getByRole('textbox', { name: /^Reason/ }), { target: { value: 'asked for by letter' } });
  expect(go).toHaveProperty('disabled', true);
  fireEvent.change(within(dialog).getByRole('textbox', { name: /^Type the number/ }), { target: { value: number } });
  fireEvent.click(go);
  await waitFor(() => expect(clinic.count('patient')).toBe(0));
});

test('a manager takes out and sees the years, and cannot erase', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  const number = clinic.facility.raw.prepare('SELECT number FROM patient').pluck().get() as string;
  showOnClinic(clinic, 'manager', '/settings', <RightsCard />);
  fireEvent.change(await screen.findByLabelText('Patient number'), { target: { value: number } });
  fireEvent.click(screen.getByRole('button', { name: 'Find the person' }));
  expect(await screen.findByRole('button', { name: 'Take out everything' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Erase…' })).toBeNull();
  expect(await screen.findByText(/Prescriptions and medicines handed over: 10 years/)).toBeTruthy();
});
