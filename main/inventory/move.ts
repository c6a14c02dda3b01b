import { insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import { publishStock } from '../network/publishStock.ts';

export type Movement = {
  itemId: string;
  lotId: string;
  locationId: string;
  /** dispensing units; + in, - out */
  quantity: number;
  reason:
    | 'opening'
    | 'receipt'
    | 'dispense'
    | 'transfer-in'
    | 'transfer-out'
    | 'adjustment'
    | 'expired'
    | 'damaged'
    | 'count-variance'
    | 'reversal';
  refId?: string;
  reversesId?: string;
  note?: string;
  /** when it happened, if not now */
  movedAt?: string;
  localDate?: string;
};

/** Appends to the ledger; the balance follows by trigger, and refuses to go under zero. */
export function move(ctx: Context, movement: Movement): string {
  const id = ctx.newId();
  const now = ctx.now();
  insert(ctx, 'stock_movement', {
    id,
    item_id: movement.itemId,
    lot_id: movement.lotId,
    location_id: movement.locationId,
    quantity: movement.quantity,
    reason: movement.reason,
    ref_id: movement.refId ?? null,
    reverses_id: movement.reversesId ?? null,
    note: movement.note ?? '',
    moved_at: movement.movedAt ?? now,
    recorded_at: now,
    local_date: movement.localDate ?? ctx.today(),
    recorded_by: ctx.user.practitionerId,
  });
  ctx.touched.add('stock_balance');
  return id;
}

/** Moves, and tells others the new level. Answers what is on hand. */
export function moveAndPublish(ctx: Context, movements: readonly Movement[]): { movementIds: string[]; onHand: number } {
  const movementIds = movements.map((movement) => move(ctx, movement));
  const [first] = movements;
  if (!first) throw new Error('nothing to move');
  return { movementIds, onHand: publishStock(ctx, first.itemId).onHand };
}
