import { findDispense } from '../../db/queries/dispensing.ts';
import { findPartner, findReversal, findValued, readHeld, type Valued } from '../../db/queries/ledger.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { move } from './move.ts';
import { takenBack } from './value.ts';

/**
 * A mistake is never edited: the opposite movement points at it, once. Of a move between two places both are taken back, or neither.
 * A dispense is reversed at the desk, where its prescription is.
 * @throws 'not_found', 'stock.already_reversed', 'stock.insufficient', 'dispensing.reverse_at_desk'
 */
export const reverse: CommandHandler<'inventory.reverse'> = {
  run: async (ctx, { movementId, note }) => {
    const movement = findValued(ctx.raw, movementId);
    if (!movement) throw new AppError('not_found', { resource: 'movement' });
    if (movement.reason === 'reversal' || findReversal(ctx.raw, movementId)) throw new AppError('stock.already_reversed');
    if (movement.refId !== null && findDispense(ctx.raw, movement.refId)) throw new AppError('dispensing.reverse_at_desk');
    const reversalId = reverseMovement(ctx, movement, note);
    return { movementId: reversalId, onHand: publishStock(ctx, movement.itemId).onHand };
  },
};

/** What came goes back worth what it came with, as far as that is still there; what went comes back worth what it went with. */
function reverseMovement(ctx: Context, movement: Valued, note: string): string {
  const partner = movement.reason === 'move-in' || movement.reason === 'move-out' ? findPartner(ctx.raw, movement) : undefined;
  if (!partner) return opposite(ctx, movement, note, valueBack(ctx, movement), movement.refId);
  const [came, went] = movement.quantity > 0 ? [movement, partner] : [partner, movement];
  const refId = ctx.newId();
  const value = valueBack(ctx, came);
  const ids = [opposite(ctx, came, note, value, refId), opposite(ctx, went, note, -value || 0, refId)] as const;
  return movement === came ? ids[0] : ids[1];
}

function valueBack(ctx: Context, { lotId, locationId, quantity, value }: Valued): number {
  if (quantity < 0) return -value || 0;
  return -takenBack(readHeld(ctx.raw, { lotId, locationId }), quantity, value) || 0;
}

function opposite(ctx: Context, of: Valued, note: string, value: number, refId: string | null): string {
  const { itemId, lotId, locationId, id: reversesId } = of;
  return move(ctx, {
    itemId,
    lotId,
    locationId,
    quantity: -of.quantity,
    value,
    reason: 'reversal',
    reversesId,
    note,
    ...(refId === null ? {} : { refId }),
  });
}
