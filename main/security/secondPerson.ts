import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import { checkPassword } from './passwordCheck.ts';
import { clearTries, takeTry } from './signInDelay.ts';
import { findFactor, spendCode } from './totpCheck.ts';

export type SecondProof = { username: string; password: string } | { username: string; code: string };

/**
 * Another person's own secret, with the delays of signing in. Not one's own: two signatures of one hand are one. `own`: the refusal for that.
 * @throws `own`, 'auth.wrong_password', 'auth.wrong_code', 'auth.locked_out' { seconds }
 */
export async function proveSecond(ctx: Context, said: SecondProof, own: ErrorCode): Promise<{ userId: string; by: 'password' | 'code' }> {
  const user = ctx.raw.prepare('SELECT * FROM user_account WHERE username = ? AND is_active = 1').get(said.username) as
    | Row<'user_account'>
    | undefined;
  if (user?.id === ctx.user.userId) throw new AppError(own);
  if ('password' in said) {
    await checkPassword(ctx, user, said.password, 'proof-refused');
    if (!user) throw new Error('a right password belongs to somebody');
    await inTransaction(ctx, (inside) => clearTries(inside, user.id));
    return { userId: user.id, by: 'password' };
  }
  await inTransaction(ctx, (inside) => takeTry(inside, user?.id));
  const factor = user && findFactor(ctx, user.id);
  if (!user || !factor) throw new AppError('auth.wrong_code');
  await spendCode(ctx, user.id, factor, said.code);
  await inTransaction(ctx, (inside) => clearTries(inside, user.id));
  return { userId: user.id, by: 'code' };
}
