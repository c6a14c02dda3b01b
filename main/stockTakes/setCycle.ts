import { listCycles } from '../../db/queries/stockTakes.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'version.conflict' */
export const setStockTakeCycle: CommandHandler<'stockTakes.setCycle'> = {
  run: async (ctx, input) => {
    const found = listCycles(ctx.raw).get(input.class)?.version ?? 0;
    if (found !== input.version) throw new AppError('version.conflict', { found });
    if (found > 0)
      return { version: amend(ctx, 'stock_take_cycle', input.class, { interval_days: input.intervalDays }, { version: found }) };
    insert(ctx, 'stock_take_cycle', { id: input.class, interval_days: input.intervalDays });
    return { version: 1 };
  },
};
