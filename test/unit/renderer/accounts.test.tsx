// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Route } from 'wouter';
import AccountsScreen from '../../../renderer/features/accounts/AccountsScreen.tsx';
import RolesScreen from '../../../renderer/features/accounts/RolesScreen.tsx';
import { en } from '../../../renderer/lib/strings/index.ts';
import { rolePermissions } from '../../../main/security/roles.ts';
import { listPermissions } from '../../../main/security/matrix.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const accountsRoute = <Route path="/accounts/:userId?" component={AccountsScreen} />;

test('a person is added with a role, and stands in the list; what is missing is said beside its field', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/accounts', accountsRoute);
  fireEvent.click(await screen.findByRole('button', { name: 'Add a person' }));
  const form = await screen.findByRole('form', { name: 'Add a person' });
  fireEvent.submit(form);
  expect(within(form).getByText('Choose at least one role.')).toBeTruthy();
  type(within(form).getByLabelText(/^Name/), 'Efua Owusu');
  type(within(form).getByLabelText(/^User name/), 'efua');
  type(within(form).getByLabelText(/^First password/), 'river-lamp-42');
  fireEvent.click(await within(form).findByRole('checkbox', { name: 'Nurse' }));
  fireEvent.submit(form);
  await screen.findByRole('form', { name: 'Account of Efua Owusu' });
  expect(within(screen.getByRole('grid', { name: 'Accounts' })).getByText('Efua Owusu')).toBeTruthy();
  expect(
    clinic.facility.raw
      .prepare(`SELECT role_code FROM user_role JOIN user_account u ON u.id = user_id WHERE username = 'efua'`)
      .pluck()
      .get(),
  ).toBe('nurse');
});

test('two administrators at one account: the second sees who changed what, and merges; nothing typed is lost', async () => {
  const clinic = await testClinic();
  const { userId } = await clinic.call('administrator', 'accounts.add', {
    displayName: 'Efua Owusu',
    username: 'efua',
    roles: ['nurse'],
    password: 'river-lamp-42',
  });
  showOnClinic(clinic, 'administrator', `/accounts/${userId}`, accountsRoute);
  const form = await screen.findByRole('form', { name: 'Account of Efua Owusu' });
  type(within(form).getByLabelText(/^Name/), 'Efua Mensah');
  const theirs = { userId, version: 1, displayName: 'Efua Sarpong', roles: ['doctor'], isBookable: true };
  await clinic.call('administrator', 'accounts.amend', theirs);
  fireEvent.submit(form);
  expect(await screen.findByText(/Somebody else changed this record/)).toBeTruthy();
  await screen.findByText(/Test administrator, /);
  const table = screen.getByRole('table');
  expect(within(table).getByText('Efua Sarpong')).toBeTruthy();
  expect(within(table).getByText('Doctor')).toBeTruthy();
  expect((screen.getByLabelText(/^Name/) as HTMLInputElement).value).toBe('Efua Mensah');
  fireEvent.click(screen.getByRole('button', { name: 'Take over and go on' }));
  fireEvent.submit(screen.getByRole('form'));
  const { raw } = clinic.facility;
  await waitFor(() => expect(raw.prepare('SELECT display_name FROM user_account WHERE id = ?').pluck().get(userId)).toBe('Efua Mensah'));
  expect(raw.prepare('SELECT role_code FROM user_role WHERE user_id = ?').pluck().all(userId)).toEqual(['doctor']);
});

test('the last administrator is kept, in words', async () => {
  const clinic = await testClinic();
  const userId = clinic.facility.raw.prepare(`SELECT id FROM user_account WHERE username = 'administrator'`).pluck().get() as string;
  showOnClinic(clinic, 'administrator', `/accounts/${userId}`, accountsRoute);
  const form = await screen.findByRole('form', { name: 'Account of Test administrator' });
  fireEvent.click(await within(form).findByRole('checkbox', { name: 'Auditor' }));
  fireEvent.click(within(form).getByRole('checkbox', { name: 'Administrator' }));
  fireEvent.submit(form);
  expect(await within(form).findByText(en.errors.auth.last_administrator)).toBeTruthy();
});

test('a role is composed, marked by keyboard and saved; built-in cells do not move', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/roles', <RolesScreen />);
  fireEvent.click(await screen.findByRole('button', { name: 'Compose a role' }));
  const form = await screen.findByRole('form', { name: 'Compose a role' });
  type(within(form).getByLabelText(/^Name of the role/), 'Midwife');
  fireEvent.submit(form);
  const grid = await screen.findByRole('grid', { name: 'Matrix of roles and permissions' });
  const seen = await within(grid).findByRole('cell', { name: 'Midwife, Patients: see: no' });
  const nurse = within(grid).getByRole('cell', { name: 'Nurse, Patients: see: yes' });
  fireEvent.focus(nurse);
  fireEvent.keyDown(nurse, { key: ' ' });
  fireEvent.keyDown(nurse, { key: 'End' });
  expect(document.activeElement).toBe(seen);
  fireEvent.keyDown(seen, { key: ' ' });
  expect(within(grid).getByRole('cell', { name: 'Nurse, Patients: see: yes' })).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Save Midwife' }));
  await waitFor(() =>
    expect(clinic.facility.raw.prepare(`SELECT permission FROM role_permission WHERE role_code = 'Midwife'`).pluck().all()).toEqual([
      'Patient.read',
    ]),
  );
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Save Midwife' })).toBeNull());
});

test('who may only look sees the matrix and no way to change it', async () => {
  const clinic = await testClinic();
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Midwife', permissions: [] });
  showOnClinic(clinic, 'auditor', '/roles', <RolesScreen />);
  const cell = await screen.findByRole('cell', { name: 'Midwife, Patients: see: no' });
  fireEvent.click(cell);
  expect(screen.queryByRole('button', { name: /Save|Compose|Remove/ })).toBeNull();
});

test('every permission and every built-in role has words', () => {
  const { resource, verb } = en.accounts;
  const wordless = listPermissions()
    .map(({ permission }) => permission)
    .filter((permission) => {
      const [thing = '', act = ''] = permission.split('.');
      return !Object.hasOwn(resource, thing) || !Object.hasOwn(verb, act);
    });
  expect(wordless).toEqual([]);
  expect(Object.keys(rolePermissions).filter((role) => !Object.hasOwn(en.frame.role, role))).toEqual([]);
});
