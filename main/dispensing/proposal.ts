import { findTask } from '../../db/queries/dispensing.ts';
import { listLotsToPick } from '../../db/queries/inventory.ts';
import { prepared } from '../../db/statements.ts';
import type { DeskLine } from '../../preload/contract/dispensing.ts';
import type { Context } from '../facility/context.ts';
import { lastDayOf, type LotOnHand, proposeFefo } from '../inventory/fefo.ts';

/** What FEFO would take now. `ownTaskOf`: the prescription whose parcel stands ready; what is kept back for it counts as free. */
export async function proposalFor(
  ctx: Context,
  itemId: string | null,
  quantity: number,
  perDay: number | null,
  ownTaskOf: string | null = null,
): Promise<DeskLine['proposal']> {
  const use = { today: ctx.today(), perDay };
  const lots = itemId === null ? [] : await listLotsToPick(ctx.db, itemId);
  const { picks, ...rest } = proposeFefo(ownTaskOf === null ? lots : withoutOwn(ctx, lots, ownTaskOf), quantity, use);
  return { ...rest, picks: picks.map(({ locationId: _, ...pick }) => pick), perDay, lastDay: lastDayOf(quantity, use) };
}

function withoutOwn(ctx: Context, lots: readonly LotOnHand[], requestId: string): LotOnHand[] {
  const own = prepared(
    ctx.raw,
    'SELECT lot_id AS lotId, location_id AS locationId, quantity FROM stock_reservation WHERE ref_id = ? AND released_at IS NULL',
  ).all(findTask(ctx.raw, requestId)?.id ?? '') as { lotId: string; locationId: string; quantity: number }[];
  return lots.map((lot) => {
    const mine = own.filter((one) => one.lotId === lot.lotId && one.locationId === lot.locationId);
    return { ...lot, reserved: (lot.reserved ?? 0) - mine.reduce((sum, one) => sum + one.quantity, 0) };
  });
}
