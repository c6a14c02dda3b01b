import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { readKeys } from '../../../../main/security/keys.ts';
import { writeRecoveryKey } from '../../../../main/security/recoveryKey.ts';
import { renewRecoveryKey } from '../../../../main/security/recoveryWrap.ts';
import {
  askAt,
  aSeat,
  auditActions,
  callAt,
  clinicWithPasswords,
  everythingStored,
  rightPassword,
  signedInSeat,
} from '../../../support/signedIn.ts';
import type { TestClinic } from '../../../support/testContext.ts';

const codeOf = (secret: string, now: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(now) });
const newPassword = 'calm river 1';
const sheetOf = (clinic: TestClinic) =>
  renewRecoveryKey(clinic.facility.dataDir, readKeys(clinic.facility.dataDir).databaseKey, clinic.clock.now).join('-');
const signIn = (clinic: TestClinic, password: string, code?: string) =>
  askAt(clinic, aSeat('window-9'), 'session.signIn', { username: 'administrator', password, ...(code === undefined ? {} : { code }) });

test('the last administrator can’t be locked out for good: password forgotten, telephone lost, every try used up', async () => {
  const clinic = await clinicWithPasswords();
  const recoveryKey = sheetOf(clinic);
  const desk = await signedInSeat(clinic, 'administrator');
  const { secret } = await callAt(clinic, desk, 'session.beginTotp', {});
  await callAt(clinic, desk, 'session.confirmTotp', { code: codeOf(secret, clinic.clock.now) });
  await callAt(clinic, desk, 'session.setPin', { pin: '482913' });
  for (let n = 0; n < 12; n++) await signIn(clinic, 'wrong');
  expect(await signIn(clinic, rightPassword)).toMatchObject({ error: { code: 'auth.locked_out' } });

  const stranger = aSeat('window-9');
  const { administrators } = await callAt(clinic, stranger, 'recovery.administrators', { recoveryKey });
  expect(administrators).toMatchObject([{ username: 'administrator', hasTotp: true }]);
  const userId = administrators[0]!.id;
  const reset = (more: object) =>
    askAt(clinic, stranger, 'recovery.resetPassword', { recoveryKey, userId, newPassword, isTotpRemoved: true, ...more });
  expect(await reset({ newPassword: 'short' })).toMatchObject({ error: { code: 'auth.weak_password' } });
  expect(await reset({ newPassword: rightPassword })).toMatchObject({ error: { code: 'auth.password_reused' } });
  expect(await reset({})).toEqual({ ok: true, value: {} });

  expect(await askAt(clinic, desk, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.signed_out' } });
  expect(await signIn(clinic, rightPassword)).toMatchObject({ error: { code: 'auth.wrong_password' } });
  expect(await signIn(clinic, newPassword)).toMatchObject({ ok: true });
  const told = clinic.facility.raw
    .prepare(`SELECT action, actor_id, resource_id FROM audit_event WHERE actor_id = 'recovery key' ORDER BY seq`)
    .all();
  expect(told).toMatchObject([
    { action: 'recovery-reset', resource_id: userId },
    { action: 'password-change', resource_id: userId },
    { action: 'totp-off', resource_id: userId },
  ]);
  expect(everythingStored(clinic)).not.toContain(newPassword);
});

test('with the telephone at hand the one-time codes stay', async () => {
  const clinic = await clinicWithPasswords();
  const desk = await signedInSeat(clinic, 'administrator');
  const { secret } = await callAt(clinic, desk, 'session.beginTotp', {});
  await callAt(clinic, desk, 'session.confirmTotp', { code: codeOf(secret, clinic.clock.now) });
  const userId = desk.user?.userId ?? '';
  await callAt(clinic, aSeat(), 'recovery.resetPassword', { recoveryKey: sheetOf(clinic), userId, newPassword, isTotpRemoved: false });
  expect(await signIn(clinic, newPassword)).toMatchObject({ error: { code: 'auth.code_needed' } });
});

test('another key, a mistyped one and one for somebody who is no administrator open nothing, and the wrong one is told', async () => {
  const clinic = await clinicWithPasswords();
  const recoveryKey = sheetOf(clinic);
  const former = recoveryKey;
  const inForce = sheetOf(clinic);
  const doctor = (await signedInSeat(clinic, 'doctor')).user?.userId ?? '';
  const administrator = clinic.seat('administrator').user?.userId ?? '';
  const reset = (key: string, userId: string) =>
    askAt(clinic, aSeat(), 'recovery.resetPassword', { recoveryKey: key, userId, newPassword, isTotpRemoved: true });
  for (const wrong of [former, writeRecoveryKey(Buffer.alloc(16, 3)).join('')]) {
    expect(await askAt(clinic, aSeat(), 'recovery.administrators', { recoveryKey: wrong })).toMatchObject({
      error: { code: 'recovery.wrong' },
    });
    expect(await reset(wrong, administrator)).toMatchObject({ error: { code: 'recovery.wrong' } });
  }
  expect(await reset(inForce.slice(1), administrator)).toMatchObject({ error: { code: 'recovery.mistyped' } });
  expect(await reset(inForce, doctor)).toMatchObject({ error: { code: 'not_found' } });
  clinic.facility.raw.prepare('UPDATE user_account SET is_active = 0 WHERE id = ?').run(administrator);
  expect(await reset(inForce, administrator)).toMatchObject({ error: { code: 'not_found' } });
  expect(auditActions(clinic).filter((action) => action === 'recovery-refused')).toHaveLength(4);
  expect(auditActions(clinic)).not.toContain('password-change');
});
