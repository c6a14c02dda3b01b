import { insert, amend, publish } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import { readProduct } from '../inventory/item.ts';
import { publishAlert } from './publishAlert.ts';
import { readItem } from '../inventory/stockLevel.ts';

/** After every change of stock: the newest level goes to the outbox, and an alert begins or ends. In the transaction of the change. */
export function publishStock(ctx: Context, itemId: string): ItemRow {
  const found = readItem(ctx, itemId);
  if (!found) throw new Error('the item vanished inside its transaction');
  const { row, line } = found;
  publish(ctx, 'stock.level', itemId, {
    product: readProduct(line.product),
    name: row.name,
    packSize: row.packSize,
    onHand: row.usable, // what others may count on: expired and held lots are nobody's stock
    amc: row.amc,
    monthsOfStock: row.amc ? Math.round((row.usable / row.amc) * 10) / 10 : null,
    nearestExpiry: line.usableExpiry,
    status: row.status,
    asOf: ctx.now(),
  });
  keepShortageAlert(ctx, row);
  return row;
}

/** One open shortage alert an item, while what can be used is under the reorder level. */
function keepShortageAlert(ctx: Context, row: ItemRow): void {
  const open = ctx.raw.prepare(`SELECT * FROM alert WHERE kind = 'shortage' AND item_id = ? AND ended_at IS NULL`).get(row.itemId) as
    | Row<'alert'>
    | undefined;
  const isShort = row.usable < row.reorderLevel;
  if (!isShort && !open) return;
  const severity = row.usable === 0 ? 'critical' : 'warning';
  const change = isShort ? { severity, on_hand: row.usable } : { on_hand: row.usable, ended_at: ctx.now() };
  if (open) {
    amend(ctx, 'alert', open.id, change);
    publishAlert(ctx, { ...open, ...change }, row);
    return;
  }
  const alert = {
    id: ctx.newId(),
    kind: 'shortage',
    severity,
    item_id: row.itemId,
    subject: row.name,
    on_hand: row.usable,
    raised_at: ctx.now(),
    ended_at: null,
  };
  insert(ctx, 'alert', alert);
  publishAlert(ctx, alert, row);
}
