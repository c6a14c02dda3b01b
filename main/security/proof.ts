import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkOwnPassword } from './passwordCheck.ts';
import { clearTries, takeTry } from './signInDelay.ts';
import { findFactor, spendCode } from './totpCheck.ts';

const minutes = 5;

/** The person at the seat gave their password or a one-time code within the last five minutes; the PIN is not enough. @throws 'auth.proof_needed' */
export function assertFreshProof(ctx: Context): void {
  const provedAt = ctx.raw.prepare('SELECT proved_at FROM session_state WHERE session_id = ?').pluck().get(ctx.user.sessionId) as
    | string
    | null
    | undefined;
  const ageMs = provedAt ? Date.parse(ctx.now()) - Date.parse(provedAt) : Infinity;
  if (ageMs < 0 || ageMs > minutes * 60_000) throw new AppError('auth.proof_needed');
}

/** @throws 'auth.wrong_password', 'auth.wrong_code', 'auth.locked_out' { seconds } */
export const prove: HostHandler<'session.prove'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat);
  if ('password' in input) await checkOwnPassword(ctx, input.password, 'proof-refused');
  else await checkOwnCode(ctx, input.code);
  await inTransaction(ctx, (inside) => {
    inside.raw.prepare('UPDATE session_state SET proved_at = ? WHERE session_id = ?').run(inside.now(), inside.user.sessionId);
    const body = { by: 'password' in input ? 'password' : 'code' };
    audit(inside, { action: 'prove', resource: 'session', resourceId: inside.user.sessionId, body });
  });
  return {};
};

async function checkOwnCode(ctx: Context, code: string): Promise<void> {
  const { userId } = ctx.user;
  await inTransaction(ctx, (inside) => takeTry(inside, userId));
  const factor = findFactor(ctx, userId);
  if (!factor) throw new AppError('auth.wrong_code');
  await spendCode(ctx, userId, factor, code);
  await inTransaction(ctx, (inside) => clearTries(inside, userId));
}
