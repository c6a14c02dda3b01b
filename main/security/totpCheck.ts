import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { stepOfCode } from '../../sync/security/totp.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import { findBackupCode, spendBackupCode } from './backupCodes.ts';

type Factor = { totp_secret: string; totp_last_step: number };

/** The confirmed second factor, if there is one. */
export function findFactor(ctx: Context, userId: string): Factor | undefined {
  return ctx.raw.prepare('SELECT totp_secret, totp_last_step FROM credential WHERE user_id = ? AND totp_since IS NOT NULL').get(userId) as
    | Factor
    | undefined;
}

/** Takes a one-time code or a backup code; neither works a second time. The caller counts tries. @throws 'auth.wrong_code' */
export async function spendCode(ctx: Context, userId: string, factor: Factor, code: string): Promise<void> {
  const backupId = /^\d{6}$/.test(code) ? undefined : await findBackupCode(ctx, userId, code);
  await inTransaction(ctx, (inside) => {
    const isRight = backupId ? spendBackupCode(inside, backupId) : spendStep(inside, userId, factor, code);
    if (isRight && backupId) audit(inside, { action: 'backup-code-used', resource: 'user_account', resourceId: userId });
    if (!isRight) audit(inside, { action: 'code-refused', resource: 'user_account', resourceId: userId });
    return isRight;
  }).then((isRight) => {
    if (!isRight) throw new AppError('auth.wrong_code');
  });
}

function spendStep(ctx: Context, userId: string, factor: Factor, code: string): boolean {
  const step = stepOfCode(factor.totp_secret, code, ctx.now(), factor.totp_last_step);
  if (step === undefined) return false;
  return (
    ctx.raw.prepare('UPDATE credential SET totp_last_step = ? WHERE user_id = ? AND totp_last_step < ?').run(step, userId, step).changes ===
    1
  );
}
