// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { findEnded } from '../../../main/duplicates/find.ts';
import { PartAgain } from '../../../renderer/features/duplicates/PartAgain.tsx';
import DuplicatesScreen from '../../../renderer/features/duplicates/DuplicatesScreen.tsx';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { type TestClinic, testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const moussa = {
  familyName: 'Traoré',
  givenNames: 'Moussa',
  sex: 'male',
  birthDate: '1985-04-03',
  phone: '70112233',
  village: 'Kolda',
} as const;
const others = ['Diallo Awa 1990-01-02', 'Sow Binta 1971-06-07', 'Ba Omar 2001-09-10', 'Keita Sira 1966-11-12', 'Ndiaye Modou 1979-03-04'];

/** One man twice, and five others. */
async function aFile(clinic: TestClinic): Promise<void> {
  const register = (person: object, differentFrom: string[] = []) =>
    clinic.call('front-desk', 'patients.register', { ...moussa, ...person, differentFrom });
  const first = await register({});
  const ids = first.outcome === 'registered' ? [first.patientId] : [];
  await register({ familyName: 'Traore', givenNames: 'Mousa', birthDate: '1985-03-04', phone: '' }, ids);
  for (const other of others) {
    const [familyName = '', givenNames = '', birthDate = ''] = other.split(' ');
    await register({ familyName, givenNames, birthDate, phone: '', village: 'Kayar' }, ids);
  }
}

test('from the look through the file to one person and back, by the screen alone', async () => {
  const clinic = await testClinic();
  await aFile(clinic);
  showOnClinic(clinic, 'doctor', '/duplicates', <DuplicatesScreen />);
  await screen.findByText('The file has not been looked through yet.');
  fireEvent.click(screen.getByRole('button', { name: 'Look through the file' }));
  await waitFor(() => expect(clinic.count('duplicate_run')).toBe(1));
  await findEnded(clinic.facility);
  const grid = await screen.findByRole('grid', { name: 'Pairs of records' });
  fireEvent.click((await within(grid).findAllByText(/Traor/))[0]!);
  await screen.findByText('day and month exchanged');
  fireEvent.click(screen.getByRole('button', { name: 'Join the records …' }));

  await screen.findByText('Which value is right?');
  const born = screen.getByRole('radiogroup', { name: 'Born' });
  fireEvent.click(within(born).getAllByRole('radio')[1]!);
  fireEvent.click(await screen.findByRole('button', { name: /^Join: P-.* stays$/ }));
  await waitFor(() => expect(clinic.count('patient_link')).toBe(1));
  expect(clinic.facility.raw.prepare(`SELECT birth_date FROM patient WHERE given_names = 'Moussa'`).pluck().get()).toBe('1985-03-04');
  await screen.findByText('Nobody seems to stand in the file twice');

  fireEvent.click(screen.getByRole('radio', { name: 'Joined' }));
  const joined = await screen.findByRole('grid', { name: 'Joined records' });
  fireEvent.click((await within(joined).findAllByText(/Traor/))[0]!);
  await screen.findByText(/Born: 1985-03-04 → 1985-04-03/);
  fireEvent.click(screen.getByRole('button', { name: 'Part the records' }));
  await screen.findByText('Write at least 3 letters.');
  fireEvent.change(screen.getByLabelText(/^Why they are two people/), { target: { value: 'cousins' } });
  fireEvent.click(screen.getByRole('button', { name: 'Part the records' }));
  await waitFor(() => expect(clinic.facility.raw.prepare('SELECT ended_at FROM patient_link').pluck().get()).not.toBeNull());
  expect(clinic.facility.raw.prepare(`SELECT birth_date FROM patient WHERE given_names = 'Moussa'`).pluck().get()).toBe('1985-04-03');
});

test('two people are noted as such, asked about no more, and can be asked about again', async () => {
  const clinic = await testClinic();
  await aFile(clinic);
  await clinic.call('doctor', 'duplicates.find', {});
  await findEnded(clinic.facility);
  showOnClinic(clinic, 'doctor', '/duplicates', <DuplicatesScreen />);
  const grid = await screen.findByRole('grid', { name: 'Pairs of records' });
  fireEvent.click((await within(grid).findAllByText(/Traor/))[0]!);
  fireEvent.click(await screen.findByRole('button', { name: 'Two people' }));
  await screen.findByText('Nobody seems to stand in the file twice');
  fireEvent.click(screen.getByRole('radio', { name: 'Two people' }));
  const apart = await screen.findByRole('grid', { name: 'Pairs of records' });
  fireEvent.click((await within(apart).findAllByText(/Traor/))[0]!);
  fireEvent.click(await screen.findByRole('button', { name: 'Ask about them again' }));
  await screen.findByText('Nobody was said to be two people');
  expect((await clinic.call('doctor', 'duplicates.list', {})).total).toBe(1);
});

test('in the chart a joined record is parted again, by whoever may join them', async () => {
  const clinic = await testClinic();
  await aFile(clinic);
  const [one = '', other = ''] = clinic.facility.raw.prepare('SELECT id FROM patient ORDER BY id LIMIT 2').pluck().all() as string[];
  const record = (patientId: string) => ({ patientId, version: 1 });
  await clinic.call('doctor', 'duplicates.merge', { surviving: record(one), merged: record(other), take: [] });
  showOnClinic(clinic, 'nurse', '/patients', <PartAgain patientId={one} />);
  expect(screen.queryByRole('button', { name: /^Part again/ })).toBeNull();
  cleanup();
  showOnClinic(clinic, 'doctor', '/patients', <PartAgain patientId={one} />);
  fireEvent.click(await screen.findByRole('button', { name: /^Part again … P-/ }));
  fireEvent.change(await screen.findByLabelText(/^Why they are two people/), { target: { value: 'cousins' } });
  fireEvent.click(screen.getByRole('button', { name: 'Part the records' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Part again/ })).toBeNull());
  expect(clinic.facility.raw.prepare('SELECT ended_at FROM patient_link').pluck().get()).not.toBeNull();
});
