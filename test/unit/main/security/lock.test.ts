import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Seat } from '../../../../main/facility/context.ts';
import { Host } from '../../../../main/facility/host.ts';
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
import type { TestClinic } from '../../../support/testContext.ts';

const pin = '493817';

async function lockedSeatWithPin(): Promise<{ clinic: TestClinic; seat: Seat }> {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic);
  await callAt(clinic, seat, 'session.setPin', { pin });
  await callAt(clinic, seat, 'session.lock', { why: 'asked' });
  return { clinic, seat };
}

test('a locked session is refused by the facility itself until the PIN or the password unlocks it', async () => {
  const { clinic, seat } = await lockedSeatWithPin();
  for (const method of ['facility.profile', 'session.mine', 'session.security'] as const)
    expect(await askAt(clinic, seat, method, {})).toMatchObject({ error: { code: 'auth.locked' } });
  expect(await askAt(clinic, seat, 'session.setPin', { pin: '820461' })).toMatchObject({ error: { code: 'auth.locked' } });
  expect(await callAt(clinic, seat, 'session.check', { hasInput: true })).toEqual({ isLocked: true, canUsePin: true });
  await callAt(clinic, seat, 'session.unlock', { pin });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true });
  await callAt(clinic, seat, 'session.lock', { why: 'idle' });
  await callAt(clinic, seat, 'session.unlock', { password: rightPassword });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true });
  expect(auditActions(clinic).filter((action) => action.includes('lock'))).toEqual(['lock', 'unlock', 'lock', 'unlock']);
});

test('resuming does not unlock: the window of a restarted process hears that it is locked', async () => {
  const clinic = await clinicWithPasswords();
  const seat = aSeat();
  const { token, isLocked } = await callAt(clinic, seat, 'session.signIn', { username: 'doctor', password: rightPassword });
  expect(isLocked).toBe(false);
  await callAt(clinic, seat, 'session.lock', { why: 'idle' });
  const again = aSeat();
  expect(await callAt(clinic, again, 'session.resume', { token })).toMatchObject({ isLocked: true });
  expect(await askAt(clinic, again, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.locked' } });
});

test('five wrong PINs, also all at once, and only the password helps; the right PIN is counted among them', async () => {
  const { clinic, seat } = await lockedSeatWithPin();
  const answers = await Promise.all(Array.from({ length: 9 }, () => askAt(clinic, seat, 'session.unlock', { pin: '111222' })));
  const codes = answers.map((answer) => (answer.ok ? 'in' : answer.error.code));
  expect(codes.filter((code) => code === 'auth.wrong_pin')).toHaveLength(4);
  expect(codes.filter((code) => code === 'auth.password_needed')).toHaveLength(5);
  expect(await askAt(clinic, seat, 'session.unlock', { pin })).toMatchObject({ error: { code: 'auth.password_needed' } });
  expect(await callAt(clinic, seat, 'session.check', { hasInput: false })).toEqual({ isLocked: true, canUsePin: false });
  await callAt(clinic, seat, 'session.unlock', { password: rightPassword });
  expect(await callAt(clinic, seat, 'session.check', { hasInput: false })).toEqual({ isLocked: false, canUsePin: true });
});

test('the counter of wrong PINs and the wait after wrong passwords survive a restart of the facility', async () => {
  const { clinic } = await lockedSeatWithPin();
  const seat = aSeat();
  const { token } = await callAt(clinic, seat, 'session.signIn', { username: 'doctor', password: rightPassword });
  await callAt(clinic, seat, 'session.lock', { why: 'asked' });
  for (let n = 0; n < 5; n++) await askAt(clinic, seat, 'session.unlock', { pin: '111222' });
  for (let n = 0; n < 4; n++) await askAt(clinic, aSeat('window-9'), 'session.signIn', { username: 'administrator', password: 'wrong' });
  await clinic.host.close();

  const { dataDir } = clinic.facility;
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), now: () => clinic.clock.now });
  await host.start();
  onTestFinished(() => host.close());
  const restarted = { ...clinic, host, facility: host.open() };
  const again = aSeat();
  await callAt(restarted, again, 'session.resume', { token });
  expect(await askAt(restarted, again, 'session.unlock', { pin })).toMatchObject({ error: { code: 'auth.password_needed' } });
  expect(await askAt(restarted, aSeat('window-8'), 'session.signIn', { username: 'administrator', password: rightPassword })).toMatchObject(
    {
      error: { code: 'auth.locked_out', data: { seconds: 10 } },
    },
  );
});

test('a PIN opens nothing but a live session at its own seat: not after twelve hours, not elsewhere, not after sign-out', async () => {
  const { clinic, seat } = await lockedSeatWithPin();
  const { user } = seat;
  const elsewhere: Seat = { ...aSeat('window-2') };
  expect(await askAt(clinic, elsewhere, 'session.unlock', { pin })).toMatchObject({ error: { code: 'auth.signed_out' } });
  minutesLater(clinic, 12 * 60 + 1);
  expect(await askAt(clinic, seat, 'session.unlock', { pin })).toMatchObject({ error: { code: 'auth.signed_out' } });
  expect(seat.user).toBeNull();
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  seat.user = user;
  await callAt(clinic, seat, 'session.signOut', {});
  seat.user = user;
  expect(await askAt(clinic, seat, 'session.unlock', { pin })).toMatchObject({ error: { code: 'auth.signed_out' } });
});

