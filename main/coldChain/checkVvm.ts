import { findWorstStage } from '../../db/queries/coldChain.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { holdLot } from '../inventory/holdLot.ts';
import { discardStage } from '../receiving/coldChain.ts';

/** A monitor darkens and never goes back: an earlier stage than the one seen before is a slip, or another box. */
export const checkVvm: CommandHandler<'coldChain.checkVvm'> = {
  run: async (ctx, { lotId, stage }) => {
    const lot = await ctx.db.selectFrom('lot').select('id').where('id', '=', lotId).executeTakeFirst();
    if (!lot) throw new AppError('not_found', { resource: 'lot' });
    const before = findWorstStage(ctx.raw, lotId);
    if (stage < before) throw new AppError('coldChain.vvm_earlier', { stage: before });
    const checkId = ctx.newId();
    insert(ctx, 'vvm_check', { id: checkId, lot_id: lotId, stage, checked_at: ctx.now(), checked_by: ctx.user.practitionerId });
    const isHeld = stage >= discardStage && before < discardStage;
    if (isHeld) holdLot(ctx, { lotId, reason: `VVM ${stage}`, refId: checkId });
    return { isHeld: stage >= discardStage };
  },
};
