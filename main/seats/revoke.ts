import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPaired } from './registry.ts';

/** The lines of the seat are closed when this is told (lines.ts), its token and key are refused from now on. @throws 'not_found', 'seat.own' */
export const revokeSeat: CommandHandler<'seats.revoke'> = {
  run: async (ctx, { seatId, reason }) => {
    if (seatId === ctx.seat.id) throw new AppError('seat.own');
    const { revoked_at: before } = assertPaired(ctx, seatId);
    if (before !== null) return {};
    amend(ctx, 'seat', seatId, { revoked_at: ctx.now() }, { reason });
    const ended = ctx.raw.prepare('UPDATE session SET ended_at = ? WHERE seat_id = ? AND ended_at IS NULL').run(ctx.now(), seatId);
    if (ended.changes > 0) {
      ctx.touched.add('session');
      audit(ctx, { action: 'sign-out-remote', resource: 'seat', resourceId: seatId, body: { sessions: ended.changes } });
    }
    return {};
  },
};
