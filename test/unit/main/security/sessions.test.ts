import { expect, test } from 'vitest';
import { askAt, auditActions, callAt, clinicWithPasswords, signedInSeat } from '../../../support/signedIn.ts';

test('an administrator sees who is signed in where and signs a seat out; it is over there at once, and the seat hears of it', async () => {
  const clinic = await clinicWithPasswords();
  const doctor = await signedInSeat(clinic, 'doctor', 'window-2');
  const desk = await signedInSeat(clinic, 'administrator');
  const { sessions } = await callAt(clinic, desk, 'session.all', {});
  expect(sessions.map((one) => [one.displayName, one.isThis, one.isLocked])).toEqual([
    ['Test administrator', true, false],
    ['Test doctor', false, false],
  ]);
  clinic.changed.length = 0;
  await callAt(clinic, desk, 'session.end', { sessionId: sessions[1]?.sessionId ?? '' });
  expect(clinic.changed.flat()).toContain('session');
  expect(await askAt(clinic, doctor, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.signed_out' } });
  expect(doctor.user).toBeNull();
  expect((await callAt(clinic, desk, 'session.all', {})).sessions).toHaveLength(1);
  expect(auditActions(clinic)).toContain('sign-out-remote');
});

test('one sees and ends one’s own sessions; somebody else’s need the right, and the refusal is audited', async () => {
  const clinic = await clinicWithPasswords();
  const desk = await signedInSeat(clinic, 'administrator');
  const one = await signedInSeat(clinic, 'doctor', 'window-2');
  const two = await signedInSeat(clinic, 'doctor', 'window-3');
  const mine = (await callAt(clinic, two, 'session.mine', {})).sessions;
  expect(mine.map((session) => session.isThis)).toEqual([true, false]);
  expect(await askAt(clinic, two, 'session.all', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  const before = auditActions(clinic).filter((action) => action === 'deny').length;
  expect(await askAt(clinic, two, 'session.end', { sessionId: desk.user?.sessionId ?? '' })).toMatchObject({
    error: { code: 'auth.forbidden' },
  });
  expect(auditActions(clinic).filter((action) => action === 'deny')).toHaveLength(before + 1);
  expect(await askAt(clinic, desk, 'facility.profile', {})).toMatchObject({ ok: true });
  await callAt(clinic, two, 'session.end', { sessionId: mine[1]?.sessionId ?? '' });
  expect(await askAt(clinic, one, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.signed_out' } });
});

test('signing in at a seat where somebody is ends their session there', async () => {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic, 'doctor');
  await callAt(clinic, seat, 'session.lock', { why: 'asked' });
  await callAt(clinic, seat, 'session.signIn', { username: 'administrator', password: 'right horse 9' });
  const { sessions } = await callAt(clinic, seat, 'session.all', {});
  expect(sessions.map((one) => one.displayName)).toEqual(['Test administrator']);
});

test('the rule of a role counts from the next sign-in, the strictest of several, and its change is audited', async () => {
  const clinic = await clinicWithPasswords();
  const desk = await signedInSeat(clinic, 'administrator');
  const rules = (await callAt(clinic, desk, 'session.signInRules', {})).rules;
  expect(rules.find((rule) => rule.role === 'nurse')).toEqual({ role: 'nurse', idleLockMinutes: 5, requiresTotp: false });
  await callAt(clinic, desk, 'session.amendSignInRule', { role: 'doctor', idleLockMinutes: 3, requiresTotp: false });
  clinic.facility.raw
    .prepare(`INSERT INTO user_role (id, user_id, role_code) SELECT 'also', user_id, 'manager' FROM user_role WHERE role_code = 'doctor'`)
    .run();
  await callAt(clinic, desk, 'session.amendSignInRule', { role: 'manager', idleLockMinutes: 2, requiresTotp: false });
  const doctor = await signedInSeat(clinic, 'doctor', 'window-2');
  const row = clinic.facility.raw
    .prepare('SELECT idle_lock_minutes FROM session_state WHERE session_id = ?')
    .pluck()
    .get(doctor.user?.sessionId);
  expect(row).toBe(2);
  const bodies = clinic.facility.raw
    .prepare(`SELECT body FROM audit_event WHERE resource = 'role_sign_in' ORDER BY seq`)
    .pluck()
    .all() as Buffer[];
  expect(JSON.parse(bodies[0]?.toString('utf8') ?? '{}')).toMatchObject({ before: { idleLockMinutes: 5 }, after: { idleLockMinutes: 3 } });
  expect(await askAt(clinic, desk, 'session.amendSignInRule', { role: 'none', idleLockMinutes: 3, requiresTotp: false })).toMatchObject({
    error: { code: 'not_found' },
  });
});
