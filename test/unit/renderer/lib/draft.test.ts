// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SignedIn } from '../../../../preload/contract/session.ts';
import { startClient } from '../../../../renderer/lib/api.ts';
import { useDraft } from '../../../../renderer/lib/draft.ts';
import { beginSession, endSession, followSession, lockSession, unlockSession, useSession } from '../../../../renderer/lib/session.ts';
import { fakeFacility } from '../../../support/fakeFacility.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  useSession.setState({ signedIn: null, isLocked: false, ended: 'no' });
});

const session = (id: string): SignedIn => ({
  token: `token-of-${id}-token-of-${id}`,
  user: { id, username: id, displayName: id, practitionerId: id },
  roles: [],
  permissions: [],
  preferences: { locale: 'en', theme: 'light' },
  isLocked: false,
  idleLockMinutes: 5,
  mustEnrolTotp: false,
});

/** The drafts of a form, on the line of somebody signed in. */
function aForm() {
  const facility = fakeFacility();
  followSession(startClient(facility.connect));
  facility.open();
  act(() => beginSession(session('amina')));
  const open = () => {
    const { result, unmount } = renderHook(() => useDraft('patients.register'));
    return {
      unmount,
      type: (familyName: string) => act(() => result.current.save({ familyName })),
      discard: () => act(() => result.current.discard()),
      restored: () => result.current.restored,
    };
  };
  const saves = () => facility.received.filter(({ method }) => method === 'drafts.save').map(({ input }) => input);
  return { facility, open, saves };
}

const typed = { form: 'patients.register', patientId: null, content: { familyName: 'Nakimuli' } };

test('what was typed without a network goes out when it is back, although the lock has taken the form away', async () => {
  const { facility, open, saves } = aForm();
  const form = open();
  await act(async () => facility.answer('drafts.get', { draft: null }));
  await act(async () => facility.close());
  form.type('Nakimuli');
  await act(async () => lockSession('idle'));
  form.unmount();
  await vi.advanceTimersByTimeAsync(120_000); // every call has been given up by now
  expect(saves()).toEqual([]);

  await act(async () => facility.open());
  await act(async () => facility.answer('session.resume', { ...session('amina'), isLocked: true }));
  expect(saves()).toEqual([]); // a locked session may save nothing
  await act(async () => unlockSession());
  expect(saves()).toEqual([typed]);
  await act(async () => facility.answer('drafts.save', { savedAt: '2026-11-21T08:00:00.000Z' }));
  await act(async () => lockSession('asked'));
  await act(async () => unlockSession());
  expect(saves()).toHaveLength(1);

  const again = open();
  await act(async () => facility.answer('drafts.get', { draft: null }));
  expect(again.restored()).toBeNull();
});

test('a form that opens again before the network is back has its words', async () => {
  const { facility, open } = aForm();
  const form = open();
  await act(async () => facility.answer('drafts.get', { draft: null }));
  await act(async () => facility.close());
  form.type('Nakimuli');
  form.unmount();
  expect(open().restored()).toMatchObject({ content: { familyName: 'Nakimuli' } });
});

test('nobody else gets them, and their owner does after the session had ended', async () => {
  const { facility, open, saves } = aForm();
  const form = open();
  await act(async () => facility.answer('drafts.get', { draft: null }));
  await act(async () => facility.close());
  form.type('Nakimuli');
  await act(async () => endSession('expired'));
  form.unmount();
  await vi.advanceTimersByTimeAsync(60_000);
  await act(async () => facility.open());

  act(() => beginSession(session('joseph')));
  const his = open();
  expect(his.restored()).toBeUndefined(); // his own is being asked for
  his.unmount();
  expect(saves()).toEqual([]);
  act(() => beginSession(session('amina')));
  expect(saves()).toEqual([typed]);
});

test('words that were discarded do not come back with the network', async () => {
  const { facility, open, saves } = aForm();
  const form = open();
  await act(async () => facility.answer('drafts.get', { draft: null }));
  await act(async () => facility.close());
  form.type('Nakimuli');
  await vi.advanceTimersByTimeAsync(40_000);
  form.discard();
  await act(async () => facility.open());
  await act(async () => facility.answer('session.resume', session('amina')));
  expect(saves()).toEqual([]);
});
