// @vitest-environment happy-dom
import { rmSync } from 'node:fs';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MantineProvider } from '@mantine/core';
import { beforeAll, expect, test, vi } from 'vitest';
import { BackupCard } from '../../../renderer/features/backup/BackupCard.tsx';
import { BackupNotice } from '../../../renderer/features/backup/BackupNotice.tsx';
import { RecoveryKeyCard } from '../../../renderer/features/backup/RecoveryKeyCard.tsx';
import { LetInAgain } from '../../../renderer/features/session/LetInAgain.tsx';
import { RecoverySheet } from '../../../renderer/features/backup/RecoverySheet.tsx';
import { readKeys } from '../../../main/security/keys.ts';
import { openWithRecovery, renewRecoveryKey } from '../../../main/security/recoveryWrap.ts';
import { useSession } from '../../../renderer/lib/session.ts';
import { aPatient } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { clinicWithPasswords, minutesLater, rightPassword, signedInSeat } from '../../support/signedIn.ts';

/** The dialog that asks for the password once more. */
async function prove(): Promise<void> {
  const dialog = await screen.findByRole('dialog', { name: 'Is it you?' });
  fireEvent.change(within(dialog).getByLabelText('Password'), { target: { value: rightPassword } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Go on' }));
}

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
vi.setConfig({ testTimeout: 60_000 });

test('nobody goes on from the recovery key without typing a group of it back', () => {
  const onDone = vi.fn<() => void>();
  const groups = ['0A0A', '1B1B', '2C2C', '3D3D', '4E4E', '5F5F', '6G6G'];
  render(
    <MantineProvider env="test">
      <RecoverySheet sheet={{ groups, pdfBase64: '', fileName: 'sheet.pdf' }} onDone={onDone} />
    </MantineProvider>,
  );
  const field = screen.getByRole('textbox', { name: /Type group \d/ });
  const [, number] = /group (\d)/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? '') ?? [];
  const wanted = groups[Number(number) - 1] ?? '';
  const confirm = (text: string) => {
    fireEvent.change(field, { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'I have the sheet: go on' }));
  };
  confirm('');
  confirm(groups[Number(number) % groups.length] ?? '');
  expect(onDone).not.toHaveBeenCalled();
  expect(screen.getByText(`That is not group ${number}. Look at the sheet again.`)).toBeTruthy();
  confirm(` ${wanted.toLowerCase().replace('0', 'o').replace('1', 'l')} `);
  expect(onDone).toHaveBeenCalledOnce();
  cleanup();
});

