import { listShelf } from '../../db/queries/stockTakes.ts';
import { abcClass, type AbcClass } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { proposedDays } from './abc.ts';
import { chooseLots, classesNow, intervalsNow, listDue } from './scope.ts';

export const planStockTake: QueryHandler<'stockTakes.plan'> = async (ctx, { kind, scope }) => {
  const locations = await ctx.db
    .selectFrom('location')
    .select(['id as locationId', 'name'])
    .where('is_active', '=', 1)
    .orderBy('name')
    .execute();
  return ctx.facility.exclusive(() => {
    const chosen = chooseLots(ctx, kind, scope);
    const shelf = listShelf(ctx.raw);
    const words = (of: 'category' | 'programme') => [...new Set(shelf.map((lot) => lot[of]).filter(Boolean))].sort();
    return {
      lines: chosen.length,
      items: new Set(chosen.map((lot) => lot.itemId)).size,
      locations,
      categories: words('category'),
      programmes: words('programme'),
      cycles: cyclesNow(ctx, new Set(shelf.map((lot) => lot.itemId))),
    };
  });
};

function cyclesNow(ctx: Context, stocked: ReadonlySet<string>) {
  const classes = [...classesNow(ctx)].filter(([itemId]) => stocked.has(itemId));
  const due = listDue(ctx).filter((item) => stocked.has(item.itemId));
  const intervals = intervalsNow(ctx);
  return abcClass.options.map((name: AbcClass) => ({
    class: name,
    items: classes.filter(([, its]) => its === name).length,
    due: due.filter((item) => item.class === name).length,
    proposedDays: proposedDays[name],
    ...intervals[name],
  }));
}
