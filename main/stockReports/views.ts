import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

type View = Output<'stockViews.list'>['views'][number];
const most = 30;

export const listStockViews: QueryHandler<'stockViews.list'> = async (ctx) => {
  const rows = await ctx.db.selectFrom('stock_view').selectAll().where('user_id', '=', ctx.user.userId).where('is_removed', '=', 0).orderBy('name').execute();
  return { views: rows.map(({ id, name, view }) => ({ viewId: id, name, ...(JSON.parse(view) as Omit<View, 'viewId' | 'name'>) })) };
}; // prettier-ignore

export const saveStockView: CommandHandler<'stockViews.save'> = {
  run: async (ctx, { name, ...view }) => {
    const mine = await ctx.db
      .selectFrom('stock_view')
      .select(['id', 'name', 'is_removed'])
      .where('user_id', '=', ctx.user.userId)
      .execute();
    const same = mine.find((row) => row.name === name);
    const kept = { view: JSON.stringify(view), is_removed: 0 } as const;
    if (same) {
      amend(ctx, 'stock_view', same.id, kept);
      return { viewId: same.id };
    }
    if (mine.filter((row) => row.is_removed === 0).length >= most) throw new AppError('stock_view.too_many', { most });
    const viewId = ctx.newId();
    insert(ctx, 'stock_view', { id: viewId, user_id: ctx.user.userId, name, ...kept, created_at: ctx.now() });
    return { viewId };
  },
};

export const removeStockView: CommandHandler<'stockViews.remove'> = {
  run: async (ctx, { viewId }) => {
    const row = await ctx.db.selectFrom('stock_view').select('user_id').where('id', '=', viewId).executeTakeFirst();
    if (row?.user_id !== ctx.user.userId) throw new AppError('not_found', { resource: 'view' });
    amend(ctx, 'stock_view', viewId, { is_removed: 1 });
    return {};
  },
};
