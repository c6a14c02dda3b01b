import { audit } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type HashCost, hashPassword, verifyPassword } from '../../sync/security/password.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import { clearTries, takeTry, type TakenTry } from './signInDelay.ts';

/** A name that nobody has takes as long to refuse as a wrong password. */
const nobodysHashes = new Map<HashCost, Promise<string>>();

/**
 * Is this the user's password? A wrong one counts and is audited as `refusal`; a right one leaves the try taken:
 * the caller clears it or gives it back. @throws 'auth.locked_out' { seconds }, 'auth.wrong_password'
 */
export async function checkPassword(
  ctx: Context,
  user: Pick<Row<'user_account'>, 'id' | 'password_hash'> | undefined,
  password: string,
  refusal: 'sign-in-refused' | 'unlock-refused' | 'proof-refused',
): Promise<TakenTry> {
  const taken = await inTransaction(ctx, (inside) => takeTry(inside, user?.id));
  const isRight = await verifyPassword(user?.password_hash ?? (await nobodysHash(ctx.facility.hashCosts.password)), password);
  if (user && isRight) return taken;
  await inTransaction(ctx, (inside) => audit(inside, { action: refusal, resource: 'user_account', resourceId: user?.id ?? '' }));
  throw new AppError('auth.wrong_password');
}

function nobodysHash(cost: HashCost): Promise<string> {
  const hash = nobodysHashes.get(cost) ?? hashPassword('nobody', cost);
  nobodysHashes.set(cost, hash);
  return hash;
}

/** The signed-in user's own password, with the same delays. @throws 'auth.locked_out' { seconds }, 'auth.wrong_password' */
export async function checkOwnPassword(ctx: Context, password: string, refusal: 'unlock-refused' | 'proof-refused'): Promise<void> {
  const user = ctx.raw.prepare('SELECT id, password_hash FROM user_account WHERE id = ?').get(ctx.user.userId) as Row<'user_account'>;
  await checkPassword(ctx, user, password, refusal);
  await inTransaction(ctx, (inside) => clearTries(inside, user.id));
}
