import { audit } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type HashCost, hashPassword, isCheaper } from '../../sync/security/password.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkPassword } from './passwordCheck.ts';
import { assertNewPassword, setPassword } from './passwordSet.ts';
import { startSession, takeSeat } from './sessions.ts';
import { clearTries, giveTryBack } from './signInDelay.ts';
import { findFactor, spendCode } from './totpCheck.ts';

/**
 * Password; then, where asked for, a new password and a one-time code, each call carrying all of it again: nobody is half signed in.
 * @throws 'auth.wrong_password', 'auth.locked_out' { seconds }, 'auth.must_change_password', 'auth.weak_password', 'auth.password_reused',
 * 'auth.code_needed', 'auth.wrong_code'
 */
export const signIn: HostHandler<'session.signIn'> = async (host, seat, { username, password, newPassword, code }) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const found = facility.raw.prepare('SELECT * FROM user_account WHERE username = ? AND is_active = 1').get(username) as
    | Row<'user_account'>
    | undefined;
  const taken = await checkPassword(ctx, found, password, 'sign-in-refused');
  if (!found) throw new Error('a right password belongs to somebody');
  const as = makeContext(facility, seat, found.id);
  const factor = findFactor(as, found.id);
  const newHash = await unlessMoreIsNeeded();
  if (factor) await spendCode(as, found.id, factor, code ?? '');
  const upgraded = newHash ? undefined : await dearerHash(found.password_hash, password, host.hashCosts.password);
  const before = seat.user?.sessionId;
  const { token, sessionId } = await inTransaction(as, (inside) => {
    clearTries(inside, found.id);
    if (newHash) setPassword(inside, found, newHash, false);
    if (upgraded) keepDearerHash(inside, found, upgraded);
    if (before) inside.raw.prepare('UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL').run(inside.now(), before);
    const started = startSession(inside, found.id);
    audit(inside, { action: 'sign-in', resource: 'session', resourceId: started.sessionId });
    return started;
  });
  return takeSeat(facility, seat, found.id, sessionId, token);

  /** What is still missing does not count as a wrong try. */
  async function unlessMoreIsNeeded(): Promise<string | undefined> {
    try {
      const hash = await newPasswordOf(as, found, newPassword);
      if (factor && code === undefined) throw new AppError('auth.code_needed');
      return hash;
    } catch (error) {
      await inTransaction(as, (inside) => giveTryBack(inside, taken));
      throw error;
    }
  }
};

/** The same password at today's cost, where it was hashed at less. Slow. */
async function dearerHash(phc: string, password: string, cost: HashCost): Promise<string | undefined> {
  return isCheaper(phc, cost) ? hashPassword(password, cost) : undefined;
}

/** Unless the password was changed meanwhile. Inside a transaction. */
function keepDearerHash(ctx: Context, owner: Row<'user_account'>, hash: string): void {
  const change = 'UPDATE user_account SET password_hash = ? WHERE id = ? AND password_hash = ?';
  if (ctx.raw.prepare(change).run(hash, owner.id, owner.password_hash).changes === 0) return;
  audit(ctx, { action: 'password-rehash', resource: 'user_account', resourceId: owner.id });
}

/** The hash of the new password where one must be chosen. */
async function newPasswordOf(
  ctx: Context,
  owner: Row<'user_account'> | undefined,
  newPassword: string | undefined,
): Promise<string | undefined> {
  const mustChange =
    ctx.raw
      .prepare('SELECT must_change_password FROM credential WHERE user_id = ?')
      .pluck()
      .get(owner?.id ?? '') === 1;
  if (!owner || !mustChange) return undefined;
  if (newPassword === undefined) throw new AppError('auth.must_change_password');
  await assertNewPassword(ctx, owner, newPassword);
  return hashPassword(newPassword, ctx.facility.hashCosts.password);
}
