import { randomInt } from 'node:crypto';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { setPassword } from './passwordSet.ts';
import { dropPin } from './pin.ts';
import { assertFreshProof } from './proof.ts';
import { endSessionsOf } from './sessions.ts';
import { clearTries } from './signInDelay.ts';
import { dropTotp } from './totpEnrol.ts';

/** Nothing that is misread from a slip of paper: 31 signs, 12 of them are 59 bits. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** For somebody who forgot: a password for one sign-in. @throws 'auth.proof_needed', 'not_found', 'auth.forbidden' for one's own: that is changed, not reset */
export const resetPassword: HostHandler<'session.resetPassword'> = async (host, seat, { userId, isTotpRemoved }) => {
  const ctx = makeContext(host.open(), seat);
  assertFreshProof(ctx);
  if (userId === ctx.user.userId) throw new AppError('auth.forbidden', { permission: 'UserAccount.update' });
  const owner = ctx.raw.prepare('SELECT * FROM user_account WHERE id = ?').get(userId) as Row<'user_account'> | undefined;
  if (!owner) throw new AppError('not_found', { resource: 'UserAccount' });
  const letters = Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join('');
  const oneTimePassword = letters.replace(/^(.{4})(.{4})/, '$1-$2-');
  const hash = await hashPassword(oneTimePassword, host.hashCosts.password);
  await inTransaction(ctx, (inside) => {
    setPassword(inside, owner, hash, true);
    dropPin(inside, userId);
    if (isTotpRemoved) dropTotp(inside, userId);
    clearTries(inside, userId);
    endSessionsOf(inside, userId);
  });
  return { oneTimePassword };
};
