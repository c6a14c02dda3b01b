import { audit } from '../../db/write.ts';
import type { Output } from '../../preload/contract/index.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { readReceipt } from './get.ts';

type Prepared = { pdf: Buffer; receipt: Output<'receiving.get'>['receipt'] };

/** The goods received note. Printing is told in the audit. @throws 'not_found' */
export const printReceipt: CommandHandler<'receiving.print', Prepared> = {
  prepare: async (ctx, { receiptId, locale }) => {
    const { receipt, lines, currency, value } = await readReceipt(ctx, receiptId);
    const input = { facility: letterheadOf(ctx), receipt, lines, currency, value, printed: printedNow(ctx) };
    return { receipt, pdf: await makePdf('goodsReceipt', input, { locale }) };
  },
  run: async (ctx, { receiptId }, { pdf, receipt }) => {
    audit(ctx, { action: 'print', resource: 'goods_receipt', resourceId: receiptId });
    return keepBlob(ctx, pdf, { name: `goods-received-${receipt.number ?? 'draft'}.pdf`, mediaType: 'application/pdf', patientId: null });
  },
};
