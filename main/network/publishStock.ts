import { insert, amend, publish } from '../../db/write.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import { readProduct } from '../inventory/item.ts';
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
    nearestExpiry: row.nearestExpiry,
    status: row.status,
    asOf: ctx.now(),
  });
  keepShortageAlert(ctx, row);
  return row;
}

/** One open shortage alert an item, while what can be used is under the reorder level. */
function keepShortageAlert(ctx: Context, row: ItemRow): void {
  const open = ctx.raw
    .prepare(`SELECT id, severity, raised_at FROM alert WHERE kind = 'shortage' AND item_id = ? AND ended_at IS NULL`)
    .get(row.itemId) as { id: string; severity: string; raised_at: string } | undefined;
  const isShort = row.usable < row.reorderLevel;
  const severity: 'critical' | 'warning' = row.usable === 0 ? 'critical' : 'warning';
  if (!isShort && !open) return;
  const alert = { kind: 'shortage' as const, severity, subject: row.name, onHand: row.usable };
  if (!isShort && open) {
    amend(ctx, 'alert', open.id, { ended_at: ctx.now(), on_hand: row.usable });
    publish(ctx, 'alert', open.id, {
      ...alert,
      severity: open.severity === 'critical' ? 'critical' : 'warning',
      raisedAt: open.raised_at,
      endedAt: ctx.now(),
    });
    return;
  }
  const id = open?.id ?? ctx.newId();
  const raisedAt = open?.raised_at ?? ctx.now();
  if (open) amend(ctx, 'alert', id, { severity, on_hand: row.usable });
  else
    insert(ctx, 'alert', {
      id,
      kind: 'shortage',
      severity,
      item_id: row.itemId,
      subject: row.name,
      on_hand: row.usable,
      raised_at: raisedAt,
    });
  publish(ctx, 'alert', id, { ...alert, raisedAt, endedAt: null });
}
