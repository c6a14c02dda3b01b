import { findItem, findLot, findStore } from '../../db/queries/inventory.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { blockIfRecalled } from '../recalls/block.ts';
import { whenOf } from './backdate.ts';
import { moveAndPublish } from './move.ts';

/** The lot of this number and expiry, made when it comes for the first time. */
export async function lotFor(
  ctx: Context,
  input: Pick<Input<'inventory.receive'>, 'itemId' | 'lotNumber' | 'expiry' | 'unitCost' | 'packSize'>,
): Promise<string> {
  const found = await findLot(ctx.db, input);
  if (found) return found.id;
  const id = ctx.newId();
  const unitCost = input.unitCost ?? null;
  insert(ctx, 'lot', {
    id,
    item_id: input.itemId,
    lot_number: input.lotNumber,
    expiry: input.expiry,
    unit_cost: unitCost,
    pack_size: input.packSize ?? null,
    created_at: ctx.now(),
  });
  blockIfRecalled(ctx, { itemId: input.itemId, lotId: id, lotNumber: input.lotNumber });
  return id;
}

/** Goods that are already expired are taken in only to be seen: they can never be dispensed. @throws 'not_found' */
export const receive: CommandHandler<'inventory.receive'> = {
  run: async (ctx, input) => {
    if (!(await findItem(ctx.db, input.itemId))) throw new AppError('not_found', { resource: 'item' });
    const store = await findStore(ctx.db);
    const lotId = await lotFor(ctx, input);
    const movement = {
      itemId: input.itemId,
      lotId,
      locationId: store.id,
      quantity: input.quantity,
      reason: 'receipt',
      unitCost: input.unitCost,
      note: input.note,
      ...whenOf(ctx, input.movedOn, { isOut: false }),
    } as const;
    const { movementIds, onHand } = moveAndPublish(ctx, [movement]);
    return { movementId: movementIds[0] ?? '', lotId, onHand };
  },
};
