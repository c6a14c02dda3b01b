import { listOpenRecallsOf, listPlacesOf } from '../../db/queries/recalls.ts';
import type { Context } from '../facility/context.ts';
import { holdLot } from '../inventory/holdLot.ts';
import { moveBetween } from '../inventory/moveBetween.ts';
import { quarantineOf } from '../inventory/quarantine.ts';

type Blocked = { itemId: string; lotId: string; recallId: string; reason: string };

/** The lot may not be given any more, and what of it is here goes to quarantine. Answers how much went, dispensing units. */
export function blockLot(ctx: Context, { itemId, lotId, recallId, reason }: Blocked): number {
  holdLot(ctx, { lotId, status: 'recalled', reason, refId: recallId });
  let moved = 0;
  for (const { locationId, onHand } of listPlacesOf(ctx.raw, [lotId])) {
    const to = quarantineOf(ctx);
    if (locationId === to) continue;
    moveBetween(ctx, { itemId, lotId, from: locationId, to, quantity: onHand, refId: recallId, note: reason });
    moved += onHand;
  }
  return moved;
}

/** A lot comes for the first time that an open recall names: it is blocked on arrival. */
export function blockIfRecalled(ctx: Context, lot: { itemId: string; lotId: string; lotNumber: string }): void {
  for (const recallId of listOpenRecallsOf(ctx.raw, lot.itemId, lot.lotNumber)) {
    const { number, reason } = ctx.raw.prepare('SELECT number, reason FROM recall WHERE id = ?').get(recallId) as {
      number: string;
      reason: string;
    };
    holdLot(ctx, { lotId: lot.lotId, status: 'recalled', reason: `${number}: ${reason}`, refId: recallId });
  }
}
