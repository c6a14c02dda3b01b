import { listOrderEvents, listOrderLines, listOrders, type OrderRecord } from '../../db/queries/orders.ts';
import { today } from '../../preload/contract/dates.ts';
import { type OrderRow, orderStatus } from '../../preload/contract/orders.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { mayApprove } from './approve.ts';
import { owedOf } from './orderNext.ts';
import { openOrder } from './write.ts';

const over: readonly string[] = ['received', 'closed', 'cancelled'];
const underWay: readonly string[] = ['sent', 'confirmed', 'partly-received'];

/** Expected before today and not all here. One that was never sent is not late. */
export const isOverdue = (order: Pick<OrderRecord, 'status' | 'expectedOn'>, day: string): boolean =>
  underWay.includes(order.status) && order.expectedOn !== null && order.expectedOn < day;

/** Newest first, overdue ones before all others. */
export const ordersList: QueryHandler<'orders.list'> = async (ctx, { show, supplierId, filter }) => {
  const day = ctx.today();
  const words = fold(filter).split(' ').filter(Boolean);
  const all = listOrders(ctx.raw, supplierId).filter((order) => {
    const text = fold(`${order.number} ${order.supplierName} ${order.supplierReference}`);
    return words.every((word) => text.includes(word));
  });
  const shown = all.filter((order) => {
    if (show === 'all') return true;
    if (show === 'open') return !over.includes(order.status);
    return show === 'overdue' ? isOverdue(order, day) : order.status === show;
  });
  const rows = shown.map((order) => toRow(ctx, order));
  return {
    orders: rows.toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue)),
    overdue: all.filter((order) => isOverdue(order, day)).length,
  };
};

export function toRow(ctx: Context, order: OrderRecord): OrderRow {
  const { orderId, number, supplierId, supplierName, lines, total, currency, expectedOn } = order;
  return {
    orderId,
    number,
    supplierId,
    supplierName,
    lines,
    total,
    currency,
    expectedOn,
    status: orderStatus.parse(order.status),
    createdOn: today(order.createdAt, ctx.facility.self.time_zone),
    isOverdue: isOverdue(order, ctx.today()),
    receivedShare: order.ordered > 0 ? order.received / order.ordered : 0,
  };
}

/** @throws 'not_found' */
export const orderCard: QueryHandler<'orders.get'> = async (ctx, { orderId }) => {
  const order = openOrder(ctx, orderId);
  const ends = over.includes(order.status);
  return {
    ...toRow(ctx, order),
    version: order.version,
    supplierEmail: order.supplierEmail,
    supplierReference: order.supplierReference,
    tracking: order.tracking,
    note: order.note,
    createdByName: order.createdByName,
    approvedByName: order.approvedByName,
    isSelfApproved: order.isSelfApproved === 1,
    isOwn: order.createdBy === ctx.user.practitionerId,
    canApprove: order.status === 'draft' && mayApprove(ctx, order) !== 'no',
    items: listOrderLines(ctx.raw, orderId).map((line) => ({
      ...line,
      ordered: line.packs * line.packSize,
      owed: ends ? 0 : owedOf(line),
    })),
    events: listOrderEvents(ctx.raw, orderId),
  };
};
