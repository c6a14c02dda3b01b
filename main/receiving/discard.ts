import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { draftOf } from './rows.ts';

/** A draft that was begun by mistake; nothing of it was in the ledger. @throws 'not_found', 'receiving.not_draft', 'version.conflict' */
export const discardReceipt: CommandHandler<'receiving.discard'> = {
  run: async (ctx, { receiptId, version }) => {
    draftOf(ctx, receiptId);
    amend(ctx, 'goods_receipt', receiptId, { status: 'discarded' }, { version });
    return {};
  },
};
