// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { RegisterPane } from '../../../../renderer/features/patients/RegisterPane.tsx';
import { queryClient, startClient } from '../../../../renderer/lib/api.ts';
import { beginSession, lockSession } from '../../../../renderer/lib/session.ts';
import { fakeFacility } from '../../../support/fakeFacility.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';

beforeAll(prepareScreen);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const candidate = {
  patientId: '0190a000-0000-7000-8000-000000000001',
  number: 'P-AAAAAA-A00001-11',
  displayName: 'Esther Nakimuli',
  sex: 'female',
  birthDate: '1987-03-12',
  birthDatePrecision: 'day',
  phone: '',
  village: 'Kisoro',
  lastSeenAt: null,
  score: 0.93,
  reasons: [{ code: 'similar-name', detail: 'Nakimully · Nakimuli' }],
};

async function open(draft: unknown = null) {
  const facility = fakeFacility();
  const onDone = vi.fn<(patientId: string) => void>();
  startClient(facility.connect);
  facility.open();
  render(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RegisterPane onDone={onDone} onCancel={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await act(async () => facility.answer('drafts.get', { draft }));
  const sent = (method: string) => facility.received.filter((request) => request.method === method);
  return { facility, onDone, sent };
}

const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.keyDown(screen.getByLabelText(/Family name/), { key: 'Enter', ctrlKey: true });

test('typing is kept as a draft within two seconds', async () => {
  const { sent } = await open();
  type(/Family name/, 'Nakimuli');
  expect(sent('drafts.save')).toHaveLength(0);
  await act(() => vi.advanceTimersByTimeAsync(1900));
  expect(sent('drafts.save').map((request) => request.input)).toEqual([
    expect.objectContaining({ form: 'patients.register', content: expect.objectContaining({ familyName: 'Nakimuli' }) }),
  ]);
});

test('locking keeps the last words before the facility is told to lock', async () => {
  const { facility } = await open();
  beginSession({
    token: 'token-of-the-session',
    user: { id: 'u', username: 'amina', displayName: 'Amina', practitionerId: 'p' },
    roles: [],
    permissions: [],
    preferences: { locale: 'en', theme: 'auto' },
    isLocked: false,
    idleLockMinutes: 5,
    mustEnrolTotp: false,
  });
  type(/Family name/, 'Nakimuli');
  act(() => lockSession('asked'));
  expect(facility.received.map((request) => request.method).slice(-2)).toEqual(['drafts.save', 'session.lock']);
});

test('a draft comes back and says from when', async () => {
  await open({ content: { familyName: 'Nakimuli', birth: '34 y' }, savedAt: new Date().toISOString() });
  expect(screen.getByLabelText<HTMLInputElement>(/Family name/).value).toBe('Nakimuli');
  expect(screen.getByText(/unsaved typing from just now is back/)).toBeTruthy();
});

test('a form that is not right is not sent; the mistake stands at its field', async () => {
  const { sent } = await open();
  type(/Birth date or age/, 'long ago');
  save();
  expect(sent('patients.register')).toHaveLength(0);
  expect(screen.getByText('Type the family name, or the only name.')).toBeTruthy();
  expect(screen.getByText(/Not understood/)).toBeTruthy();
});

test('a likely duplicate is shown beside what was typed; "different people" registers with the same answer in mind', async () => {
  const { facility, sent, onDone } = await open();
  type(/Family name/, 'Nakimully');
  save();
  await act(async () => facility.answer('patients.register', { outcome: 'likely-duplicate', candidates: [candidate] }));
  expect(screen.getByText('93% alike')).toBeTruthy();
  expect(screen.getByText('Name sounds or is spelt alike')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'They are different people: register' }));
  const [first, second] = sent('patients.register');
  expect(second?.input).toMatchObject({ familyName: 'Nakimully', differentFrom: [candidate.patientId] });
  expect(second?.key).not.toBe(first?.key); // another decision is another intent
  await act(async () => facility.answer('patients.register', { outcome: 'registered', patientId: 'new', number: 'n' }));
  expect(onDone).toHaveBeenCalledWith('new');
});

test('opening the person who was found registers nobody', async () => {
  const { facility, sent, onDone } = await open();
  type(/Family name/, 'Nakimully');
  save();
  await act(async () => facility.answer('patients.register', { outcome: 'likely-duplicate', candidates: [candidate] }));
  fireEvent.click(screen.getByRole('button', { name: 'Open this record' }));
  expect(onDone).toHaveBeenCalledWith(candidate.patientId);
  expect(sent('patients.register')).toHaveLength(1);
});

test('a refusal is a sentence with a next step; the retry after a lost answer carries the same key', async () => {
  const { facility, sent } = await open();
  type(/Family name/, 'Nakimuli');
  save();
  await act(async () => facility.refuse('patients.register', 'storage.full'));
  expect(screen.getByRole('alert').textContent).toMatch(/disk is full.*Free some space/);
  save();
  await act(async () => facility.close());
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(screen.getByRole('alert').textContent).toMatch(/did not answer/);
  await act(async () => facility.open());
  save();
  const keys = sent('patients.register').map((request) => request.key);
  expect(keys).toHaveLength(3);
  expect(keys[2]).toBe(keys[1]);
  expect(keys[1]).not.toBe(keys[0]);
});
