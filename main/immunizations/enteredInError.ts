import { findImmunization, findTaken } from '../../db/queries/immunizations.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { moveAndPublish } from '../inventory/move.ts';

/** The dose leaves the card and stays in the record; a dose that was never given goes back to its lot. @throws 'not_found' */
export const immunizationEnteredInError: CommandHandler<'immunizations.enteredInError'> = {
  run: async (ctx, { immunizationId, reason, returnToStock }) => {
    const found = await findImmunization(ctx.db, immunizationId);
    if (!found || found.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Immunization' });
    amend(ctx, 'immunization', immunizationId, { status: 'entered-in-error' }, { version: found.version, reason });
    const taken = returnToStock ? await findTaken(ctx.db, immunizationId) : undefined;
    if (taken) {
      const { id, item_id: itemId, lot_id: lotId, location_id: locationId, quantity } = taken;
      moveAndPublish(ctx, [
        { itemId, lotId, locationId, quantity: -quantity, reason: 'reversal', refId: immunizationId, reversesId: id, note: reason },
      ]);
    }
    return {};
  },
};
