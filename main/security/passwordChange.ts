import type { Row } from '../../db/schema/index.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkOwnPassword } from './passwordCheck.ts';
import { assertNewPassword, setPassword } from './passwordSet.ts';
import { endSessionsOf } from './sessions.ts';

/** The old password is the fresh proof. Other sessions of the user end. @throws 'auth.wrong_password', 'auth.locked_out', 'auth.weak_password', 'auth.password_reused' */
export const changePassword: HostHandler<'session.changePassword'> = async (host, seat, { oldPassword, newPassword }) => {
  const ctx = makeContext(host.open(), seat);
  await checkOwnPassword(ctx, oldPassword, 'proof-refused');
  const owner = ctx.raw.prepare('SELECT * FROM user_account WHERE id = ?').get(ctx.user.userId) as Row<'user_account'>;
  await assertNewPassword(ctx, owner, newPassword);
  const hash = await hashPassword(newPassword, host.hashCosts.password);
  await inTransaction(ctx, (inside) => {
    setPassword(inside, owner, hash, false);
    inside.raw.prepare('UPDATE session_state SET proved_at = ? WHERE session_id = ?').run(inside.now(), inside.user.sessionId);
    endSessionsOf(inside, owner.id, inside.user.sessionId);
  });
  return {};
};
