// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import HomeScreen from '../../../renderer/features/home/HomeScreen.tsx';
import { ChartPane } from '../../../renderer/features/patients/ChartPane.tsx';
import BreakGlassScreen from '../../../renderer/features/visibility/BreakGlassScreen.tsx';
import DepartmentsScreen from '../../../renderer/features/visibility/DepartmentsScreen.tsx';
import { callAt } from '../../support/signedIn.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { aFullRecord, canary } from '../../support/sensitive.ts';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const noop = () => undefined;
const reason = 'unconscious, no history known';

test('a restricted record shows who it is and the way in; opened, it carries the banner until it is closed', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  showOnClinic(clinic, 'nurse', '/patients', <ChartPane patientId={patientId} onClose={noop} />);
  await screen.findByText('This record is restricted');
  expect(screen.getByText('Tettebi, Kofi')).toBeTruthy();
  expect(document.body.textContent).not.toContain(canary);
  type(screen.getByLabelText(/^Why you must see it now/), 'urgent');
  fireEvent.click(screen.getByRole('button', { name: 'Open for 60 min' }));
  await screen.findByText(/Write at least 10 letters/);
  type(screen.getByLabelText(/^Why you must see it now/), reason);
  fireEvent.keyDown(screen.getByLabelText(/^Why you must see it now/), { key: 'Enter', ctrlKey: true });
  await screen.findByText('Open in an emergency for another 60 min, until 09:00');
  expect((await screen.findAllByText(new RegExp(canary))).length).toBeGreaterThan(0);
  fireEvent.click(screen.getByRole('button', { name: 'Close now' }));
  await screen.findByText('This record is restricted');
  expect(document.body.textContent).not.toContain(canary);
});

test('a front desk is offered no way in', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  showOnClinic(clinic, 'front-desk', '/patients', <ChartPane patientId={patientId} onClose={noop} />);
  await screen.findByText('This record is restricted');
  expect(screen.queryByRole('button', { name: 'Open for 60 min' })).toBeNull();
});

test('a record that another seat marks while it is open closes under the reader', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  showOnClinic(clinic, 'nurse', '/patients', <ChartPane patientId={patientId} onClose={noop} />);
  expect((await screen.findAllByText(new RegExp(canary))).length).toBeGreaterThan(0);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  await screen.findByText('This record is restricted');
  expect(document.body.textContent).not.toContain(canary);
});

test('the officer is told on Today, and escalates only with a note', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  await callAt(clinic, clinic.seat('nurse'), 'breakGlass.open', { patientId, reason });
  showOnClinic(
    clinic,
    'administrator',
    '/',
    <>
      <HomeScreen />
      <BreakGlassScreen />
    </>,
  );
  await screen.findByText('1 restricted record was opened in an emergency and waits for your review.');
  const grid = await screen.findByRole('grid', { name: 'Openings' });
  fireEvent.click(await within(grid).findByText(reason));
  fireEvent.click(await screen.findByRole('button', { name: 'Escalate' }));
  await screen.findByText('Write why you escalate.');
  type(screen.getByLabelText(/^Note/), 'ask the matron');
  fireEvent.click(screen.getByRole('button', { name: 'Escalate' }));
  await screen.findByText('Nothing to review');
  await waitFor(() => expect(screen.queryByText(/waits for your review/)).toBeNull());
  expect(clinic.facility.raw.prepare('SELECT verdict, review_note FROM break_glass').get()).toEqual({
    verdict: 'escalated',
    review_note: 'ask the matron',
  });
});

test('a doctor is asked for whom, and lifts a mark with a reason', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  showOnClinic(clinic, 'doctor', '/patients', <ChartPane patientId={patientId} onClose={noop} />);
  const card = await screen.findByRole('region', { name: 'Who may see this record' });
  await within(card).findByText('Everybody whose role reads charts.');
  fireEvent.click(within(card).getByRole('button', { name: 'Mark as sensitive' }));
  fireEvent.click(within(card).getByRole('button', { name: 'Mark as sensitive' }));
  await within(card).findByText('Name at least one department or role.');
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  await within(card).findByText('by wish');
  fireEvent.click(within(card).getByRole('button', { name: 'Lift the mark' }));
  const dialog = await screen.findByRole('dialog');
  type(within(dialog).getByLabelText(/^Reason/), 'no longer wished');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Lift the mark' }));
  await waitFor(() => expect(within(card).queryByText('by wish')).toBeNull());
  expect(clinic.facility.raw.prepare('SELECT end_reason FROM sensitivity_mark').pluck().get()).toBe('no longer wished');
});

test('a department is added and its members are named', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/departments', <DepartmentsScreen />);
  await screen.findByText('No departments yet');
  fireEvent.click(screen.getByRole('button', { name: 'Add a department' }));
  type(await screen.findByLabelText(/^Name/), 'Maternity');
  fireEvent.submit(screen.getByRole('form', { name: 'Add a department' }));
  await screen.findByRole('form', { name: 'Maternity' });
  const grid = screen.getByRole('grid', { name: 'Departments' });
  expect(await within(grid).findByText('Maternity')).toBeTruthy();
});
