import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';

type NewPrice = Omit<Input<'suppliers.setPrice'>, 'supplierId'>;

/** A price from a day on; the same day and pack again corrects that row. Answers its id. */
export function putPrice(ctx: Context, supplierId: string, { itemId, packSize, price, minimumPacks, code, validFrom }: NewPrice): string {
  const same = ctx.raw
    .prepare('SELECT id FROM supplier_item WHERE supplier_id = ? AND item_id = ? AND pack_size = ? AND valid_from = ?')
    .pluck()
    .get(supplierId, itemId, packSize, validFrom) as string | undefined;
  const columns = { price, minimum_packs: minimumPacks, code, is_listed: 1 };
  if (same !== undefined) {
    amend(ctx, 'supplier_item', same, columns);
    return same;
  }
  const id = ctx.newId();
  insert(ctx, 'supplier_item', {
    id,
    supplier_id: supplierId,
    item_id: itemId,
    pack_size: packSize,
    ...columns,
    valid_from: validFrom,
    recorded_at: ctx.now(),
  });
  return id;
}

/** @throws 'not_found' */
export const setPrice: CommandHandler<'suppliers.setPrice'> = {
  run: async (ctx, { supplierId, ...price }) => ({ supplierItemId: putPrice(ctx, supplierId, price) }),
};

/** @throws 'not_found' */
export const endPrice: CommandHandler<'suppliers.endPrice'> = {
  run: async (ctx, { supplierItemId }) => {
    const row = await ctx.db.selectFrom('supplier_item').selectAll().where('id', '=', supplierItemId).executeTakeFirst();
    if (!row) throw new AppError('not_found', { resource: 'price' });
    const today = ctx.today();
    if (row.valid_from >= today) {
      amend(ctx, 'supplier_item', row.id, { is_listed: 0 });
      return {};
    }
    const { supplier_id, item_id, pack_size, price, minimum_packs, code } = row;
    const end = { supplier_id, item_id, pack_size, price, minimum_packs, code, valid_from: today, is_listed: 0, recorded_at: ctx.now() };
    insert(ctx, 'supplier_item', { id: ctx.newId(), ...end });
    return {};
  },
};
