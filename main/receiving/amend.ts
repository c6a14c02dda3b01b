import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { draftOf, noteKey, supplierKey } from './rows.ts';

/** @throws 'not_found', 'receiving.not_draft', 'version.conflict', 'date.in_future' */
export const amendReceipt: CommandHandler<'receiving.amend'> = {
  run: async (ctx, { receiptId, version, supplierName, deliveryNote, receivedOn, note, blobId }) => {
    draftOf(ctx, receiptId);
    if (receivedOn !== undefined && receivedOn > ctx.today()) throw new AppError('date.in_future', { date: 'receivedOn' });
    const changes = {
      ...(supplierName === undefined ? {} : { supplier_name: supplierName, supplier_key: supplierKey(supplierName) }),
      ...(deliveryNote === undefined ? {} : { delivery_note: deliveryNote, delivery_note_key: noteKey(deliveryNote) }),
      ...(receivedOn === undefined ? {} : { received_on: receivedOn }),
      ...(note === undefined ? {} : { note }),
      ...(blobId === undefined ? {} : { blob_id: blobId }),
    };
    return { version: amend(ctx, 'goods_receipt', receiptId, changes, { version }) };
  },
};
