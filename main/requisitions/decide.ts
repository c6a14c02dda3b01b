import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { act, openForChange, type Requisition } from './document.ts';
import { statusOf } from './transferNext.ts';

/** Only who gives decides, ships and closes; only who asks takes back and receives. @throws 'requisition.other_side' */
export function requireSide(requisition: Requisition, side: 'asking' | 'giving'): void {
  if (requisition.side !== 'here' && requisition.side !== side) throw new AppError('requisition.other_side');
}

/** A line that is not named is approved as asked. @throws 'not_found', 'version.conflict', 'requisition.other_side', 'requisition.wrong_status' */
export const approveRequisition: CommandHandler<'requisitions.approve'> = {
  run: async (ctx, { lines, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    return act(ctx, requisition, { t: 'approve', lines });
  },
};

export const rejectRequisition: CommandHandler<'requisitions.reject'> = {
  run: async (ctx, { reason, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    return act(ctx, requisition, { t: 'reject' }, { note: reason });
  },
};

export const cancelRequisition: CommandHandler<'requisitions.cancel'> = {
  run: async (ctx, { reason, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'asking');
    return act(ctx, requisition, { t: 'cancel' }, { note: reason });
  },
};

export const closeRequisition: CommandHandler<'requisitions.close'> = {
  run: async (ctx, { reason, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    return act(ctx, requisition, { t: 'close' }, { note: reason });
  },
};

/** The foreign item is ours from now on, in this request and in every later one. @throws 'not_found', 'version.conflict', 'requisition.other_side' */
export const mapItem: CommandHandler<'requisitions.mapItem'> = {
  run: async (ctx, { position, itemId, ...change }) => {
    const requisition = openForChange(ctx, change);
    requireSide(requisition, 'giving');
    const line = requisition.lines.find((one) => one.position === position);
    if (!line || line.foreignKey === null || requisition.peerFacilityId === null)
      throw new AppError('not_found', { resource: 'requisition line' });
    if (requisition.lots.some((lot) => lot.position === position && lot.shipmentStatus !== 'returned'))
      throw new AppError('requisition.wrong_status', { status: statusOf(requisition.transfer) });
    keepAlias(ctx, requisition.peerFacilityId, line.foreignKey, itemId);
    amend(ctx, 'requisition_line', line.id, { item_id: itemId });
    return {
      version: amend(ctx, 'requisition', requisition.requisitionId, {}, { version: requisition.version }),
      status: statusOf(requisition.transfer),
    };
  },
};

function keepAlias(ctx: Context, facilityId: string, foreignKey: string, itemId: string): void {
  const before = ctx.raw
    .prepare('SELECT id FROM item_alias WHERE facility_id = ? AND foreign_key = ?')
    .pluck()
    .get(facilityId, foreignKey) as string | undefined;
  if (before !== undefined) return void amend(ctx, 'item_alias', before, { item_id: itemId });
  insert(ctx, 'item_alias', { id: ctx.newId(), item_id: itemId, facility_id: facilityId, foreign_key: foreignKey, created_at: ctx.now() });
}
