import { findRefillRequest } from '../../db/queries/refills.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'refill.decided' { status }, 'version.conflict' */
export const refuseRefill: CommandHandler<'refills.refuse'> = {
  run: async (ctx, { refillRequestId, version, reason }) => {
    await assertOpen(ctx, refillRequestId);
    const decided = { status: 'refused', refusal: reason, decided_at: ctx.now(), decided_by: ctx.user.practitionerId };
    amend(ctx, 'refill_request', refillRequestId, decided, { version, reason });
    return {};
  },
};

/** By whoever asked, or another at the counter. @throws 'not_found', 'refill.decided' { status }, 'version.conflict' */
export const withdrawRefill: CommandHandler<'refills.withdraw'> = {
  run: async (ctx, { refillRequestId, version }) => {
    await assertOpen(ctx, refillRequestId);
    const decided = { status: 'withdrawn', decided_at: ctx.now(), decided_by: ctx.user.practitionerId };
    amend(ctx, 'refill_request', refillRequestId, decided, { version });
    return {};
  },
};

async function assertOpen(ctx: Context, refillRequestId: string): Promise<void> {
  const asked = await findRefillRequest(ctx.db, refillRequestId);
  if (!asked) throw new AppError('not_found', { resource: 'RefillRequest' });
  if (asked.status !== 'requested') throw new AppError('refill.decided', { status: asked.status });
}
