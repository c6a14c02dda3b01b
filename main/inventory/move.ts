import { readHeld, readLotCost, readLowestFrom, readNewestMoment } from '../../db/queries/ledger.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { enterMovement } from '../controlled/enter.ts';
import { type KnownWitness, type Witnessed, witnessOf } from '../controlled/witnessed.ts';
import type { Context } from '../facility/context.ts';
import { publishStock } from '../network/publishStock.ts';
import { noteMovement } from '../stockTakes/noteMovement.ts';
import { type Held, largestOnHand, largestValue, shareOf, worthOfFound } from './value.ts';

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
    | 'move-in'
    | 'move-out'
    | 'ward-issue'
    | 'return'
    | 'return-to-supplier'
    | 'adjustment'
    | 'expired'
    | 'damaged'
    | 'count-variance'
    | 'reversal';
  refId?: string;
  reversesId?: string;
  note?: string;
  /** minor units, signed like the quantity. Without it: what goes out takes its share, what comes in has `unitCost` or its neighbours' worth. */
  value?: number;
  /** minor units a dispensing unit, of what comes in */
  unitCost?: number | undefined;
  /** when it happened, if not now; the ledger must never have been under zero since */
  movedAt?: string;
  localDate?: string;
  /** an invented history is written down on its days; otherwise now */
  recordedAt?: string;
  /** of a controlled item, where the use case itself knows who stood beside it */
  witness?: KnownWitness;
};

/**
 * Appends to the ledger, the only way in; the balance follows by trigger, the register of controlled medicines by its next line.
 * @throws 'stock.insufficient' { wanted, available }, 'stock.too_much', 'stock.was_not_there' { wanted, available } for a past in which it had run out,
 * 'stock_take.frozen' { number }, 'controlled.witness_needed' { itemId, name, unit, quantity }
 */
export function move(ctx: Context, movement: Movement): string {
  return append(ctx, movement, witnessOf(ctx, [movement]));
}

function append(ctx: Context, movement: Movement, witnessed: Witnessed): string {
  noteMovement(ctx, movement);
  const id = ctx.newId();
  const now = ctx.now();
  const at = { lotId: movement.lotId, locationId: movement.locationId };
  const held = readHeld(ctx.raw, at);
  const value = valueOf(ctx, movement, held);
  refuseImpossible(movement.quantity, value, held);
  const movedAt = momentOf(ctx, movement, now);
  insert(ctx, 'stock_movement', {
    id,
    item_id: movement.itemId,
    lot_id: movement.lotId,
    location_id: movement.locationId,
    quantity: movement.quantity,
    value,
    reason: movement.reason,
    ref_id: movement.refId ?? null,
    reverses_id: movement.reversesId ?? null,
    note: movement.note ?? '',
    moved_at: movedAt,
    recorded_at: movement.recordedAt ?? now,
    local_date: movement.localDate ?? ctx.today(),
    recorded_by: ctx.user.practitionerId,
  });
  ctx.touched.add('stock_balance');
  enterMovement(ctx, id, movement, witnessed);
  return id;
}

/** The value of what goes out late is its share of today: a value that was written down is never written again. */
function valueOf(ctx: Context, { lotId, quantity, value, unitCost }: Movement, held: Held): number {
  if (value !== undefined) return value;
  if (quantity < 0) return -shareOf(held, -quantity) || 0; // never minus zero
  return unitCost === undefined ? worthOfFound(held, quantity, readLotCost(ctx.raw, lotId)) : quantity * unitCost;
}

function refuseImpossible(quantity: number, value: number, held: Held): void {
  if (!Number.isSafeInteger(quantity) || !Number.isSafeInteger(value)) throw new AppError('stock.too_much');
  const after = { onHand: held.onHand + quantity, value: held.value + value };
  if (after.onHand < 0) throw new AppError('stock.insufficient', { wanted: -quantity, available: held.onHand });
  if (after.onHand > largestOnHand || after.value > largestValue) throw new AppError('stock.too_much');
}

/** Now, and after what is written already even where the clock was set back; or in the past, where it must have been there ever since. */
function momentOf(ctx: Context, { lotId, locationId, quantity, movedAt }: Movement, now: string): string {
  const at = { lotId, locationId };
  if (movedAt === undefined || movedAt >= now) {
    const newest = readNewestMoment(ctx.raw, at);
    return newest !== null && newest > now ? newest : now;
  }
  const lowest = quantity < 0 ? readLowestFrom(ctx.raw, at, movedAt) : 0;
  if (quantity < 0 && lowest + quantity < 0)
    throw new AppError('stock.was_not_there', { wanted: -quantity, available: Math.max(0, lowest) });
  return movedAt;
}

/** One act on one item: moves, and tells others the new level. Answers what is on hand. */
export function moveAndPublish(ctx: Context, movements: readonly Movement[]): { movementIds: string[]; onHand: number } {
  const witnessed = witnessOf(ctx, movements);
  const movementIds = movements.map((movement) => append(ctx, movement, witnessed));
  const [first] = movements;
  if (!first) throw new Error('nothing to move');
  return { movementIds, onHand: publishStock(ctx, first.itemId).onHand };
}
