import { Secret, TOTP } from 'otpauth';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import sharp from 'sharp';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { qrPath } from '../../../../main/security/totp.ts';
import { stepOfCode, totpUri } from '../../../../sync/security/totp.ts';
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

/** What an authenticator shows now. */
const codeOf = (clinic: TestClinic, secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clinic.clock.now) });

async function clinicWithTotp() {
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic);
  const { secret } = await callAt(clinic, seat, 'session.beginTotp', {});
  const { backupCodes } = await callAt(clinic, seat, 'session.confirmTotp', { code: codeOf(clinic, secret) });
  minutesLater(clinic, 1);
  const signIn = (code?: string, password = rightPassword) =>
    askAt(clinic, aSeat('window-2'), 'session.signIn', { username: 'doctor', password, ...(code === undefined ? {} : { code }) });
  return { clinic, seat, secret, backupCodes, signIn };
}

test('the codes of RFC 6238, appendix B (SHA-1, the last six digits)', () => {
  const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  expect(stepOfCode(secret, '287082', at(59), 0)).toBe(1);
  expect(stepOfCode(secret, '081804', at(1_111_111_109), 0)).toBe(37_037_036);
  expect(stepOfCode(secret, '353130', at(20_000_000_000), 0)).toBe(666_666_666);
  expect(stepOfCode(secret, '287082', at(59 + 30), 0)).toBe(1);
  expect(stepOfCode(secret, '287082', at(59 + 61), 0)).toBeUndefined();
  expect(stepOfCode(secret, '287082', at(59), 1)).toBeUndefined();
});

test('the QR code is read by a scanner and says what an authenticator wants', async () => {
  const uri = totpUri('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'joseph', 'Ankora: Clinic');
  const { side, path } = qrPath(uri);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side * 6}" height="${side * 6}" viewBox="0 0 ${side} ${side}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer }, fireImmediately: true });
  const [found] = await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] });
  expect(found?.text).toBe(uri);
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP/);
});

test('with one-time codes on, the password alone does not sign in, and no code works twice', async () => {
  const { clinic, secret, signIn } = await clinicWithTotp();
  expect(await signIn()).toMatchObject({ error: { code: 'auth.code_needed' } });
  expect(await signIn('000000', 'wrong')).toMatchObject({ error: { code: 'auth.wrong_password' } });
  const code = codeOf(clinic, secret);
  expect(await signIn(code)).toMatchObject({ ok: true });
  expect(await signIn(code)).toMatchObject({ error: { code: 'auth.wrong_code' } });
  minutesLater(clinic, 1);
  const twice = await Promise.all([signIn(codeOf(clinic, secret)), signIn(codeOf(clinic, secret))]);
  expect(twice.filter((answer) => answer.ok)).toHaveLength(1);
});

test('wrong codes make one wait like wrong passwords, and asking for the code again does not wipe them out', async () => {
  const { signIn } = await clinicWithTotp();
  const seen: string[] = [];
  for (let n = 0; n < 4; n++) {
    for (const code of [undefined, `00000${n}`]) {
      const answer = await signIn(code);
      seen.push(answer.ok ? 'in' : answer.error.code);
    }
  }
  expect(seen).toEqual([
    'auth.code_needed',
    'auth.wrong_code',
    'auth.code_needed',
    'auth.wrong_code',
    'auth.code_needed',
    'auth.wrong_code',
    'auth.code_needed',
    'auth.wrong_code',
  ]);
  expect(await signIn()).toMatchObject({ error: { code: 'auth.locked_out' } });
});

