import { expect, test } from 'vitest';
import { delayAfter } from '../../../../sync/security/delay.ts';
import { hashPassword } from '../../../../sync/security/password.ts';
import { askAt, aSeat, auditActions, callAt, clinicWithPasswords, everythingStored, rightPassword } from '../../../support/signedIn.ts';
import type { TestClinic } from '../../../support/testContext.ts';

const signIn = (clinic: TestClinic, seat: ReturnType<typeof aSeat>, password: string, username = 'doctor') =>
  askAt(clinic, seat, 'session.signIn', { username, password });

test('the right password opens a session with the rights of the role; the user name in any case', async () => {
  const clinic = await clinicWithPasswords();
  const seat = aSeat();
  const answer = await signIn(clinic, seat, rightPassword, 'DOCTOR');
  expect(answer).toMatchObject({ ok: true, value: { roles: ['doctor'], user: { username: 'doctor' } } });
  expect(seat.user?.permissions.has('MedicationRequest.create')).toBe(true);
});

test('wrong passwords make one wait, longer and longer, and the wait survives a restart of the seat', async () => {
  const clinic = await clinicWithPasswords();
  for (let n = 0; n < 3; n++) expect(await signIn(clinic, aSeat(), 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn(clinic, aSeat(), 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn(clinic, aSeat(), rightPassword)).toMatchObject({ error: { code: 'auth.locked_out', data: { seconds: 10 } } });
  clinic.clock.now = '2026-11-21T08:00:11.000Z';
  expect(await signIn(clinic, aSeat(), rightPassword)).toMatchObject({ ok: true });
  expect([1, 3, 4, 5, 6, 40].map(delayAfter)).toEqual([0, 0, 10, 20, 40, 900]);
});

test('an unknown name is refused with the same words as a wrong password, and both are in the audit', async () => {
  const clinic = await clinicWithPasswords();
  expect(await signIn(clinic, aSeat(), rightPassword, 'nobody')).toEqual(await signIn(clinic, aSeat(), 'wrong'));
  expect(auditActions(clinic).filter((action) => action === 'sign-in-refused')).toHaveLength(2);
});

test('a session is resumed at its own seat only, until it is ended or twelve hours old', async () => {
  const clinic = await clinicWithPasswords();
  const seat = aSeat();
  const { token } = await callAt(clinic, seat, 'session.signIn', { username: 'doctor', password: rightPassword });
  const resume = (at: ReturnType<typeof aSeat>) => askAt(clinic, at, 'session.resume', { token });
  expect(await resume(aSeat())).toMatchObject({ ok: true, value: { user: { username: 'doctor' } } });
  expect(await resume(aSeat('window-2'))).toMatchObject({ error: { code: 'auth.signed_out' } });
  clinic.clock.now = '2026-11-21T20:00:01.000Z';
  expect(await resume(aSeat())).toMatchObject({ error: { code: 'auth.signed_out' } });
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  await callAt(clinic, seat, 'session.signOut', {});
  expect(seat.user).toBeNull();
  expect(await resume(aSeat())).toMatchObject({ error: { code: 'auth.signed_out' } });
});

test('neither the password nor the token stands in the database', async () => {
  const clinic = await clinicWithPasswords();
  const { token } = await callAt(clinic, aSeat(), 'session.signIn', { username: 'doctor', password: rightPassword });
  const everything = everythingStored(clinic);
  expect(everything).not.toContain(token);
  expect(everything).not.toContain(rightPassword);
});

test('a password hashed at less than today is hashed anew by a right sign-in, once, and goes on working', async () => {
  const clinic = await clinicWithPasswords();
  const { raw } = clinic.facility;
  const stored = () => raw.prepare(`SELECT password_hash FROM user_account WHERE username = 'doctor'`).pluck().get() as string;
  const older = await hashPassword(rightPassword, { memory: 512, passes: 1 });
  raw.prepare(`UPDATE user_account SET password_hash = ? WHERE username = 'doctor'`).run(older);
  await signIn(clinic, aSeat(), 'wrong');
  expect(stored()).toBe(older);
  expect(await signIn(clinic, aSeat(), rightPassword)).toMatchObject({ ok: true });
  const today = stored();
  expect(today).toContain('$m=1024,t=1,p=1$');
  expect(await signIn(clinic, aSeat(), rightPassword)).toMatchObject({ ok: true });
  expect(stored()).toBe(today);
  expect(auditActions(clinic).filter((action) => action === 'password-rehash')).toHaveLength(1);
  expect(raw.prepare('SELECT count(*) FROM password_history').pluck().get()).toBe(0);
});
