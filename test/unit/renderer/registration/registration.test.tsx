// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { FieldsCard } from '../../../../renderer/features/registration/FieldsCard.tsx';
import { PersonCard } from '../../../../renderer/features/registration/PersonCard.tsx';
import { UnknownButton } from '../../../../renderer/features/registration/UnknownButton.tsx';
import { aPatient } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
const type = (at: HTMLElement, value: string) => fireEvent.change(at, { target: { value } });

test('a second name, an insurance number and a consent are added and shown; a wrong one is taken back with a reason', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'front-desk', '/patients', <PersonCard patientId={patientId} />);
  const open = async () => fireEvent.click(await screen.findByRole('button', { name: 'Add name, number, relative, consent' }));
  await open();
  type(await screen.findByLabelText(/^Name/, { selector: 'input[type=text],input:not([type])' }), 'Yaw');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Yaw');
  await open();
  fireEvent.click(await screen.findByLabelText('Number', { selector: 'input[type=radio]' }));
  type(await screen.findByLabelText(/^Number/, { selector: 'input:not([type=radio])' }), 'KX-88');
  type(screen.getByLabelText('Issued by'), 'NHIS');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('KX-88');
  await screen.findByText('National number, NHIS');
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove' })[0]!);
  type(await screen.findByLabelText(/^Why/), 'another person');
  fireEvent.click(screen.getByRole('button', { name: 'Mark as entered in error' }));
  await waitFor(() => expect(screen.queryByText('Yaw')).toBeNull());
});

test('what the facility calls its levels and requires is what the form asks', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'manager', '/settings', <FieldsCard />);
  type(await screen.findByLabelText('What Region is called here'), 'Province');
  fireEvent.click(screen.getByLabelText('Region is required'));
  fireEvent.click(screen.getByLabelText('Gender is asked'));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(clinic.count('registration_field')).toBe(2));
  showOnClinic(clinic, 'nurse', '/patients', <PersonCard patientId={patientId} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Address and details' }));
  await screen.findByLabelText(/^Province/);
  await waitFor(() => expect(screen.queryByLabelText('Gender', { selector: 'input' })).toBeNull());
  fireEvent.click(screen.getAllByRole('button', { name: 'Save' }).at(-1)!);
  await screen.findByText('This is required here.');
  type(screen.getByLabelText(/^Province/), 'Bono');
  fireEvent.click(screen.getAllByRole('button', { name: 'Save' }).at(-1)!);
  await screen.findByText('Bono');
});

test('somebody unknown is registered with two questions', async () => {
  const clinic = await testClinic();
  const done = vi.fn<(patientId: string) => void>();
  showOnClinic(clinic, 'nurse', '/patients', <UnknownButton onDone={done} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Unknown person' }));
  fireEvent.click(await screen.findByLabelText('Male'));
  fireEvent.click(screen.getByRole('button', { name: 'Register and treat' }));
  await waitFor(() => expect(done).toHaveBeenCalled());
  expect(clinic.facility.raw.prepare('SELECT family_name, sex, is_unidentified FROM patient').get()).toEqual({
    family_name: 'Unknown',
    sex: 'male',
    is_unidentified: 1,
  });
});

test('what another desk saves meanwhile is shown and merged, nothing typed is lost', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'nurse', '/patients', <PersonCard patientId={patientId} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Address and details' }));
  type(await screen.findByLabelText('District'), 'Sunyani');
  const theirs = { gender: '', language: 'Twi', district: '', region: '', country: '', deceasedOn: null };
  await clinic.call('front-desk', 'registration.amendDetails', { patientId, version: 1, ...theirs });
  fireEvent.click(await screen.findByRole('button', { name: 'Take over and go on' }));
  fireEvent.click(screen.getAllByRole('button', { name: 'Save' }).at(-1)!);
  await waitFor(() =>
    expect(clinic.facility.raw.prepare('SELECT district, language FROM patient').get()).toEqual({ district: 'Sunyani', language: 'Twi' }),
  );
});