test('ten backup codes, each works once, however it is typed; new ones replace them', async () => {
  const { clinic, seat, backupCodes, signIn } = await clinicWithTotp();
  expect(new Set(backupCodes).size).toBe(10);
  const [first = '', second = '', third = ''] = backupCodes;
  expect(await signIn(first.toLowerCase().replace('-', ' '))).toMatchObject({ ok: true });
  expect(await signIn(first)).toMatchObject({ error: { code: 'auth.wrong_code' } });
  expect(await signIn(second.replace('-', ''))).toMatchObject({ ok: true });
  expect(await callAt(clinic, seat, 'session.security', {})).toMatchObject({ backupCodesLeft: 8, totpSince: expect.any(String) });
  const renewed = await callAt(clinic, seat, 'session.renewBackupCodes', {});
  expect(await signIn(third)).toMatchObject({ error: { code: 'auth.wrong_code' } });
  expect(await signIn(renewed.backupCodes[0] ?? '')).toMatchObject({ ok: true });
  const stored = everythingStored(clinic);
  for (const code of [...backupCodes, ...renewed.backupCodes]) expect(stored).not.toContain(code.replace('-', ''));
});

test('codes are taken off with a fresh proof only; a code is such a proof; all of it is in the audit without the secret', async () => {
  const { clinic, seat, secret, signIn } = await clinicWithTotp();
  minutesLater(clinic, 4.5);
  await callAt(clinic, seat, 'session.check', { hasInput: true });
  expect(await askAt(clinic, seat, 'session.removeTotp', {})).toMatchObject({ error: { code: 'auth.proof_needed' } });
  expect(await askAt(clinic, seat, 'session.prove', { code: '000000' })).toMatchObject({ error: { code: 'auth.wrong_code' } });
  await callAt(clinic, seat, 'session.prove', { code: codeOf(clinic, secret) });
  await callAt(clinic, seat, 'session.removeTotp', {});
  expect(await signIn()).toMatchObject({ ok: true });
  expect(auditActions(clinic)).toEqual(expect.arrayContaining(['totp-on', 'prove', 'totp-off', 'code-refused']));
  const bodies = clinic.facility.raw.prepare('SELECT body FROM audit_event WHERE body IS NOT NULL').pluck().all() as Buffer[];
  expect(Buffer.concat(bodies).toString('utf8')).not.toContain(secret);
});

test('where a role asks for codes, nothing is answered until they are set up, and they are not taken off', async () => {
  const clinic = await clinicWithPasswords();
  const desk = await signedInSeat(clinic, 'administrator', 'desk');
  await callAt(clinic, desk, 'session.amendSignInRule', { role: 'doctor', idleLockMinutes: 5, requiresTotp: true });
  const seat = aSeat();
  expect(await callAt(clinic, seat, 'session.signIn', { username: 'doctor', password: rightPassword })).toMatchObject({
    mustEnrolTotp: true,
  });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ error: { code: 'auth.totp_setup_needed' } });
  expect(await askAt(clinic, seat, 'session.setPin', { pin: '493817' })).toMatchObject({ error: { code: 'auth.totp_setup_needed' } });
  const { secret } = await callAt(clinic, seat, 'session.beginTotp', {});
  expect(await askAt(clinic, seat, 'session.confirmTotp', { code: '000000' })).toMatchObject({ error: { code: 'auth.wrong_code' } });
  await callAt(clinic, seat, 'session.confirmTotp', { code: codeOf(clinic, secret) });
  expect(await askAt(clinic, seat, 'facility.profile', {})).toMatchObject({ ok: true });
  expect(await askAt(clinic, seat, 'session.removeTotp', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await askAt(clinic, seat, 'session.beginTotp', {})).toMatchObject({ error: { code: 'version.conflict' } });
});

test('an administrator can take the codes of a lost telephone off while resetting the password', async () => {
  const { clinic, seat, signIn } = await clinicWithTotp();
  const desk = await signedInSeat(clinic, 'administrator', 'desk');
  const userId = seat.user?.userId ?? '';
  const { oneTimePassword } = await callAt(clinic, desk, 'session.resetPassword', { userId, isTotpRemoved: true });
  expect(await signIn(undefined, oneTimePassword)).toMatchObject({ error: { code: 'auth.must_change_password' } });
});
