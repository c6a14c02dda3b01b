// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import RangesScreen from '../../../../renderer/features/laboratory/RangesScreen.tsx';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
const type = (at: HTMLElement, value: string) => fireEvent.change(at, { target: { value } });

test('a range of one’s own is begun from a shipped one, saved with its source, and stands above them', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'laboratory', '/laboratory-ranges', <RangesScreen />);
  type(await screen.findByLabelText('Find a test'), 'sodium in serum');
  fireEvent.click(await screen.findByText('Sodium in Serum or Plasma'));
  await screen.findByText('None: the shipped ranges count.');
  fireEvent.click(screen.getByRole('button', { name: 'Start from this one' }));
  type(await screen.findByLabelText('Normal from'), '132,5');
  fireEvent.click(screen.getByRole('button', { name: 'Save range' }));
  await screen.findByText('Where does it come from?');
  expect(clinic.count('lab_range')).toBe(0);
  type(screen.getByLabelText('Source'), 'Leaflet');
  fireEvent.click(screen.getByRole('button', { name: 'Save range' }));
  await screen.findByText('132.5 to 145');
  expect(clinic.facility.raw.prepare('SELECT normal_low, from_age, source FROM lab_range').raw().get()).toEqual([132.5, '18y', 'Leaflet']);
});

test('a panel is put together; who may not change it sees it only', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'laboratory', '/laboratory-ranges', <RangesScreen />);
  fireEvent.click(await screen.findByLabelText('Panels'));
  fireEvent.click(await screen.findByRole('button', { name: 'New panel' }));
  type(await screen.findByLabelText('Name'), 'Fever');
  fireEvent.click(screen.getByRole('button', { name: 'Save panel' }));
  await screen.findByText('Add at least one test.');
  type(screen.getByLabelText('Add a test'), 'malaria rapid');
  fireEvent.click(await screen.findByText('Malaria rapid test, blood'));
  fireEvent.click(screen.getByRole('button', { name: 'Save panel' }));
  await waitFor(() => expect(clinic.count('lab_panel')).toBe(1));
  cleanup();
  showOnClinic(clinic, 'doctor', '/laboratory-ranges', <RangesScreen />);
  fireEvent.click(await screen.findByLabelText('Panels'));
  await screen.findByText('Fever');
  expect(screen.queryByRole('button', { name: 'New panel' })).toBeNull();
});
