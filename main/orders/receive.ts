import { listOrderLines } from '../../db/queries/orders.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { beginReceipt } from '../receiving/begin.ts';
import { insertLine } from '../receiving/lines.ts';
import { canReceive, owedOf } from './orderNext.ts';
import { openOrder } from './write.ts';

/** Begins a goods receipt with the lines that are still owed; what is counted is typed there. @throws 'not_found', 'order.wrong_status' */
export const receiveOrder: CommandHandler<'orders.receive'> = {
  run: async (ctx, { orderId }) => {
    const order = openOrder(ctx, orderId);
    if (!canReceive(order.status)) throw new AppError('order.wrong_status', { status: order.status });
    const { receiptId } = await beginReceipt.run(ctx, { supplierName: order.supplierName, deliveryNote: '', orderId }, undefined);
    const isOurs = order.currency === ctx.facility.self.currency;
    for (const line of listOrderLines(ctx.raw, orderId)) {
      const owed = owedOf(line);
      if (owed === 0) continue;
      await insertLine(ctx, receiptId, {
        itemId: line.itemId,
        label: line.itemName,
        unitsPerPack: line.packSize,
        packs: 0,
        loose: 0,
        lotNumber: '',
        expiry: null,
        noted: null,
        ordered: owed,
        orderLineId: line.lineId,
        packCost: isOurs ? line.price : null,
        confidence: null,
      });
    }
    return { receiptId };
  },
};
