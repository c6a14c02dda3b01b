import { listOrderLines, type OrderLineRecord } from '../../db/queries/orders.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { canReceive, owedOf, statusAfterReceipt } from './orderNext.ts';
import { note, openOrder } from './write.ts';

export type ReceivedLine = {
  itemId: string;
  /** dispensing units; under 0: a receipt was taken back */
  quantity: number;
  /** the line of the order, where the receipt knows it */
  lineId?: string | null;
};

/**
 * Goods of an order came (or a receipt was reversed): called in the transaction that posts the goods receipt.
 * What came of an item goes to its named line, else to its lines in order, what is owed first; the rest to the last of them.
 * An item that was not ordered changes nothing here. The same receipt counts once.
 * @throws 'not_found', 'order.wrong_status' { status }
 */
export function noteReceived(
  ctx: Context,
  orderId: string,
  lines: readonly ReceivedLine[],
  { receiptId, receivedOn }: { receiptId: string; receivedOn: string },
): void {
  const order = openOrder(ctx, orderId);
  if (!canReceive(order.status)) throw new AppError('order.wrong_status', { status: order.status });
  const ordered = listOrderLines(ctx.raw, orderId);
  const isBack = lines.some(({ quantity }) => quantity < 0);
  const before = ctx.raw
    .prepare('SELECT coalesce(sum(quantity), 0) FROM purchase_order_receipt WHERE order_id = ? AND receipt_id = ?')
    .pluck()
    .get(orderId, receiptId) as number;
  if (isBack ? before <= 0 : before > 0) return; // noted before, or nothing to take back
  let changed = 0;
  for (const { itemId, quantity, lineId } of lines) {
    const own = ordered.filter((line) => line.itemId === itemId && (!lineId || line.lineId === lineId));
    for (const [line, part] of spread(own, quantity)) {
      line.received += part;
      changed += part;
      insert(ctx, 'purchase_order_receipt', {
        id: ctx.newId(),
        order_id: orderId,
        line_id: line.lineId,
        receipt_id: receiptId,
        quantity: part,
        received_on: receivedOn,
        recorded_at: ctx.now(),
      });
      amend(ctx, 'purchase_order_line', line.lineId, { received: line.received });
    }
  }
  if (changed === 0) return;
  const confirmed = ordered.some(({ confirmedPacks }) => confirmedPacks !== null);
  amend(ctx, 'purchase_order', orderId, { status: statusAfterReceipt(order.status, ordered, confirmed) });
  note(ctx, orderId, changed < 0 ? 'take-back' : 'receive');
}

/** The goods receipt was reversed: what it brought is owed again. @throws 'not_found', 'order.wrong_status' */
export function takeBackReceived(ctx: Context, orderId: string, at: { receiptId: string; receivedOn: string }): void {
  const lines = ctx.raw
    .prepare(
      `SELECT l.item_id AS itemId, r.line_id AS lineId, -sum(r.quantity) AS quantity
       FROM purchase_order_receipt r JOIN purchase_order_line l ON l.id = r.line_id
       WHERE r.order_id = ? AND r.receipt_id = ? GROUP BY r.line_id HAVING sum(r.quantity) <> 0`,
    )
    .all(orderId, at.receiptId) as ReceivedLine[];
  if (lines.length > 0) noteReceived(ctx, orderId, lines, at);
}

/** `quantity` over lines: as much as each is owed, and what is over to the last; under 0 the other way round, never under nothing. */
function spread(lines: readonly OrderLineRecord[], quantity: number): [OrderLineRecord, number][] {
  const parts = new Map<OrderLineRecord, number>();
  const give = (line: OrderLineRecord, part: number) => part !== 0 && parts.set(line, (parts.get(line) ?? 0) + part);
  let left = quantity;
  for (const line of quantity > 0 ? lines : lines.toReversed()) {
    const part = quantity > 0 ? Math.min(left, owedOf(line)) : Math.max(left, -line.received);
    give(line, part);
    left -= part;
  }
  const last = lines.at(-1);
  if (quantity > 0 && last) give(last, left);
  return [...parts];
}
