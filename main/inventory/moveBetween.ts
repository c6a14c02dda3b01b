import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { move, type Movement } from './move.ts';
import { readHeld } from '../../db/queries/ledger.ts';
import { shareOf } from './value.ts';

export type Between = Pick<Movement, 'itemId' | 'lotId' | 'note' | 'movedAt' | 'localDate'> & {
  from: string;
  to: string;
  /** dispensing units, positive */
  quantity: number;
  /** what both movements belong to; a new one without it */
  refId?: string;
};

/** From one place here to another: two movements with one reference, and all the value goes along. No consumption. @throws 'stock.insufficient', 'stock.same_place', 'stock.was_not_there' */
export function moveBetween(ctx: Context, { from, to, quantity, refId = ctx.newId(), ...of }: Between): { outId: string; inId: string } {
  if (from === to) throw new AppError('stock.same_place');
  const value = shareOf(readHeld(ctx.raw, { lotId: of.lotId, locationId: from }), quantity);
  const outId = move(ctx, { ...of, locationId: from, quantity: -quantity, value: -value || 0, reason: 'move-out', refId });
  const inId = move(ctx, { ...of, locationId: to, quantity, value, reason: 'move-in', refId });
  return { outId, inId };
}
