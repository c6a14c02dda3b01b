import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Row } from '../../db/schema/index.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { reverse } from '../inventory/reverse.ts';
import { takeBackReceived } from '../orders/noteReceived.ts';

/**
 * Each of its movements is reversed, or none: what was handed out since can't be taken back.
 * @throws 'not_found', 'receiving.not_posted', 'version.conflict', 'stock.insufficient', 'stock.already_reversed'
 */
export const reverseReceipt: CommandHandler<'receiving.reverse'> = {
  run: async (ctx, { receiptId, version, reason }) => {
    const receipt = ctx.raw.prepare('SELECT * FROM goods_receipt WHERE id = ?').get(receiptId) as Row<'goods_receipt'> | undefined;
    if (!receipt) throw new AppError('not_found', { resource: 'goods_receipt' });
    if (receipt.status !== 'posted') throw new AppError('receiving.not_posted');
    const movementIds = ctx.raw
      .prepare(`SELECT id FROM stock_movement WHERE ref_id = ? AND reason = 'receipt' ORDER BY id DESC`)
      .pluck()
      .all(receiptId) as string[];
    for (const movementId of movementIds) await reverse.run(ctx, { movementId, note: reason });
    const changes = { status: 'reversed', reversed_at: ctx.now(), reversed_by: ctx.user.practitionerId, reversal_reason: reason };
    amend(ctx, 'goods_receipt', receiptId, changes, { version, reason });
    if (receipt.order_id !== null) takeBackReceived(ctx, receipt.order_id, { receiptId, receivedOn: ctx.today() });
    return { movements: movementIds.length };
  },
};
