import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertGoodPassword } from '../../../../main/security/passwordPolicy.ts';
import { demoAccounts, demoPassword } from '../../../../preload/contract/facility.ts';
import { hashPassword } from '../../../../sync/security/password.ts';
import {
  askAt,
  aSeat,
  auditActions,
  callAt,
  clinicWithPasswords,
  everythingStored,
  minutesLater,
  rightPassword,
  signedInSeat,
} from '../../../support/signedIn.ts';
import { cheapHashes, type TestClinic } from '../../../support/testContext.ts';

const isGood = (password: string, username = 'joseph') => {
  try {
    assertGoodPassword(password, username);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['ninechars', false],
  ['tenletters', true],
  ['four small words', true],
  ['Password123!', false],
  ['P@ssw0rd2026', false],
  ['motdepasse1', false],
  ['  Bienvenue 2026', false],
  ['passwordpassword', false],
  ['1234567890', false],
  ['abcdefghijkl', false],
  ['aaaaaaaaaaaa', false],
  ['abababababab', false],
  ['my-joseph-pass', false],
  ['JOSEPH4711xx', false],
  ['éléphant bleu', true],
])('"%s" is a good password for joseph: %s', (password, expected) => {
  expect(isGood(password)).toBe(expected);
});

test('whatever is shorter than ten is refused, whatever is made of many letters is not because of a rule on signs', () => {
  const short = fc.check(fc.property(fc.string({ maxLength: 9 }), (text) => !isGood(text)));
  const long = fc.check(fc.property(fc.uuid({ version: 4 }), (text) => isGood(text)));
  expect([short.counterexample, long.counterexample]).toEqual([null, null]);
});

const changeTo = (clinic: TestClinic, seat: ReturnType<typeof aSeat>, oldPassword: string, newPassword: string) =>
  askAt(clinic, seat, 'session.changePassword', { oldPassword, newPassword });

test('a password is changed with the old one; other sessions of the person end; the last five do not come back', async () => {
  const clinic = await clinicWithPasswords();
  const other = await signedInSeat(clinic, 'doctor', 'window-2');
  const seat = await signedInSeat(clinic);
  expect(await changeTo(clinic, seat, 'wrong', 'calm river 1')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await changeTo(clinic, seat, rightPassword, 'short')).toMatchObject({ error: { code: 'auth.weak_password' } });
  expect(await changeTo(clinic, seat, rightPassword, rightPassword)).toMatchObject({ error: { code: 'auth.password_reused' } });
  let present = rightPassword;
  for (const next of ['calm river 1', 'calm river 2', 'calm river 3', 'calm river 4', 'calm river 5']) {
    expect(await changeTo(clinic, seat, present, next)).toEqual({ ok: true, value: {} });
    minutesLater(clinic, 1);
    present = next;
  }
  expect(await askAt(clinic, other, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.signed_out' } });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true });
  expect(await changeTo(clinic, seat, present, rightPassword)).toMatchObject({ error: { code: 'auth.password_reused' } });
  expect(await changeTo(clinic, seat, present, 'calm river 6')).toMatchObject({ ok: true });
  expect(await changeTo(clinic, seat, 'calm river 6', rightPassword)).toMatchObject({ ok: true }); // six ago
  expect(auditActions(clinic).filter((action) => action === 'password-change')).toHaveLength(7);
  expect(everythingStored(clinic)).not.toContain('calm river');
});

test('an administrator resets: a one-time password that must be changed when signing in, sessions and PIN gone, audited', async () => {
  const clinic = await clinicWithPasswords();
  const doctor = await signedInSeat(clinic, 'doctor', 'window-2');
  const desk = await signedInSeat(clinic, 'administrator');
  const userId = doctor.user?.userId ?? '';
  const { oneTimePassword } = await callAt(clinic, desk, 'session.resetPassword', { userId, isTotpRemoved: false });
  expect(oneTimePassword).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  expect(await askAt(clinic, doctor, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.signed_out' } });

  const seat = aSeat('window-2');
  const signIn = (password: string, newPassword?: string) =>
    askAt(clinic, seat, 'session.signIn', { username: 'doctor', password, ...(newPassword === undefined ? {} : { newPassword }) });
  expect(await signIn(rightPassword)).toMatchObject({ error: { code: 'auth.wrong_password' } });
  for (let n = 0; n < 6; n++) expect(await signIn(oneTimePassword)).toMatchObject({ error: { code: 'auth.must_change_password' } });
  expect(seat.user).toBeNull();
  expect(await signIn(oneTimePassword, oneTimePassword)).toMatchObject({ error: { code: 'auth.password_reused' } });
  expect(await signIn(oneTimePassword, 'doctor 12345')).toMatchObject({ error: { code: 'auth.weak_password' } });
  expect(await signIn(oneTimePassword, 'calm river 1')).toMatchObject({ ok: true });
  expect(await signIn(oneTimePassword, 'calm river 2')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn('calm river 1')).toMatchObject({ ok: true });
  expect(auditActions(clinic)).toContain('password-reset');
  expect(everythingStored(clinic)).not.toContain(oneTimePassword);
});

test('a reset needs the right, a fresh proof and another person', async () => {
  const clinic = await clinicWithPasswords();
  const doctor = await signedInSeat(clinic, 'doctor', 'window-2');
  const desk = await signedInSeat(clinic, 'administrator');
  const reset = (seat: ReturnType<typeof aSeat>, userId: string) =>
    askAt(clinic, seat, 'session.resetPassword', { userId, isTotpRemoved: false });
  const [doctorId, deskId] = [doctor.user?.userId ?? '', desk.user?.userId ?? ''];
  expect(await reset(doctor, deskId)).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await reset(desk, deskId)).toMatchObject({ error: { code: 'auth.forbidden' } });
  minutesLater(clinic, 5.5);
  expect(await reset(desk, doctorId)).toMatchObject({ error: { code: 'auth.proof_needed' } });
  expect(clinic.facility.raw.prepare('SELECT count(*) FROM password_history').pluck().get()).toBe(0);
});

test('the password of the demo goes on working', async () => {
  const clinic = await clinicWithPasswords();
  clinic.facility.raw
    .prepare(`UPDATE user_account SET password_hash = ? WHERE username = 'nurse'`)
    .run(await hashPassword(demoPassword, cheapHashes.password));
  expect(await askAt(clinic, aSeat(), 'session.signIn', { username: 'nurse', password: demoPassword })).toMatchObject({ ok: true });
  expect(demoAccounts.length).toBeGreaterThan(3);
});
