import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { SessionCard } from '../../preload/contract/session.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { isSessionLocked } from './lockGuard.ts';

type Listed = {
  sessionId: string;
  userId: string;
  displayName: string;
  seatKind: SessionCard['seatKind'];
  seatName: string;
  startedAt: string;
  expiresAt: string;
  lastInputAt: string;
};

export const mySessions: QueryHandler<'session.mine'> = async (ctx) => ({ sessions: listOpen(ctx, ctx.user.userId) });
export const allSessions: QueryHandler<'session.all'> = async (ctx) => ({ sessions: listOpen(ctx, null) });

/** @throws 'not_found', 'auth.forbidden' for somebody else's without UserAccount.update */
export const endSession: CommandHandler<'session.end'> = {
  run: async (ctx, { sessionId }) => {
    const owner = ctx.raw.prepare('SELECT user_id FROM session WHERE id = ? AND ended_at IS NULL').pluck().get(sessionId) as
      | string
      | undefined;
    if (owner !== ctx.user.userId && !ctx.can('UserAccount.update'))
      throw new AppError('auth.forbidden', { permission: 'UserAccount.update' });
    if (!owner) throw new AppError('not_found', { resource: 'Session' });
    ctx.raw.prepare('UPDATE session SET ended_at = ? WHERE id = ?').run(ctx.now(), sessionId);
    ctx.touched.add('session');
    audit(ctx, { action: 'sign-out-remote', resource: 'session', resourceId: sessionId, body: { userId: owner } });
    return {};
  },
  refused: async (ctx, { sessionId }, error) => {
    if (error.code === 'auth.forbidden') audit(ctx, { action: 'deny', resource: 'session.end', resourceId: sessionId });
  },
};

function listOpen(ctx: Context, userId: string | null): SessionCard[] {
  const rows = ctx.raw
    .prepare(
      `SELECT s.id AS sessionId, s.user_id AS userId, u.display_name AS displayName, seat.kind AS seatKind, seat.name AS seatName,
              s.started_at AS startedAt, s.expires_at AS expiresAt, t.last_input_at AS lastInputAt
       FROM session s JOIN session_state t ON t.session_id = s.id JOIN user_account u ON u.id = s.user_id JOIN seat ON seat.id = s.seat_id
       WHERE s.ended_at IS NULL AND s.expires_at > ? AND s.user_id = coalesce(?, s.user_id) ORDER BY s.started_at DESC, s.id DESC LIMIT 500`,
    )
    .all(ctx.now(), userId) as Listed[];
  return rows.map((row) => ({
    ...row,
    isLocked: isSessionLocked(ctx.facility, row.sessionId),
    isThis: row.sessionId === ctx.user.sessionId,
  }));
}
