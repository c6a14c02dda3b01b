import { listMovements, readHeldOf } from '../../db/queries/inventory.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { toMovement } from './item.ts';

const most = 5000;

/** What lay there before the first day, what came and went, and what lay there after the last. @throws 'not_found' */
export async function readStockCard(
  ctx: Context,
  { itemId, from, to, locationId }: Pick<Input<'inventory.stockCard'>, 'itemId' | 'from' | 'to' | 'locationId'>,
): Promise<Output<'inventory.stockCard'>> {
  const rows = await listMovements(ctx.db, { itemId, locationId, from, to }, most + 1);
  const movements = rows.slice(0, most).map((row) => ({ ...toMovement(ctx, row), valueAfter: row.valueAfter }));
  return {
    opening: readHeldOf(ctx.raw, { itemId, locationId, through: addDays(from, -1) }),
    closing: readHeldOf(ctx.raw, { itemId, locationId, through: to }),
    movements,
    total: rows.length,
  };
}

export const stockCard: QueryHandler<'inventory.stockCard'> = (ctx, input) => readStockCard(ctx, input);
