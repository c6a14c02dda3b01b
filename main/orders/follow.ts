import { listOrderLines } from '../../db/queries/orders.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { openOrder, step } from './write.ts';

/** The supplier's answer; a line that is not named is confirmed as ordered. @throws 'not_found', 'order.wrong_status', 'version.conflict' */
export const confirmOrder: CommandHandler<'orders.confirm'> = {
  run: async (ctx, { supplierReference, expectedOn, lines, ...change }) => {
    const changed = step(ctx, change, 'confirm', {
      columns: { supplier_reference: supplierReference, expected_on: expectedOn },
      text: [supplierReference, expectedOn ?? ''].filter(Boolean).join(', '),
    });
    const said = new Map(lines.map((line) => [line.lineId, line]));
    for (const { lineId, packs } of listOrderLines(ctx.raw, change.orderId)) {
      const line = said.get(lineId);
      said.delete(lineId);
      amend(ctx, 'purchase_order_line', lineId, { confirmed_packs: line?.packs ?? packs, expected_on: line?.expectedOn ?? null });
    }
    if (said.size > 0) throw new AppError('not_found', { resource: 'order line' });
    return changed;
  },
};

/** @throws 'not_found', 'order.wrong_status', 'version.conflict' */
export const trackOrder: CommandHandler<'orders.track'> = {
  run: async (ctx, { tracking, expectedOn, ...change }) =>
    step(ctx, change, 'track', {
      columns: { tracking, expected_on: expectedOn },
      text: [tracking, expectedOn ?? ''].filter(Boolean).join(', '),
    }),
};

/** @throws 'not_found', 'order.wrong_status', 'version.conflict' */
export const closeOrder: CommandHandler<'orders.close'> = {
  run: async (ctx, { reason, ...change }) => step(ctx, change, 'close', { text: reason }),
};

/** @throws 'not_found', 'order.wrong_status', 'version.conflict' */
export const cancelOrder: CommandHandler<'orders.cancel'> = {
  run: async (ctx, { reason, ...change }) => {
    const { received, status } = openOrder(ctx, change.orderId);
    if (received > 0) throw new AppError('order.wrong_status', { status });
    return step(ctx, change, 'cancel', { text: reason });
  },
};
