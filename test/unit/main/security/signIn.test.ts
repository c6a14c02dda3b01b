import { expect, test } from 'vitest';
import { delayAfter } from '../../../../main/security/signInDelay.ts';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import type { Seat } from '../../../../main/facility/context.ts';
import { hashPassword } from '../../../../sync/security/password.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const aSeat = (): Seat => ({ id: 'window-1', kind: 'window', user: null });

async function clinicWithPassword(): Promise<TestClinic> {
  const clinic = await testClinic();
  clinic.facility.raw
    .prepare(`UPDATE user_account SET password_hash = ? WHERE username = 'doctor'`)
    .run(await hashPassword('right horse 9'));
  return clinic;
}
const signIn = (clinic: TestClinic, seat: Seat, password: string, username = 'doctor') =>
  dispatch(clinic.host, seat, { id: '1', method: 'session.signIn', input: { username, password } });

test('the right password opens a session with the rights of the role; the user name in any case', async () => {
  const clinic = await clinicWithPassword();
  const seat = aSeat();
  const answer = await signIn(clinic, seat, 'right horse 9', 'DOCTOR');
  expect(answer).toMatchObject({ ok: true, value: { roles: ['doctor'], user: { username: 'doctor' } } });
  expect(seat.user?.permissions.has('MedicationRequest.create')).toBe(true);
});

test('wrong passwords make one wait, longer and longer, and the wait survives a restart of the seat', async () => {
  const clinic = await clinicWithPassword();
  for (let n = 0; n < 3; n++) expect(await signIn(clinic, aSeat(), 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn(clinic, aSeat(), 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn(clinic, aSeat(), 'right horse 9')).toMatchObject({ error: { code: 'auth.locked_out', data: { seconds: 10 } } });
  clinic.clock.now = '2026-11-21T08:00:11.000Z';
  expect(await signIn(clinic, aSeat(), 'right horse 9')).toMatchObject({ ok: true });
  expect([1, 3, 4, 5, 6, 40].map(delayAfter)).toEqual([0, 0, 10, 20, 40, 900]);
});

test('an unknown name is refused with the same words as a wrong password, and both are in the audit', async () => {
  const clinic = await clinicWithPassword();
  expect(await signIn(clinic, aSeat(), 'right horse 9', 'nobody')).toEqual(await signIn(clinic, aSeat(), 'wrong'));
  expect(clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'sign-in-refused'`).pluck().get()).toBe(2);
});

test('a session is resumed at its own seat only, until it is ended or twelve hours old', async () => {
  const clinic = await clinicWithPassword();
  const seat = aSeat();
  const answer = await signIn(clinic, seat, 'right horse 9');
  const { token } = (answer as { value: { token: string } }).value;
  const resume = (at: Seat) => dispatch(clinic.host, at, { id: '2', method: 'session.resume', input: { token } });
  expect(await resume(aSeat())).toMatchObject({ ok: true, value: { user: { username: 'doctor' } } });
  expect(await resume({ ...aSeat(), id: 'window-2' })).toMatchObject({ error: { code: 'auth.signed_out' } });
  clinic.clock.now = '2026-11-21T20:00:01.000Z';
  expect(await resume(aSeat())).toMatchObject({ error: { code: 'auth.signed_out' } });
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  await dispatch(clinic.host, seat, { id: '3', method: 'session.signOut', input: {} });
  expect(seat.user).toBeNull();
  expect(await resume(aSeat())).toMatchObject({ error: { code: 'auth.signed_out' } });
});

test('neither the password nor the token stands in the database', async () => {
  const clinic = await clinicWithPassword();
  const { token } = ((await signIn(clinic, aSeat(), 'right horse 9')) as { value: { token: string } }).value;
  const everything = JSON.stringify(
    ['user_account', 'session', 'seat', 'audit_event'].map((table) => clinic.facility.raw.prepare(`SELECT * FROM ${table}`).all()),
  );
  expect(everything).not.toContain(token);
  expect(everything).not.toContain('right horse');
});
