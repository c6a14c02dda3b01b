import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertStatus, readTake } from './take.ts';

/** Says why book and shelf differ. @throws 'not_found', 'stock_take.closed' */
export const explainVariances: CommandHandler<'stockTakes.explain'> = {
  run: async (ctx, { stockTakeId, reasons }) => {
    const { head, lines } = readTake(ctx, stockTakeId);
    assertStatus(head, 'counting', 'review');
    const own = new Set(lines.map((line) => line.lineId));
    for (const { lineId, reason, note } of reasons) {
      if (!own.has(lineId)) throw new AppError('not_found', { resource: 'stock_take_line' });
      amend(ctx, 'stock_take_line', lineId, { reason, note });
    }
    return {};
  },
};
