import { findItem } from '../../db/queries/inventory.ts';
import { nextNumber } from '../../db/numbers.ts';
import { listOpenRecallsOf } from '../../db/queries/recalls.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { blockLot } from './block.ts';
import { lotsMeant, plainLot } from './trace.ts';

/** In one transaction every lot that is meant is blocked, and what of it is here is moved to quarantine. */
export const startRecall: CommandHandler<'recalls.start'> = {
  run: async (ctx, input) => {
    const { itemId, lotNumbers, reason, source } = input;
    if (!(await findItem(ctx.db, itemId))) throw new AppError('not_found', { resource: 'item' });
    const numbers = lotNumbers && [...new Map(lotNumbers.map((number) => [plainLot(number), number])).values()];
    const open = (numbers ?? ['']).filter((number) => listOpenRecallsOf(ctx.raw, itemId, number).length > 0);
    if (open.length > 0) throw new AppError('recall.already_open', { lots: open.filter(Boolean).join(', ') });
    const recallId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'recall');
    insert(ctx, 'recall', {
      id: recallId,
      number,
      item_id: itemId,
      is_whole_item: numbers === null ? 1 : 0,
      class: input.class,
      reason,
      source,
      opened_at: ctx.now(),
      opened_by: ctx.user.practitionerId,
    });
    for (const lotNumber of numbers ?? []) insert(ctx, 'recall_lot', { id: ctx.newId(), recall_id: recallId, lot_number: lotNumber });
    const { lots } = lotsMeant(ctx, itemId, numbers);
    const quarantined = lots.reduce((sum, lot) => sum + blockLot(ctx, { itemId, lotId: lot.lotId, recallId, reason: `${number}: ${reason}` }), 0);
    return { recallId, number, lots: lots.length, quarantined };
  },
}; // prettier-ignore
