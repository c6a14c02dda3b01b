import { listReceiptLines, listReceipts } from '../../db/queries/receiving.ts';
import type { ReceiptRow } from '../../preload/contract/receiving.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { keptOf, worthOf } from './rows.ts';

const most = 500;
const statuses = { draft: ['draft'], done: ['posted', 'reversed'], all: ['draft', 'posted', 'reversed'] } as const;

/** Drafts first, then the newest. `filter`: words of the supplier, the note's number or ours. */
export const receiptsList: QueryHandler<'receiving.list'> = async (ctx, { show, filter }) => {
  const words = fold(filter).split(' ').filter(Boolean);
  const found = await listReceipts(ctx.db, statuses[show], most);
  const wanted = found.filter((row) => {
    const text = `${row.supplier_key} ${row.delivery_note_key} ${fold(row.delivery_note)} ${fold(row.number ?? '')}`;
    return words.every((word) => text.includes(word));
  });
  const receipts = wanted.map((row): ReceiptRow => {
    const lines = listReceiptLines(ctx.raw, row.id);
    return {
      receiptId: row.id,
      number: row.number,
      status: row.status as ReceiptRow['status'],
      supplierName: row.supplier_name,
      deliveryNote: row.delivery_note,
      receivedOn: row.received_on,
      createdAt: row.created_at,
      by: row.by,
      lines: lines.length,
      value: lines.reduce((sum, line) => sum + (worthOf(line, keptOf(line)) ?? 0), 0),
    };
  });
  return { currency: ctx.facility.self.currency, receipts };
};
