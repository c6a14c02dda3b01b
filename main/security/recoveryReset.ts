import type { Row } from '../../db/schema/index.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { assertNewPassword, setPassword } from './passwordSet.ts';
import { dropPin } from './pin.ts';
import { openWithRecovery } from './recoveryWrap.ts';
import { endSessionsOf } from './sessions.ts';
import { clearTries } from './signInDelay.ts';
import { dropTotp } from './totpEnrol.ts';

type Administrator = Row<'user_account'> & { totp_since: string | null };

/** Who may be let in again; told only to the holder of the printed key, who could read it anyway. @throws 'recovery.mistyped', 'recovery.wrong' */
export const listAdministrators: HostHandler<'recovery.administrators'> = async (host, seat, { recoveryKey }) => {
  const ctx = makeContext(host.open(), seat);
  await assertRecoveryKey(ctx, recoveryKey);
  const found = await ctx.facility.exclusive(() => administrators(ctx));
  return {
    administrators: found.map(({ id, username, display_name: displayName, totp_since: since }) => ({
      id,
      username,
      displayName,
      hasTotp: since !== null,
    })),
  };
};

/**
 * The way back when no administrator can sign in: the printed key in place of the password, and of the lost telephone. No waiting after
 * wrong passwords stands in its way, and it needs no network. @throws 'recovery.mistyped', 'recovery.wrong', 'not_found', 'auth.weak_password'
 */
export const resetWithRecovery: HostHandler<'recovery.resetPassword'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat, 'recovery key');
  await assertRecoveryKey(ctx, input.recoveryKey);
  const owner = administrators(ctx).find(({ id }) => id === input.userId);
  if (!owner) throw new AppError('not_found', { resource: 'UserAccount' });
  await assertNewPassword(ctx, owner, input.newPassword);
  const hash = await hashPassword(input.newPassword, host.hashCosts.password);
  await inTransaction(ctx, (inside) => {
    const body = { isTotpRemoved: input.isTotpRemoved };
    audit(inside, { action: 'recovery-reset', resource: 'user_account', resourceId: owner.id, body });
    setPassword(inside, owner, hash, false);
    dropPin(inside, owner.id);
    if (input.isTotpRemoved) dropTotp(inside, owner.id);
    clearTries(inside, owner.id);
    endSessionsOf(inside, owner.id);
  });
  return {};
};

/** 128 random bits can't be searched: no try is counted, but a wrong one is told in the audit. */
async function assertRecoveryKey(ctx: Context, recoveryKey: string): Promise<void> {
  try {
    openWithRecovery(ctx.facility.dataDir, recoveryKey);
  } catch (error) {
    if (error instanceof AppError && error.code === 'recovery.wrong')
      await inTransaction(ctx, (inside) => audit(inside, { action: 'recovery-refused', resource: 'recovery_key', resourceId: '' }));
    throw error;
  }
}

function administrators({ raw }: Context): Administrator[] {
  return raw
    .prepare(
      `SELECT u.*, c.totp_since FROM user_account u JOIN user_role r ON r.user_id = u.id LEFT JOIN credential c ON c.user_id = u.id
       WHERE r.role_code = 'administrator' AND u.is_active = 1 ORDER BY u.username`,
    )
    .all() as Administrator[];
}
