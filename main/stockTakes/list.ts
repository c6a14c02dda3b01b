import { listStockTakeHeads } from '../../db/queries/stockTakes.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readTake } from './take.ts';

/** Open ones first, then the newest. */
export const listStockTakes: QueryHandler<'stockTakes.list'> = async (ctx) =>
  ctx.facility.exclusive(() => ({ stockTakes: listStockTakeHeads(ctx.raw).map(({ id }) => readTake(ctx, id).row) }));
