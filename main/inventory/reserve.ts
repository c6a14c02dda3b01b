import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { readHeld, readReserved } from '../../db/queries/ledger.ts';
import { publishStock } from '../network/publishStock.ts';

export type Reservation = {
  itemId: string;
  lotId: string;
  locationId: string;
  /** dispensing units, positive */
  quantity: number;
  /** what asks for it: 'order', 'transfer', 'crossmatch' */
  reason: string;
  refId: string;
};

/** Keeps stock back: it lies here, but FEFO offers it to nobody else. Hand it over with `releaseReservation` and a movement in one transaction. @throws 'stock.insufficient' */
export function reserveStock(ctx: Context, { itemId, lotId, locationId, quantity, reason, refId }: Reservation): string {
  assertFree(ctx, { lotId, locationId }, quantity);
  const id = ctx.newId();
  insert(ctx, 'stock_reservation', {
    id,
    item_id: itemId,
    lot_id: lotId,
    location_id: locationId,
    quantity,
    reason,
    ref_id: refId,
    reserved_at: ctx.now(),
    reserved_by: ctx.user.practitionerId,
  });
  publishStock(ctx, itemId);
  return id;
}

/** All that is kept back for one order, transfer or crossmatch; of one lot with `lotId`. Answers how many reservations ended. */
export function releaseReservation(ctx: Context, refId: string, of: { lotId?: string } = {}): number {
  const open = ctx.raw
    .prepare(
      'SELECT id, item_id AS itemId FROM stock_reservation WHERE ref_id = :refId AND released_at IS NULL AND (:lotId IS NULL OR lot_id = :lotId)',
    )
    .all({ refId, lotId: of.lotId ?? null }) as { id: string; itemId: string }[];
  for (const { id } of open) amend(ctx, 'stock_reservation', id, { released_at: ctx.now() });
  for (const itemId of new Set(open.map((one) => one.itemId))) publishStock(ctx, itemId);
  return open.length;
}

/** So much lies there and is not kept back for somebody. @throws 'stock.insufficient' { wanted, available } */
export function assertFree(ctx: Pick<Context, 'raw'>, at: { lotId: string; locationId: string }, quantity: number): void {
  const free = readHeld(ctx.raw, at).onHand - readReserved(ctx.raw, at);
  if (quantity > free) throw new AppError('stock.insufficient', { wanted: quantity, available: Math.max(0, free) });
}
