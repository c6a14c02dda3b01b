import { readLastEntry } from '../../db/queries/controlled.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { append } from './enter.ts';
import { notNeeded } from './witnessed.ts';

/** @throws 'not_found' */
export const correctEntry: CommandHandler<'controlled.correct'> = {
  run: async (ctx, { entryId, note }) => {
    const wrong = await ctx.db.selectFrom('controlled_entry').select('item_id').where('id', '=', entryId).executeTakeFirst();
    if (!wrong) throw new AppError('not_found', { resource: 'controlled_entry' });
    const itemId = wrong.item_id;
    const balance = readLastEntry(ctx.raw, itemId)?.balance ?? 0;
    const { id, page, line } = append(ctx, {
      kind: 'correction',
      itemId,
      quantity: 0,
      balance,
      witnessed: notNeeded,
      note,
      localDate: ctx.today(),
      correctsId: entryId,
    });
    return { entryId: id, page, line };
  },
};
