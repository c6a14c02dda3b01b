import { amend, insert } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { publishStock } from '../network/publishStock.ts';
import { lotNamed } from './lotNamed.ts';

export type Hold = { lotId: string; reason: string; refId?: string; status?: 'on-hold' | 'recalled' };

/** From now on nobody is offered this lot. Each reason stands by itself, so that a recall and a warm fridge are taken back one by one. @throws 'not_found' */
export function holdLot(ctx: Context, { lotId, reason, refId, status = 'on-hold' }: Hold): { holdId: string } {
  const lot = lotNamed(ctx, lotId);
  const holdId = ctx.newId();
  insert(ctx, 'lot_hold', {
    id: holdId,
    lot_id: lotId,
    status,
    reason,
    ref_id: refId ?? null,
    held_at: ctx.now(),
    held_by: ctx.user.practitionerId,
  });
  settle(ctx, lot, reason);
  return { holdId };
}

/** Takes back one reason, all of a recall or an excursion (`refId`), or all that a person gave. Usable again when none is left. @throws 'not_found', 'stock.not_on_hold' */
export function releaseLot(
  ctx: Context,
  { lotId, reason, holdId, refId }: { lotId: string; reason: string; holdId?: string; refId?: string },
): void {
  const lot = lotNamed(ctx, lotId);
  const open = openHolds(ctx, lotId).filter((hold) => (holdId ? hold.id === holdId : refId ? hold.ref_id === refId : hold.ref_id === null));
  if (open.length === 0) throw new AppError('stock.not_on_hold');
  for (const hold of open)
    amend(ctx, 'lot_hold', hold.id, { released_at: ctx.now(), released_by: ctx.user.practitionerId, release_reason: reason });
  settle(ctx, lot, reason);
}

function settle(ctx: Context, lot: Row<'lot'>, reason: string): void {
  const open = openHolds(ctx, lot.id);
  const status = open.some((hold) => hold.status === 'recalled') ? 'recalled' : open.length > 0 ? 'on-hold' : 'active';
  if (status === lot.status) return;
  amend(ctx, 'lot', lot.id, { status }, { reason });
  publishStock(ctx, lot.item_id);
}

const openHolds = (ctx: Context, lotId: string) =>
  ctx.raw.prepare('SELECT * FROM lot_hold WHERE lot_id = ? AND released_at IS NULL').all(lotId) as Row<'lot_hold'>[];

export const holdLotByHand: CommandHandler<'inventory.holdLot'> = {
  run: async (ctx, { lotId, reason }) => {
    holdLot(ctx, { lotId, reason });
    return {};
  },
};

export const releaseLotByHand: CommandHandler<'inventory.releaseLot'> = {
  run: async (ctx, { lotId, reason }) => {
    releaseLot(ctx, { lotId, reason });
    return {};
  },
};