test('an old backup is a warning on the first screen; one click makes the next, which is checked and restored from its row', async () => {
  const clinic = await clinicWithPasswords();
  clinic.clock.now = '2026-11-30T08:00:00.000Z';
  await aPatient(clinic, { familyName: 'Before' });
  const seat = await signedInSeat(clinic, 'administrator');
  minutesLater(clinic, 5.5);
  showOnClinic(
    { ...clinic, seat: () => seat },
    'administrator',
    '/settings',
    <>
      <BackupNotice />
      <BackupCard />
      <RecoveryKeyCard />
    </>,
  );
  expect((await screen.findAllByText(/No backup was ever made/)).length).toBe(2);
  expect(screen.getByText(/There is no recovery key/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Back up now' }));
  const check = await screen.findByRole('button', { name: 'Check' }, { timeout: 20_000 });
  await waitFor(() => expect(screen.queryByText(/No backup was ever made/)).toBeNull());
  fireEvent.click(check);
  expect(await screen.findByText(/This backup is whole: every byte/, {}, { timeout: 20_000 })).toBeTruthy();

  await aPatient(clinic, { familyName: 'After' });
  fireEvent.click(screen.getByRole('button', { name: 'Restore…' }));
  const dialog = await screen.findByRole('dialog');
  const patients = await within(dialog).findByRole('row', { name: /Patients/ });
  expect(
    within(patients)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['1', '2']);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Replace today’s data with this backup' }));
  await prove();
  await waitFor(() => expect(useSession.getState().signedIn).toBeNull(), { timeout: 20_000 });
  expect(clinic.host.open().raw.prepare('SELECT family_name FROM patient').pluck().all()).toEqual(['Before']);
});

test('a backup that was damaged on its stick is told in words, and is not restored', async () => {
  const clinic = await clinicWithPasswords();
  await clinic.call('manager', 'backups.make', { folder: `${clinic.facility.dataDir}/backups` });
  await waitFor(async () => expect((await clinic.call('manager', 'backups.status', {})).running).toBeNull(), { timeout: 20_000 });
  const { backups } = await clinic.call('manager', 'backups.list', { folder: `${clinic.facility.dataDir}/backups` });
  rmSync(`${clinic.facility.dataDir}/backups/${backups[0]?.name}/blobs.json`);
  const seat = await signedInSeat(clinic, 'administrator');
  showOnClinic({ ...clinic, seat: () => seat }, 'administrator', '/settings', <BackupCard />);
  fireEvent.click(await screen.findByRole('button', { name: 'Check' }));
  expect(
    await screen.findByText('This backup is damaged: blobs.json, missing. Do not rely on it; make a new one.', {}, { timeout: 20_000 }),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Restore…' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('row', { name: /Patients/ });
  fireEvent.click(within(dialog).getByRole('button', { name: /Replace/ }));
  expect(await within(dialog).findByText(/This is damaged \(blobs.json: missing\)/, {}, { timeout: 20_000 })).toBeTruthy();
  expect(clinic.facility.raw.open).toBe(true);
});

test('the data comes under a new key from the card: the password, the sheet, a group of it typed back, and only then the change', async () => {
  const clinic = await clinicWithPasswords();
  const { dataDir } = clinic.facility;
  const former = readKeys(dataDir).databaseKey;
  const seat = await signedInSeat(clinic, 'administrator');
  minutesLater(clinic, 5.5);
  showOnClinic({ ...clinic, seat: () => seat }, 'administrator', '/settings', <RecoveryKeyCard />);
  fireEvent.click(await screen.findByRole('button', { name: 'Encrypt under a new key…' }));
  const asking = await screen.findByRole('dialog', { name: 'Encrypt everything under a new key' });
  fireEvent.click(within(asking).getByRole('button', { name: 'Show the new sheet first' }));
  await prove();
  const dialog = await screen.findByRole('dialog', { name: 'The new recovery key' }, { timeout: 20_000 });
  const groups = within(dialog)
    .getAllByRole('listitem')
    .map((item) => item.textContent.slice(1));
  expect(readKeys(dataDir).databaseKey.equals(former)).toBe(true);
  const field = within(dialog).getByRole('textbox', { name: /Type group \d/ });
  const [, number] = /group (\d)/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? '') ?? [];
  fireEvent.change(field, { target: { value: groups[Number(number) - 1] } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'I have the sheet: go on' }));
  expect(await screen.findByText(/Everything is encrypted under the new key/, {}, { timeout: 20_000 })).toBeTruthy();
  expect(openWithRecovery(dataDir, groups.join('-')).equals(readKeys(dataDir).databaseKey)).toBe(true);
  expect(readKeys(dataDir).databaseKey.equals(former)).toBe(false);
});

test('an administrator who forgot the password comes in again with the sheet', async () => {
  const clinic = await clinicWithPasswords();
  const { dataDir } = clinic.facility;
  const sheet = renewRecoveryKey(dataDir, readKeys(dataDir).databaseKey, clinic.clock.now).join('-');
  const onDone = vi.fn<(username: string) => void>();
  const nobody = { id: 'window-1', kind: 'window' as const, user: null };
  showOnClinic({ ...clinic, seat: () => nobody }, 'administrator', '/', <LetInAgain onDone={onDone} onCancel={() => undefined} />);
  const key = screen.getByLabelText('Recovery key');
  fireEvent.change(key, { target: { value: `${sheet.slice(0, -1)}?` } });
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByText(/This is not a recovery key/)).toBeTruthy();
  fireEvent.change(key, { target: { value: sheet.toLowerCase() } });
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByLabelText('Test administrator (administrator)')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('New password'), { target: { value: 'calm river 1' } });
  fireEvent.change(screen.getByLabelText('New password again'), { target: { value: 'calm river 2' } });
  expect(screen.getByText('The two are not the same.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('New password again'), { target: { value: 'calm river 1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the new password' }));
  await waitFor(() => expect(onDone).toHaveBeenCalledWith('administrator'), { timeout: 20_000 });
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'recovery-reset'`).pluck().get()).toBe(1);
});
