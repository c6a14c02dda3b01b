import { readUsable } from '../../db/queries/dispensing.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readProduct } from './perDay.ts';
import { productOf } from './product.ts';
import { substituteFor } from './substituteFor.ts';

/** Those with stock first. @throws 'not_found' */
export const listSubstitutes: QueryHandler<'dispensing.substitutes'> = async (ctx, { medicationRequestId }) => {
  const request = await findRequest(ctx.db, medicationRequestId);
  if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
  const own = request.item_id;
  const asked = own === null ? null : productOf(ctx.raw, own);
  const [first] = asked === null ? [] : readProduct(asked).ingredients;
  if (own === null || !first) return { items: [] };
  const near = await ctx.db
    .selectFrom('item')
    .select(['id', 'name', 'unit', 'price'])
    .where('id', '<>', own)
    .where('product', 'like', `%${first.inn.replaceAll(/[%_]/g, '')}%`)
    .orderBy('sort_name')
    .limit(200)
    .execute();
  const items = near.flatMap((item) => {
    try {
      const { kind, rate, directions } = substituteFor(ctx, request, own, item.id);
      const { units, per } = rate;
      return [
        {
          itemId: item.id,
          name: item.name,
          unit: item.unit,
          price: item.price,
          usable: readUsable(ctx.raw, item.id, ctx.today()),
          kind,
          units,
          per,
          directions,
        },
      ];
    } catch (error) {
      if (error instanceof AppError) return []; // it would need another prescription
      throw error;
    }
  });
  return { items: items.toSorted((a, b) => Number(b.usable > 0) - Number(a.usable > 0)) };
};
