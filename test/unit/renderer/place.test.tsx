// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { FacilityCard } from '../../../renderer/features/settings/FacilityCard.tsx';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const valueOf = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;

test('the place of the facility is moved by arrow keys, typed and pasted; map and fields say the same, and it is saved with its reason', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/settings', <FacilityCard />);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  const map = await screen.findByRole('application', { name: 'Map of the world' }, { timeout: 10_000 });
  expect(screen.getByRole('status').textContent).toBe('7.35 · -1.94 · Ghana');
  fireEvent.keyDown(map, { key: 'ArrowUp' });
  expect(Number(valueOf('Latitude'))).toBeGreaterThan(7.35);
  expect(valueOf('Longitude')).toBe('-1.94');
  const moved = Number(valueOf('Latitude')) - 7.35;
  fireEvent.keyDown(map, { key: 'ArrowDown', shiftKey: true });
  expect(Math.abs(Number(valueOf('Latitude')) - 7.35 - 0.9 * moved)).toBeLessThan(0.002);
  type(screen.getByLabelText('Latitude'), '-1.2921, 36.8219');
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('-1.2921 · 36.8219 · Kenya'));
  type(screen.getByLabelText('Why it changes'), 'the clinic moved');
  fireEvent.submit(screen.getByRole('form', { name: 'Facility' }));
  await screen.findByText('-1.2921, 36.8219');
  const { entries } = await clinic.call('administrator', 'configuration.history', { resource: 'facility', limit: 1 });
  expect(entries[0]).toMatchObject({
    reason: 'the clinic moved',
    changes: [{ field: 'latitude', after: '-1.2921' }, { field: 'longitude' }],
  });
});

test('two desks at the facility: the second sees what the first changed, and keeps what was typed', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'administrator', '/settings', <FacilityCard />);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  const form = screen.getByRole('form', { name: 'Facility' });
  type(within(form).getByLabelText('Phone'), '+233 20');
  await clinic.call('manager', 'facility.amend', { version: 1, name: 'Hill Clinic', latitude: 7.35, longitude: -1.94, reason: 'renamed' });
  await screen.findByText(/Somebody else changed this record/);
  await screen.findByText(/Test manager, .*renamed/s);
  fireEvent.click(screen.getByRole('button', { name: 'Take over and go on' }));
  fireEvent.submit(form);
  await screen.findByText('+233 20');
  expect(clinic.facility.self).toMatchObject({ name: 'Hill Clinic', phone: '+233 20' });
});
