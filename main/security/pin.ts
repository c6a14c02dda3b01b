import { audit } from '../../db/write.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { assertGoodPin } from './passwordPolicy.ts';
import { assertFreshProof } from './proof.ts';

/** Six digits to come back to a locked screen. @throws 'auth.proof_needed', 'auth.weak_pin' */
export const setPin: HostHandler<'session.setPin'> = async (host, seat, { pin }) => {
  const ctx = makeContext(host.open(), seat);
  assertFreshProof(ctx);
  assertGoodPin(pin);
  const hash = await hashPassword(pin, host.hashCosts.pin);
  await inTransaction(ctx, (inside) => {
    inside.raw
      .prepare('INSERT INTO credential (user_id, pin_hash) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash')
      .run(inside.user.userId, hash);
    inside.raw.prepare('UPDATE session_state SET pin_failures = 0 WHERE session_id = ?').run(inside.user.sessionId);
    inside.touched.add('credential');
    audit(inside, { action: 'pin-set', resource: 'user_account', resourceId: inside.user.userId });
  });
  return {};
};

export const removePin: HostHandler<'session.removePin'> = async (host, seat) => {
  await inTransaction(makeContext(host.open(), seat), (ctx) => {
    dropPin(ctx, ctx.user.userId);
    audit(ctx, { action: 'pin-removed', resource: 'user_account', resourceId: ctx.user.userId });
  });
  return {};
};

export function dropPin(ctx: Context, userId: string): void {
  ctx.raw.prepare('UPDATE credential SET pin_hash = NULL WHERE user_id = ?').run(userId);
  ctx.touched.add('credential');
}
