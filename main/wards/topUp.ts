import { findItem, listLotsOf, listLotsToPick } from '../../db/queries/inventory.ts';
import { listPharmacyPlaces } from '../../db/queries/wards.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { allocateFefo } from '../inventory/fefo.ts';
import { move } from '../inventory/move.ts';
import { moveBetween } from '../inventory/moveBetween.ts';
import { publishStock } from '../network/publishStock.ts';
import { readWard } from './imprest.ts';

type Line = { itemId: string; counted: number | null; add: number };
type Place = { locationId: string; topUpId: string };

export const topUpWard: CommandHandler<'wards.topUp'> = {
  run: async (ctx, { locationId, lines }) => {
    await readWard(ctx, locationId);
    const at = { locationId, topUpId: ctx.newId() };
    let [used, added] = [0, 0];
    for (const line of lines) {
      const item = await findItem(ctx.db, line.itemId);
      if (!item) throw new AppError('not_found', { resource: 'item' });
      used += await useUp(ctx, at, line, item.name);
      added += await bring(ctx, at, line);
      publishStock(ctx, line.itemId);
    }
    return { topUpId: at.topUpId, used, added };
  },
};

/** Nobody writes down each ampoule in a ward: what the cupboard lacks against the book was used, from the lot that expires first. */
async function useUp(ctx: Context, { locationId, topUpId }: Place, { itemId, counted }: Line, item: string): Promise<number> {
  if (counted === null) return 0;
  const lots = (await listLotsOf(ctx.db, itemId, locationId)).toSorted((a, b) => (a.expiry ?? '9').localeCompare(b.expiry ?? '9'));
  const used = lots.reduce((sum, lot) => sum + lot.onHand, 0) - counted;
  if (used < 0) throw new AppError('ward.counted_more', { item });
  let left = used;
  for (const lot of lots) {
    const taken = Math.min(left, lot.onHand);
    if (taken === 0) continue;
    move(ctx, { itemId, lotId: lot.lotId, locationId, quantity: -taken, reason: 'ward-issue', refId: topUpId });
    left -= taken;
  }
  return used;
}

async function bring(ctx: Context, { locationId, topUpId }: Place, { itemId, add }: Line): Promise<number> {
  if (add === 0) return 0;
  const places = new Set(listPharmacyPlaces(ctx.raw));
  const lots = (await listLotsToPick(ctx.db, itemId)).filter((lot) => places.has(lot.locationId));
  for (const pick of allocateFefo(lots, add, { today: ctx.today(), perDay: null }))
    moveBetween(ctx, { itemId, lotId: pick.lotId, from: pick.locationId, to: locationId, quantity: pick.quantity, refId: topUpId });
  return add;
}
