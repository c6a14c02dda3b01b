import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { releaseLot } from '../inventory/holdLot.ts';
import { readOpenRecall } from './rows.ts';

export const closeRecall: CommandHandler<'recalls.close'> = {
  run: async (ctx, { recallId, outcome, version }) => {
    await readOpenRecall(ctx, recallId);
    return { version: amend(ctx, 'recall', recallId, { status: 'closed', outcome, ended_at: ctx.now() }, { version, reason: outcome }) };
  },
};

export const cancelRecall: CommandHandler<'recalls.cancel'> = {
  run: async (ctx, { recallId, outcome, version }) => {
    const { lots } = await readOpenRecall(ctx, recallId);
    const next = amend(ctx, 'recall', recallId, { status: 'cancelled', outcome, ended_at: ctx.now() }, { version, reason: outcome });
    for (const lot of lots) releaseLot(ctx, { lotId: lot.lotId, reason: outcome, refId: recallId });
    return { version: next, released: lots.length };
  },
};
