import { findOrder, listOrderLines, type OrderRecord } from '../../db/queries/orders.ts';
import { priceFor } from '../../db/queries/suppliers.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import { orderStatus, type OrderStatus } from '../../preload/contract/orders.ts';
import type { Context } from '../facility/context.ts';
import { type OrderAct, orderNext } from './orderNext.ts';

export type Order = Omit<OrderRecord, 'status'> & { status: OrderStatus };

/** @throws 'not_found' */
export function openOrder(ctx: Context, orderId: string): Order {
  const found = findOrder(ctx.raw, orderId);
  if (!found) throw new AppError('not_found', { resource: 'order' });
  return { ...found, status: orderStatus.parse(found.status) };
}

/** What happened, for the order's timeline. */
export function note(ctx: Context, orderId: string, event: string, text = ''): void {
  insert(ctx, 'purchase_order_event', {
    id: ctx.newId(),
    order_id: orderId,
    event,
    note: text,
    at: ctx.now(),
    by: ctx.user.practitionerId,
  });
}

export type OrderChange = { orderId: string; version: number };

/** One step of an order with its line in the timeline. @throws 'not_found', 'order.wrong_status' { status }, 'version.conflict' */
export function step(
  ctx: Context,
  { orderId, version }: OrderChange,
  act: Exclude<OrderAct, 'receive'>,
  { columns = {}, text = '', event }: { columns?: Parameters<typeof amend<'purchase_order'>>[3]; text?: string; event?: string } = {},
): { version: number; status: OrderStatus } {
  const order = openOrder(ctx, orderId);
  if (order.version !== version) throw new AppError('version.conflict', { found: order.version });
  const status = orderNext(order.status, act);
  if (status === null) throw new AppError('order.wrong_status', { status: order.status });
  const next = amend(ctx, 'purchase_order', orderId, { ...columns, status }, { version, reason: text });
  note(ctx, orderId, event ?? act, text);
  return { version: next, status };
}

type NewLine = Input<'orders.create'>['lines'][number];

/** The lines as they are written now: those of before are taken off, so that the past stays readable. @throws 'not_found', 'order.item_twice' { name } */
export function putLines(ctx: Context, order: { orderId: string; supplierId: string }, lines: readonly NewLine[]): void {
  for (const { lineId } of listOrderLines(ctx.raw, order.orderId)) amend(ctx, 'purchase_order_line', lineId, { is_removed: 1 });
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const item = ctx.raw.prepare('SELECT name, pack_size FROM item WHERE id = ?').get(line.itemId) as
      | { name: string; pack_size: number }
      | undefined;
    if (!item) throw new AppError('not_found', { resource: 'item' });
    const { packSize: wanted } = line;
    const listed = priceFor(ctx.raw, {
      day: ctx.today(),
      supplierId: order.supplierId,
      itemId: line.itemId,
      ...(wanted === undefined ? {} : { packSize: wanted }),
    });
    const packSize = wanted ?? listed?.packSize ?? item.pack_size;
    if (seen.has(`${line.itemId} ${packSize}`)) throw new AppError('order.item_twice', { name: item.name });
    seen.add(`${line.itemId} ${packSize}`);
    insert(ctx, 'purchase_order_line', {
      id: ctx.newId(),
      order_id: order.orderId,
      position: at + 1,
      item_id: line.itemId,
      pack_size: packSize,
      packs: line.packs,
      price: line.price === undefined ? (listed?.price ?? null) : line.price,
      code: listed?.code ?? '',
      why: line.why,
    });
  }
}
