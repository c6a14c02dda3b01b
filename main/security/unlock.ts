import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { verifyPassword } from '../../sync/security/password.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { checkOwnPassword } from './passwordCheck.ts';

const pinTries = 5;
type PinState = { pin_hash: string | null; pin_failures: number };

/** @throws 'auth.wrong_pin' { left }, 'auth.password_needed', 'auth.wrong_password', 'auth.locked_out' { seconds } */
export const unlock: HostHandler<'session.unlock'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat);
  if ('pin' in input) await checkPin(ctx, input.pin, 'unlock-refused');
  else await checkOwnPassword(ctx, input.password, 'unlock-refused');
  await inTransaction(ctx, (inside) => {
    const now = inside.now();
    inside.raw
      .prepare('UPDATE session_state SET locked_at = NULL, last_input_at = ?, pin_failures = 0 WHERE session_id = ?')
      .run(now, inside.user.sessionId);
    if ('password' in input) {
      inside.raw.prepare('UPDATE session_state SET proved_at = ? WHERE session_id = ?').run(now, inside.user.sessionId);
    }
    const body = { by: 'pin' in input ? 'pin' : 'password' };
    audit(inside, { action: 'unlock', resource: 'session', resourceId: inside.user.sessionId, body });
  });
  return {};
};

export function canUsePin(ctx: Context): boolean {
  const state = findPin(ctx);
  return state !== undefined && state.pin_hash !== null && state.pin_failures < pinTries;
}

/**
 * The PIN is worth something only where the session lives: at its seat, until it ends. Counted first, so that neither many at once nor a
 * restart gives more tries, wherever it is asked for. @throws 'auth.wrong_pin' { left }, 'auth.password_needed'
 */
export async function checkPin(ctx: Context, pin: string, refusal: 'unlock-refused' | 'proof-refused'): Promise<void> {
  const { hash, left } = await inTransaction(ctx, (inside) => {
    const state = findPin(inside);
    if (!state?.pin_hash || state.pin_failures >= pinTries) throw new AppError('auth.password_needed');
    inside.raw.prepare('UPDATE session_state SET pin_failures = pin_failures + 1 WHERE session_id = ?').run(inside.user.sessionId);
    return { hash: state.pin_hash, left: pinTries - state.pin_failures - 1 };
  });
  if (await verifyPassword(hash, pin)) return;
  await inTransaction(ctx, (inside) =>
    audit(inside, { action: refusal, resource: 'session', resourceId: inside.user.sessionId, body: { by: 'pin', left } }),
  );
  throw left > 0 ? new AppError('auth.wrong_pin', { left }) : new AppError('auth.password_needed');
}

/** After a right one: the tries are as before. */
export function forgivePin(ctx: Context): void {
  ctx.raw.prepare('UPDATE session_state SET pin_failures = 0 WHERE session_id = ?').run(ctx.user.sessionId);
}

function findPin(ctx: Context): PinState | undefined {
  return ctx.raw
    .prepare(
      `SELECT c.pin_hash, t.pin_failures FROM session_state t JOIN session s ON s.id = t.session_id
       LEFT JOIN credential c ON c.user_id = s.user_id WHERE t.session_id = ?`,
    )
    .get(ctx.user.sessionId) as PinState | undefined;
}
