import { readHandedOut } from '../../db/queries/ledger.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { whenOf } from './backdate.ts';
import { lotNamed } from './lotNamed.ts';
import { moveAndPublish } from './move.ts';
import { quarantineOf } from './quarantine.ts';

/**
 * Nobody knows how it was kept: it is never handed out again. Source: WHO, Guidelines for safe disposal of unwanted pharmaceuticals in and
 * after emergencies (1999), on medicines returned by patients.
 * @throws 'not_found', 'stock.returned_too_much', and those of `whenOf`
 */
export const returnFromPatient: CommandHandler<'inventory.returnFromPatient'> = {
  run: async (ctx, { lotId, quantity, note, movedOn }) => {
    const { item_id: itemId } = lotNamed(ctx, lotId);
    const handedOut = readHandedOut(ctx.raw, lotId);
    if (quantity > handedOut) throw new AppError('stock.returned_too_much', { handedOut });
    const when = whenOf(ctx, movedOn, { lotId, isOut: false });
    const { movementIds, onHand } = moveAndPublish(ctx, [
      { itemId, lotId, locationId: quarantineOf(ctx), quantity, reason: 'return', note, ...when },
    ]);
    return { movementId: movementIds[0] ?? '', onHand };
  },
};
