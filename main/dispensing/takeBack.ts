import { findDispense, listStanding, readReturnedOf, readTakenBack } from '../../db/queries/dispensing.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { type Movement, moveAndPublish } from '../inventory/move.ts';
import { quarantineOf } from '../inventory/quarantine.ts';

/**
 * What a person brings back: nobody knows how it was kept, so it goes into quarantine and never back on the shelf. Source: WHO, Guidelines for
 * safe disposal of unwanted pharmaceuticals in and after emergencies (1999). @throws 'not_found', 'dispensing.nothing_left' { left }, 'controlled.witness_needed'
 */
export const takeBack: CommandHandler<'dispensing.takeBack'> = {
  run: async (ctx, { medicationDispenseId, quantity, reason }) => {
    const dispense = findDispense(ctx.raw, medicationDispenseId);
    if (!dispense || dispense.reverses_id !== null) throw new AppError('not_found', { resource: 'MedicationDispense' });
    const back = readTakenBack(ctx.raw, dispense.id);
    const left = (dispense.handed ?? dispense.quantity) - back.reversed - back.returned;
    if (quantity > left) throw new AppError('dispensing.nothing_left', { left });
    const heldByLot = new Map<string, { itemId: string; held: number }>();
    for (const { itemId, lotId, quantity: held } of listStanding(ctx.raw, dispense.id))
      heldByLot.set(lotId, { itemId, held: held + (heldByLot.get(lotId)?.held ?? 0) });
    const locationId = quarantineOf(ctx);
    const movements: Movement[] = [];
    let wanted = quantity;
    for (const [lotId, { itemId, held }] of heldByLot) {
      const taken = Math.min(wanted, held - readReturnedOf(ctx.raw, dispense.id, lotId));
      if (taken <= 0) continue;
      wanted -= taken;
      movements.push({ itemId, lotId, locationId, quantity: taken, reason: 'return', refId: dispense.id, note: reason });
    }
    if (wanted > 0) throw new AppError('dispensing.nothing_left', { left: quantity - wanted });
    moveAndPublish(ctx, movements);
    return {};
  },
};
