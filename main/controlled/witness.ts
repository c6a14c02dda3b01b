import type { Row } from '../../db/schema/index.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkPassword } from '../security/passwordCheck.ts';
import { clearTries, takeTry } from '../security/signInDelay.ts';
import { findFactor, spendCode } from '../security/totpCheck.ts';

type Proof = Exclude<Input<'controlled.witness'>['witness'], { nobodyBecause: string }>;

/** @throws see preload/contract/controlled.ts */
export const witness: HostHandler<'controlled.witness'> = async (host, seat, { itemId, quantity, witness: said }) => {
  const ctx = makeContext(host.open(), seat);
  const seen = 'nobodyBecause' in said ? null : await prove(ctx, said);
  await inTransaction(ctx, (inside) => {
    insert(inside, 'controlled_witness', {
      id: inside.newId(),
      item_id: itemId,
      quantity,
      seat_id: inside.seat.id,
      actor_id: inside.user.userId,
      witness_id: seen?.userId ?? null,
      witness_by: seen?.by ?? 'nobody',
      no_witness_reason: 'nobodyBecause' in said ? said.nobodyBecause : '',
      witnessed_at: inside.now(),
    });
  });
  return {};
};

/** Another person's own secret, with the delays of signing in. Not one's own: two signatures of one hand are one. */
async function prove(ctx: Context, said: Proof): Promise<{ userId: string; by: 'password' | 'code' }> {
  const user = ctx.raw.prepare('SELECT * FROM user_account WHERE username = ? AND is_active = 1').get(said.username) as
    | Row<'user_account'>
    | undefined;
  if (user?.id === ctx.user.userId) throw new AppError('controlled.own_witness');
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
