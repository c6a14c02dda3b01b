import { somebodyElseMay } from '../../db/queries/orders.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { openOrder, step } from './write.ts';

const permission = 'SupplyRequest.approve';

/** Two pairs of eyes, where there are two: who wrote an order approves it only if nobody else here may. */
export function mayApprove(ctx: Context, order: { createdBy: string }): 'yes' | 'alone' | 'no' {
  if (!ctx.can(permission)) return 'no';
  if (order.createdBy !== ctx.user.practitionerId) return 'yes';
  return somebodyElseMay(ctx.raw, permission, ctx.user.userId) ? 'no' : 'alone';
}

/** @throws 'not_found', 'order.own', 'order.wrong_status', 'version.conflict' */
export const approveOrder: CommandHandler<'orders.approve'> = {
  run: async (ctx, input) => {
    const may = mayApprove(ctx, openOrder(ctx, input.orderId));
    if (may === 'no') throw new AppError('order.own');
    const columns = { approved_at: ctx.now(), approved_by: ctx.user.practitionerId, is_self_approved: may === 'alone' ? 1 : 0 };
    return step(ctx, input, 'approve', { columns });
  },
};

/** @throws 'not_found', 'order.wrong_status', 'version.conflict' */
export const returnOrder: CommandHandler<'orders.return'> = {
  run: async (ctx, { reason, ...input }) =>
    step(ctx, input, 'return', { columns: { approved_at: null, approved_by: null, is_self_approved: 0 }, text: reason }),
};