test('a seat that says nothing for longer than its idle time is locked all the same; input keeps it open', async () => {
  const clinic = await clinicWithPasswords();
  const administrator = await signedInSeat(clinic, 'administrator', 'desk');
  await callAt(clinic, administrator, 'session.amendSignInRule', { role: 'doctor', idleLockMinutes: 2, requiresTotp: false });
  const seat = aSeat();
  expect(await callAt(clinic, seat, 'session.signIn', { username: 'doctor', password: rightPassword })).toMatchObject({
    idleLockMinutes: 2,
  });
  for (let n = 0; n < 4; n++) {
    minutesLater(clinic, 2);
    expect(await callAt(clinic, seat, 'session.check', { hasInput: true })).toMatchObject({ isLocked: false });
  }
  minutesLater(clinic, 2);
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true }); // a screen that reads by itself is no input
  minutesLater(clinic, 2);
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.locked' } });
  expect(await callAt(clinic, seat, 'session.check', { hasInput: true })).toMatchObject({ isLocked: true });
  await callAt(clinic, seat, 'session.unlock', { password: rightPassword });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true });
});

test('a PIN is set with a fresh proof only, is not one of the first that people try, and lies nowhere', async () => {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic);
  for (const easy of ['000000', '123456', '654321', '121212', '345345'])
    expect(await askAt(clinic, seat, 'session.setPin', { pin: easy })).toMatchObject({ error: { code: 'auth.weak_pin' } });
  expect(await askAt(clinic, seat, 'session.setPin', { pin: '12345' })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  minutesLater(clinic, 5.1);
  await callAt(clinic, seat, 'session.check', { hasInput: true });
  expect(await askAt(clinic, seat, 'session.setPin', { pin })).toMatchObject({ error: { code: 'auth.proof_needed' } });
  await callAt(clinic, seat, 'session.prove', { password: rightPassword });
  await callAt(clinic, seat, 'session.setPin', { pin });
  await callAt(clinic, seat, 'session.lock', { why: 'asked' });
  await callAt(clinic, seat, 'session.unlock', { pin });
  minutesLater(clinic, 5);
  expect(await askAt(clinic, seat, 'session.setPin', { pin: '820461' })).toMatchObject({ ok: true }); // the proof is five minutes old, not six
  minutesLater(clinic, 0.1);
  expect(await askAt(clinic, seat, 'session.setPin', { pin })).toMatchObject({ error: { code: 'auth.proof_needed' } }); // the PIN is no proof
  await callAt(clinic, seat, 'session.removePin', {});
  await callAt(clinic, seat, 'session.lock', { why: 'asked' });
  expect(await askAt(clinic, seat, 'session.unlock', { pin: '820461' })).toMatchObject({ error: { code: 'auth.password_needed' } });
  const stored = everythingStored(clinic);
  expect(stored).not.toContain(pin);
  expect(stored).not.toContain(rightPassword);
});

test('many wrong passwords at once gain no more than one after the other, at the account and at the seat', async () => {
  const clinic = await clinicWithPasswords();
  const guesses = (username: string, count: number, seatId: (n: number) => string) =>
    Promise.all(
      Array.from({ length: count }, (_, n) => askAt(clinic, aSeat(seatId(n)), 'session.signIn', { username, password: `guess ${n}` })),
    );
  const looked = (answers: Awaited<ReturnType<typeof guesses>>) =>
    answers.filter((answer) => !answer.ok && answer.error.code === 'auth.wrong_password').length;
  expect(looked(await guesses('doctor', 12, (n) => `seat-${n}`))).toBe(4);
  const spread = await Promise.all(
    Array.from({ length: 14 }, (_, n) => askAt(clinic, aSeat('one'), 'session.signIn', { username: `nobody ${n}`, password: 'guess' })),
  );
  expect(looked(spread as never)).toBe(9);
});

test('the wait never grows beyond fifteen minutes, for the last administrator as for anybody', async () => {
  const clinic = await clinicWithPasswords();
  clinic.facility.raw.prepare(`UPDATE user_account SET failed_sign_ins = 5000 WHERE username = 'administrator'`).run();
  await askAt(clinic, aSeat(), 'session.signIn', { username: 'administrator', password: 'wrong' });
  expect(await askAt(clinic, aSeat(), 'session.signIn', { username: 'administrator', password: rightPassword })).toMatchObject({
    error: { code: 'auth.locked_out', data: { seconds: 900 } },
  });
  minutesLater(clinic, 15);
  expect(await askAt(clinic, aSeat(), 'session.signIn', { username: 'administrator', password: rightPassword })).toMatchObject({
    ok: true,
  });
});

test('neither hashes of passwords nor of PINs stand in the audit', async () => {
  const { clinic } = await lockedSeatWithPin();
  const bodies = clinic.facility.raw.prepare('SELECT body FROM audit_event WHERE body IS NOT NULL').pluck().all() as Buffer[];
  expect(bodies.length).toBeGreaterThan(10);
  expect(bodies.filter((body) => /argon2|password_hash|pin_hash/.test(body.toString('utf8')))).toEqual([]);
});
