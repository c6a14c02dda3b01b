import { audit } from '../../db/write.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { isSessionLocked } from './lockGuard.ts';
import { canUsePin } from './unlock.ts';

/** From here on the facility answers this session with 'auth.locked', whatever the window shows. */
export const lock: HostHandler<'session.lock'> = async (host, seat, { why }) => {
  await inTransaction(makeContext(host.open(), seat), (ctx) => {
    const locked = ctx.raw
      .prepare('UPDATE session_state SET locked_at = ? WHERE session_id = ? AND locked_at IS NULL')
      .run(ctx.now(), ctx.user.sessionId);
    if (locked.changes === 1) audit(ctx, { action: 'lock', resource: 'session', resourceId: ctx.user.sessionId, body: { why } });
  });
  return {};
};

export const check: HostHandler<'session.check'> = async (host, seat, { hasInput }) => {
  const ctx = makeContext(host.open(), seat);
  const { sessionId } = ctx.user;
  const isLocked = isSessionLocked(ctx.facility, sessionId);
  if (hasInput && !isLocked) {
    await ctx.facility.exclusive(() =>
      ctx.raw.prepare('UPDATE session_state SET last_input_at = ? WHERE session_id = ?').run(ctx.now(), sessionId),
    );
  }
  return { isLocked, canUsePin: canUsePin(ctx) };
};
