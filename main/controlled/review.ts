import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Somebody else looks at what was done without a witness. @throws 'not_found', 'controlled.own_review', 'controlled.reviewed' */
export const reviewEntry: CommandHandler<'controlled.review'> = {
  run: async (ctx, { entryId, note }) => {
    const entry = await ctx.db
      .selectFrom('controlled_entry')
      .select(['entered_by', 'witness_by'])
      .where('id', '=', entryId)
      .executeTakeFirst();
    if (entry?.witness_by !== 'nobody') throw new AppError('not_found', { resource: 'controlled_entry' });
    if (entry.entered_by === ctx.user.practitionerId) throw new AppError('controlled.own_review');
    const before = await ctx.db.selectFrom('controlled_review').select('id').where('entry_id', '=', entryId).executeTakeFirst();
    if (before) throw new AppError('controlled.reviewed');
    const row = { id: ctx.newId(), entry_id: entryId, reviewed_by: ctx.user.userId, reviewed_at: ctx.now(), note };
    insert(ctx, 'controlled_review', row);
    return {};
  },
};
