// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import ConfigurationScreen from '../../../renderer/features/configuration/ConfigurationScreen.tsx';
import SettingsHistoryScreen from '../../../renderer/features/configuration/SettingsHistoryScreen.tsx';
import { AccessCard } from '../../../renderer/features/configuration/AccessCard.tsx';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic, type TestClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const choose = (file: File) => {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('no place for a file');
  fireEvent.change(input, { target: { files: [file] } });
};

async function fileOfAnother(): Promise<File> {
  const other: TestClinic = await testClinic();
  await other.call('administrator', 'accounts.composeRole', { name: 'Midwife', permissions: ['Patient.read'] });
  await other.call('administrator', 'access.amendPolicy', { breakGlassMinutes: 25, version: 1 });
  const { name, text } = await other.call('administrator', 'configuration.export', {});
  return new File([text], name, { type: 'application/json' });
}

test('a file of another clinic is shown before it is brought in, in words', async () => {
  const file = await fileOfAnother();
  showOnClinic(await testClinic(), 'administrator', '/configuration', <ConfigurationScreen />);
  choose(file);
  const table = await screen.findByRole('table', { name: 'What would change' });
  expect(within(table).getByText('Midwife')).toBeTruthy();
  expect(within(table).getByText('Patients: see')).toBeTruthy();
  expect(within(table).getByText('25')).toBeTruthy();
  expect(screen.getByText('of another facility')).toBeTruthy();
  fireEvent.submit(screen.getByRole('form', { name: 'Bring a configuration in' }));
  expect(screen.getByText('Write a reason.')).toBeTruthy();
});

test('a file that is none is refused in words', async () => {
  showOnClinic(await testClinic(), 'administrator', '/configuration', <ConfigurationScreen />);
  choose(new File(['a holiday'], 'holiday.json'));
  expect(await screen.findByText(/This file is not a configuration of MedVault/)).toBeTruthy();
  choose(new File(['x'.repeat(300_000)], 'huge.json'));
  expect(await screen.findByText(/larger than 256 kB/)).toBeTruthy();
});

test('who may only look takes the file out, and has no way to bring one in', async () => {
  showOnClinic(await testClinic(), 'auditor', '/configuration', <ConfigurationScreen />);
  expect(screen.getByRole('button', { name: 'Export' })).toBeTruthy();
  expect(screen.queryByText('Choose a file')).toBeNull();
});

test('the minutes of emergency access are changed with a reason, and stand in the history with before and after', async () => {
  const clinic = await testClinic();
  showOnClinic(
    clinic,
    'administrator',
    '/settings',
    <>
      <AccessCard />
      <SettingsHistoryScreen />
    </>,
  );
  const form = await screen.findByRole('form', { name: 'Emergency access' });
  type(within(form).getByLabelText(/stays open for/), '90');
  type(within(form).getByLabelText('Why it changes'), 'the ward is far');
  fireEvent.submit(form);
  const grid = screen.getByRole('grid', { name: 'History of settings' });
  fireEvent.click(await within(grid).findByText('the ward is far'));
  await waitFor(() => expect(screen.getByRole('table')).toBeTruthy());
  const table = screen.getByRole('table');
  expect(within(table).getByText('60')).toBeTruthy();
  expect(within(table).getByText('90')).toBeTruthy();
});
