import { findReceipt, listReceiptLines } from '../../db/queries/receiving.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { Receipt } from '../../preload/contract/receiving.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { judgeReceipt } from './judge.ts';
import { knownOf } from './repeats.ts';
import { stampOf, toReceiptLine } from './rows.ts';

/** @throws 'not_found' */
export const receiptNow: QueryHandler<'receiving.get'> = (ctx, { receiptId }) => readReceipt(ctx, receiptId);

export async function readReceipt(ctx: Context, receiptId: string): Promise<Output<'receiving.get'>> {
  const row = await findReceipt(ctx.db, receiptId);
  if (!row) throw new AppError('not_found', { resource: 'goods_receipt' });
  const stored = listReceiptLines(ctx.raw, receiptId);
  const lines = stored.map(toReceiptLine);
  return {
    receipt: await toReceipt(ctx, row),
    lines,
    findings: row.status === 'draft' ? judgeReceipt(lines, await knownOf(ctx, row, stored)) : [],
    currency: ctx.facility.self.currency,
    value: lines.reduce((sum, { value }) => sum + (value ?? 0), 0),
    stamp: stampOf(row, stored),
  };
}

async function toReceipt(ctx: Context, row: Row<'goods_receipt'>): Promise<Receipt> {
  const nameOf = async (id: string | null) =>
    id === null
      ? null
      : ((await ctx.db.selectFrom('practitioner').select('display_name').where('id', '=', id).executeTakeFirst())?.display_name ?? '');
  const location = await ctx.db.selectFrom('location').select('name').where('id', '=', row.location_id).executeTakeFirstOrThrow();
  const paper =
    row.blob_id === null
      ? undefined
      : await ctx.db.selectFrom('blob').select(['id', 'media_type', 'name', 'size']).where('id', '=', row.blob_id).executeTakeFirst();
  return {
    receiptId: row.id,
    number: row.number,
    status: row.status as Receipt['status'],
    supplierName: row.supplier_name,
    deliveryNote: row.delivery_note,
    orderId: row.order_id,
    receivedOn: row.received_on,
    note: row.note,
    paper: paper ? { blobId: paper.id, mediaType: paper.media_type, name: paper.name, size: paper.size } : null,
    locationName: location.name,
    createdAt: row.created_at,
    createdBy: (await nameOf(row.created_by)) ?? '',
    postedAt: row.posted_at,
    postedBy: await nameOf(row.posted_by),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    repeatReason: row.repeat_reason,
    version: row.version,
  };
}
