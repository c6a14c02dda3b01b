import { findItem } from '../../db/queries/inventory.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { draftLineOf, draftOf } from './rows.ts';

type NewLine = Omit<Input<'receiving.addLine'>, 'receiptId'> & { gtin?: string };

/** Behind those that are there. @throws 'not_found' */
export async function insertLine(ctx: Context, receiptId: string, line: NewLine): Promise<string> {
  const item = line.itemId === null ? null : await findItem(ctx.db, line.itemId);
  if (item === undefined) throw new AppError('not_found', { resource: 'item' });
  const last = ctx.raw.prepare('SELECT max(position) FROM goods_receipt_line WHERE goods_receipt_id = ?').pluck().get(receiptId);
  const lineId = ctx.newId();
  insert(ctx, 'goods_receipt_line', {
    id: lineId,
    goods_receipt_id: receiptId,
    position: (typeof last === 'number' ? last : 0) + 1,
    item_id: line.itemId,
    label: line.label,
    gtin: line.gtin ?? null,
    order_line_id: line.orderLineId,
    units_per_pack: line.unitsPerPack ?? item?.pack_size ?? 1,
    packs: line.packs,
    loose: line.loose,
    lot_number: line.lotNumber,
    expiry: line.expiry,
    ordered: line.ordered,
    noted: line.noted,
    pack_cost: line.packCost,
    confidence: line.confidence,
    is_confirmed: line.confidence === null ? 1 : 0,
  });
  return lineId;
}

/** @throws 'not_found', 'receiving.not_draft' */
export const addReceiptLine: CommandHandler<'receiving.addLine'> = {
  run: async (ctx, { receiptId, ...line }) => {
    draftOf(ctx, receiptId);
    return { lineId: await insertLine(ctx, receiptId, line) };
  },
};

/** Another item brings its own pack along, unless one is said. @throws 'not_found', 'receiving.not_draft', 'version.conflict' */
export const amendReceiptLine: CommandHandler<'receiving.amendLine'> = {
  run: async (ctx, { lineId, version, changes }) => {
    const line = draftLineOf(ctx, lineId);
    const { itemId } = changes;
    const item = itemId === undefined ? undefined : await findItem(ctx.db, itemId);
    if (itemId !== undefined && !item) throw new AppError('not_found', { resource: 'item' });
    const columns = {
      item_id: itemId,
      units_per_pack: changes.unitsPerPack ?? (item && item.id !== line.item_id ? item.pack_size : undefined),
      packs: changes.packs,
      loose: changes.loose,
      lot_number: changes.lotNumber,
      expiry: changes.expiry,
      has_no_expiry: changes.hasNoExpiry === undefined ? undefined : changes.hasNoExpiry ? 1 : 0,
      noted: changes.noted,
      damaged: changes.damaged,
      damaged_to: changes.damagedTo,
      reason: changes.reason,
      pack_cost: changes.packCost,
      arrival_celsius: changes.arrivalCelsius,
      vvm_stage: changes.vvmStage,
      is_confirmed: changes.isConfirmed ? 1 : undefined,
    };
    const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
    return { version: amend(ctx, 'goods_receipt_line', lineId, given, { version }) };
  },
};

/** @throws 'not_found', 'receiving.not_draft', 'version.conflict' */
export const removeReceiptLine: CommandHandler<'receiving.removeLine'> = {
  run: async (ctx, { lineId, version }) => {
    draftLineOf(ctx, lineId);
    amend(ctx, 'goods_receipt_line', lineId, { is_removed: 1 }, { version });
    return {};
  },
};
