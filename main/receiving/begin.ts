import { findStore } from '../../db/queries/inventory.ts';
import { insert } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { noteKey, supplierKey } from './rows.ts';

export const beginReceipt: CommandHandler<'receiving.begin'> = {
  run: async (ctx, { supplierName, deliveryNote, orderId }) => {
    const receiptId = ctx.newId();
    const store = await findStore(ctx.db);
    insert(ctx, 'goods_receipt', {
      id: receiptId,
      supplier_name: supplierName,
      supplier_key: supplierKey(supplierName),
      delivery_note: deliveryNote,
      delivery_note_key: noteKey(deliveryNote),
      order_id: orderId,
      received_on: ctx.today(),
      location_id: store.id,
      created_at: ctx.now(),
      created_by: ctx.user.practitionerId,
    });
    return { receiptId };
  },
};
