import { findControlled, readOnHand } from '../../db/queries/controlled.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { spendWitness } from './witnessed.ts';

/** Says what is there, not what should be: the ledger stays until an adjustment with its own reason. @throws 'not_found', 'controlled.unexplained' { name }, 'controlled.witness_needed' */
export const countControlled: CommandHandler<'controlled.count'> = {
  run: async (ctx, { counts }) => {
    const judged = counts.map((count) => {
      const item = findControlled(ctx.raw, count.itemId);
      if (!item) throw new AppError('not_found', { resource: 'item' });
      const book = readOnHand(ctx.raw, count.itemId);
      if (book !== count.counted && count.explanation.length < 3) throw new AppError('controlled.unexplained', { name: item.name });
      return { ...count, book };
    });
    const witnessed = spendWitness(ctx, { itemId: null, quantity: counts.length, name: '', unit: '' });
    for (const { itemId, book, counted, explanation } of judged) {
      insert(ctx, 'controlled_count', {
        id: ctx.newId(),
        item_id: itemId,
        book,
        counted,
        explanation,
        local_date: ctx.today(),
        counted_at: ctx.now(),
        counted_by: ctx.user.practitionerId,
        witness_id: witnessed.witnessId,
        no_witness_reason: witnessed.nobodyBecause,
      });
    }
    return { different: judged.filter(({ book, counted }) => book !== counted).length };
  },
};
