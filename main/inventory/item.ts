import { listLots, listMovements, listOpenHolds } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Product, product as productShape } from '../../preload/contract/inventory.ts';
import type { Output } from '../../preload/contract/index.ts';
import { today } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readItem } from './stockLevel.ts';

type Lot = Output<'inventory.item'>['lots'][number];
type Movement = Output<'inventory.item'>['movements'][number];
const shownMovements = 500;

/** @throws 'not_found' */
export const itemCard: QueryHandler<'inventory.item'> = async (ctx, { itemId }) => {
  const found = readItem(ctx, itemId);
  if (!found) throw new AppError('not_found', { resource: 'item' });
  const lots = await listLots(ctx.db, itemId);
  const holds = await listOpenHolds(ctx.db, itemId);
  const movements = await listMovements(ctx.db, { itemId }, shownMovements);
  return {
    item: found.row,
    product: readProduct(found.line.product),
    value: lots.reduce((sum, lot) => sum + lot.value, 0),
    currency: ctx.facility.self.currency,
    lots: lots.map((lot) => ({
      ...lot,
      status: lot.status as Lot['status'],
      locationKind: lot.locationKind as Lot['locationKind'],
      isDispensable: lot.isDispensable === 1,
      reserved: lot.reserved ?? 0,
    })),
    holds: holds.map(({ refId, ...hold }) => ({ ...hold, status: hold.status as 'on-hold' | 'recalled', isOwn: refId === null })),
    movements: movements.map((row) => toMovement(ctx, row)),
  };
};

/** `recordedAt` only where somebody wrote it down on a later day. */
export function toMovement(ctx: Context, row: Awaited<ReturnType<typeof listMovements>>[number]): Movement {
  const { reversedBy, recordedAt, valueAfter: _, ...rest } = row;
  const isLate = today(recordedAt, ctx.facility.self.time_zone) > row.localDate;
  return { ...rest, recordedAt: isLate ? recordedAt : null, isReversed: reversedBy !== null };
}

export const readProduct = (text: string): Product => productShape.parse(JSON.parse(text));
