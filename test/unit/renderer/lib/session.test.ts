// @vitest-environment happy-dom
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { SignedIn } from '../../../../preload/contract/session.ts';
import { startClient } from '../../../../renderer/lib/api.ts';
import { beginSession, followSession, lockSession, useSession } from '../../../../renderer/lib/session.ts';
import { fakeFacility } from '../../../support/fakeFacility.ts';

const amina: SignedIn = {
  token: 'token-of-the-session',
  user: { id: 'u', username: 'amina', displayName: 'Amina', practitionerId: 'p' },
  roles: [],
  permissions: [],
  preferences: { locale: 'en', theme: 'auto' },
  isLocked: false,
  idleLockMinutes: 5,
  mustEnrolTotp: false,
};
let facility: ReturnType<typeof fakeFacility>;

beforeEach(() => {
  facility = fakeFacility();
  const client = startClient(facility.connect);
  onTestFinished(() => client.close());
  followSession(client);
  facility.open();
  useSession.setState({ signedIn: null, isLocked: false, ended: 'no' });
  beginSession(amina);
});
const sent = () => facility.received.map((request) => request.method);

test('a session ended from another seat brings the sign-in page at once', async () => {
  facility.say({ t: 'changed', tables: ['session', 'audit_event'] });
  facility.refuse('session.check', 'auth.signed_out');
  await vi.waitFor(() => expect(useSession.getState()).toMatchObject({ signedIn: null, ended: 'expired' }));
  expect(sent()).not.toContain('session.signOut'); // it is over there already
});

test('news of somebody else’s session changes nothing here', async () => {
  facility.say({ t: 'changed', tables: ['session'] });
  facility.answer('session.check', { isLocked: false, canUsePin: false });
  await Promise.resolve();
  expect(useSession.getState()).toMatchObject({ signedIn: amina, isLocked: false });
});

test('a session that the facility locked is locked in the window too', async () => {
  facility.say({ t: 'changed', tables: ['session'] });
  facility.answer('session.check', { isLocked: true, canUsePin: true });
  await vi.waitFor(() => expect(useSession.getState().isLocked).toBe(true));
  expect(sent()).toEqual(['session.check', 'session.lock']);
});

test('a new connection does not unlock, and a lock that was not heard is said again', async () => {
  lockSession('idle');
  facility.close();
  facility.open();
  facility.answer('session.resume', amina);
  await vi.waitFor(() => expect(sent().filter((method) => method === 'session.lock')).toHaveLength(2));
  expect(useSession.getState()).toMatchObject({ signedIn: amina, isLocked: true });
});
