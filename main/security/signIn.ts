import { audit } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword } from '../../sync/security/password.ts';
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
  const before = seat.user?.sessionId;
  const { token, sessionId } = await inTransaction(as, (inside) => {
    clearTries(inside, found.id);
    if (newHash) setPassword(inside, found, newHash, false);
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
  return hashPassword(newPassword);
}
