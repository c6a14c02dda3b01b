import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { newTotpSecret, stepOfCode, totpUri } from '../../sync/security/totp.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { dropBackupCodes, keepBackupCodes, makeBackupCodes } from './backupCodes.ts';
import { assertFreshProof } from './proof.ts';
import { ruleFor } from './signInRules.ts';
import { clearTries, takeTry } from './signInDelay.ts';
import { qrPath } from './totp.ts';
import { findFactor } from './totpCheck.ts';

/** A new secret to scan; it counts for nothing until a first code confirms it. @throws 'auth.proof_needed', 'version.conflict' when codes are on already */
export const beginTotp: HostHandler<'session.beginTotp'> = async (host, seat) => {
  const ctx = makeContext(host.open(), seat);
  assertFreshProof(ctx);
  const secret = newTotpSecret();
  const username = ctx.raw.prepare('SELECT username FROM user_account WHERE id = ?').pluck().get(ctx.user.userId) as string;
  await inTransaction(ctx, (inside) => {
    if (findFactor(inside, inside.user.userId)) throw new AppError('version.conflict');
    inside.raw
      .prepare(
        'INSERT INTO credential (user_id, totp_secret) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET totp_secret = excluded.totp_secret, totp_last_step = 0',
      )
      .run(inside.user.userId, secret);
  });
  return { secret, qr: qrPath(totpUri(secret, username, ctx.facility.self.name)) };
};

/** @throws 'auth.wrong_code', 'auth.locked_out' { seconds }, 'not_found' when nothing was begun */
export const confirmTotp: HostHandler<'session.confirmTotp'> = async (host, seat, { code }) => {
  const ctx = makeContext(host.open(), seat);
  const { userId } = ctx.user;
  await inTransaction(ctx, (inside) => takeTry(inside, userId));
  const secret = ctx.raw.prepare('SELECT totp_secret FROM credential WHERE user_id = ? AND totp_since IS NULL').pluck().get(userId) as
    | string
    | null
    | undefined;
  if (!secret) throw new AppError('not_found', { resource: 'TOTP' });
  const step = stepOfCode(secret, code, ctx.now(), 0);
  if (step === undefined) throw new AppError('auth.wrong_code');
  const { codes, hashes } = await makeBackupCodes(host.hashCosts.backupCode);
  await inTransaction(ctx, (inside) => {
    const begun = inside.raw
      .prepare('UPDATE credential SET totp_since = ?, totp_last_step = ? WHERE user_id = ? AND totp_secret = ? AND totp_since IS NULL')
      .run(inside.now(), step, userId, secret);
    if (begun.changes === 0) throw new AppError('version.conflict');
    keepBackupCodes(inside, userId, hashes);
    clearTries(inside, userId);
    inside.raw
      .prepare('UPDATE session_state SET must_enrol_totp = 0 WHERE session_id IN (SELECT id FROM session WHERE user_id = ?)')
      .run(userId);
    inside.touched.add('credential');
    audit(inside, { action: 'totp-on', resource: 'user_account', resourceId: userId });
  });
  return { backupCodes: codes };
};

/** @throws 'auth.proof_needed', 'auth.forbidden' where a role asks for codes */
export const removeTotp: HostHandler<'session.removeTotp'> = async (host, seat) => {
  await inTransaction(makeContext(host.open(), seat), (ctx) => {
    assertFreshProof(ctx);
    if (ruleFor(ctx.raw, ctx.user.userId).requiresTotp) throw new AppError('auth.forbidden', { permission: 'TOTP' });
    dropTotp(ctx, ctx.user.userId);
  });
  return {};
};

/** Inside a transaction. */
export function dropTotp(ctx: Context, userId: string): void {
  ctx.raw.prepare('UPDATE credential SET totp_secret = NULL, totp_since = NULL, totp_last_step = 0 WHERE user_id = ?').run(userId);
  dropBackupCodes(ctx, userId);
  ctx.touched.add('credential');
  audit(ctx, { action: 'totp-off', resource: 'user_account', resourceId: userId });
}

/** @throws 'auth.proof_needed', 'not_found' without one-time codes */
export const renewBackupCodes: HostHandler<'session.renewBackupCodes'> = async (host, seat) => {
  const ctx = makeContext(host.open(), seat);
  assertFreshProof(ctx);
  if (!findFactor(ctx, ctx.user.userId)) throw new AppError('not_found', { resource: 'TOTP' });
  const { codes, hashes } = await makeBackupCodes(host.hashCosts.backupCode);
  await inTransaction(ctx, (inside) => {
    keepBackupCodes(inside, inside.user.userId, hashes);
    audit(inside, { action: 'backup-codes-renewed', resource: 'user_account', resourceId: inside.user.userId });
  });
  return { backupCodes: codes };
};
