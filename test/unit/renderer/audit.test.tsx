// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import AuditScreen from '../../../renderer/features/audit/AuditScreen.tsx';
import { ChartPane } from '../../../renderer/features/patients/ChartPane.tsx';
import { aPatient, aPrescription } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const kofi = { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' } as const;
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const valueOf = (label: RegExp) => (screen.getByLabelText(label) as HTMLInputElement).value;

test('the list is narrowed by the words of a reason, an entry opens with before and after', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  await clinic.call('front-desk', 'patients.amend', { ...kofi, phone: '+999 70', patientId, version: 1, reason: 'new telephone' });
  showOnClinic(clinic, 'auditor', '/audit', <AuditScreen />);
  const grid = await screen.findByRole('grid', { name: 'Audit trail' });
  await within(grid).findByText('new telephone');
  expect(within(grid).getAllByRole('row').length).toBeGreaterThan(10);
  type(screen.getByLabelText('Words of the reason'), 'telephone');
  await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(2));
  fireEvent.click(within(grid).getByText('new telephone'));
  const table = await screen.findByRole('table');
  expect(within(table).getByText(/^phone$/i)).toBeTruthy();
  expect(within(table).getByText('+999 70')).toBeTruthy();
  type(screen.getByLabelText('Words of the reason'), 'nothing like it');
  await screen.findByText('No entry fits');
});

test('a link narrows the list to one patient', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  const number = clinic.facility.raw.prepare('SELECT number FROM patient WHERE id = ?').pluck().get(patientId) as string;
  showOnClinic(clinic, 'auditor', `/audit?patient=${number}`, <AuditScreen />);
  const grid = await screen.findByRole('grid', { name: 'Audit trail' });
  await within(grid).findByText('patient');
  expect(within(grid).getAllByRole('row')).toHaveLength(2);
});

test('the history of a record is in its chart; who looked at it, for those who may read the audit', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  await clinic.call('nurse', 'patients.amend', { ...kofi, sex: 'other', patientId, version: 1, reason: 'mistyped' });
  const allergy = { patientId, substance: 'Penicillin', reaction: 'rash', criticality: 'high' } as const;
  const { allergyId } = await clinic.call('nurse', 'allergies.record', allergy);
  await clinic.call('nurse', 'allergies.enteredInError', { allergyId, reason: 'it was her sister' });
  await clinic.call('doctor', 'patients.chart', { patientId });
  showOnClinic(clinic, 'manager', '/patients', <ChartPane patientId={patientId} onClose={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'History' }));
  await screen.findByText('Test nurse changed');
  expect(screen.getByText('Why: mistyped')).toBeTruthy();
  expect(screen.getByText('Test front-desk wrote it down first')).toBeTruthy();
  const inRecord = screen.getByRole('region', { name: 'Changes in the record' });
  expect(await within(inRecord).findByText('Allergy · Penicillin')).toBeTruthy();
  expect(within(inRecord).getByText('Why: it was her sister')).toBeTruthy();
  expect(within(inRecord).getAllByText('withdrawn as a mistake').length).toBe(2);
  const looked = screen.getByRole('region', { name: 'Who looked at this record' });
  expect(await within(looked).findByText('Test doctor')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Back to the chart' }));
  await screen.findByRole('region', { name: 'Problems' });
});

test('two seats at one record: the second sees what the first changed, keeps its typing, and saves both', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  showOnClinic(clinic, 'front-desk', '/patients', <ChartPane patientId={patientId} onClose={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
  type(screen.getByLabelText(/^Family name/), 'Addo');
  type(screen.getByLabelText(/^Village/), 'Kolda');
  await clinic.call('nurse', 'patients.amend', { ...kofi, phone: '+999 70', village: 'Dano', patientId, version: 1, reason: 'moved' });
  const notice = await screen.findByRole('alert');
  await within(notice).findByText(/Test nurse, .* moved/);
  expect(valueOf(/^Family name/)).toBe('Addo');
  expect(within(notice).getByText('+999 70')).toBeTruthy();
  expect(within(notice).getByText('Dano')).toBeTruthy();
  fireEvent.click(within(notice).getByRole('button', { name: 'Take over and go on' }));
  expect([valueOf(/^Family name/), valueOf(/^Phone/), valueOf(/^Village/)]).toEqual(['Addo', '+999 70', 'Kolda']);
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() =>
    expect(clinic.facility.raw.prepare('SELECT family_name, phone, village, version FROM patient').get()).toEqual({
      family_name: 'Addo',
      phone: '+999 70',
      village: 'Kolda',
      version: 3,
    }),
  );
});

test('or the second drops its typing and sees theirs', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  showOnClinic(clinic, 'front-desk', '/patients', <ChartPane patientId={patientId} onClose={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
  type(screen.getByLabelText(/^Village/), 'Kolda');
  await clinic.call('nurse', 'patients.amend', { ...kofi, village: 'Dano', patientId, version: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Drop mine, show theirs' }));
  expect(valueOf(/^Village/)).toBe('Dano');
});

test('each row of the chart shows its own history: who, when, before and why', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, kofi);
  const medicationRequestId = await aPrescription(clinic, { patientId });
  await clinic.call('doctor', 'prescriptions.stop', { medicationRequestId, reason: 'rash on the second day' });
  showOnClinic(clinic, 'nurse', '/patients', <ChartPane patientId={patientId} onClose={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Show former medicines (1)' }));
  fireEvent.click(await screen.findByRole('button', { name: 'History of Amoxicillin 500 mg capsule' }));
  const dialog = await screen.findByRole('dialog', { name: 'History of Amoxicillin 500 mg capsule' });
  expect(await within(dialog).findByText('Why: rash on the second day')).toBeTruthy();
  expect(within(dialog).getByText('stopped')).toBeTruthy();
  expect(within(dialog).getByText('Test doctor wrote it down first')).toBeTruthy();
});
