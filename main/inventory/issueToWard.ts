import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { whenOf } from './backdate.ts';
import { lotNamed } from './lotNamed.ts';
import { moveAndPublish } from './move.ts';
import { assertFree } from './reserve.ts';

/** @throws 'not_found', 'stock.lot_expired', 'stock.lot_on_hold', 'stock.insufficient', 'stock.was_not_there', and those of `whenOf` */
export const issueToWard: CommandHandler<'inventory.issueToWard'> = {
  run: async (ctx, { lotId, locationId, quantity, departmentId, note, movedOn }) => {
    const lot = lotNamed(ctx, lotId);
    const department = await ctx.db.selectFrom('department').select('id').where('id', '=', departmentId).executeTakeFirst();
    if (!department) throw new AppError('not_found', { resource: 'department' });
    const when = whenOf(ctx, movedOn, { lotId, isOut: true });
    if (lot.status !== 'active') throw new AppError('stock.lot_on_hold', { lotNumber: lot.lot_number, status: lot.status });
    if (lot.expiry !== null && lot.expiry < (when.localDate ?? ctx.today()))
      throw new AppError('stock.lot_expired', { lotNumber: lot.lot_number, expiry: lot.expiry });
    assertFree(ctx, { lotId, locationId }, quantity);
    const issue = {
      itemId: lot.item_id,
      lotId,
      locationId,
      quantity: -quantity,
      reason: 'ward-issue',
      refId: departmentId,
      note,
      ...when,
    } as const;
    const { movementIds, onHand } = moveAndPublish(ctx, [issue]);
    return { movementId: movementIds[0] ?? '', onHand };
  },
};
