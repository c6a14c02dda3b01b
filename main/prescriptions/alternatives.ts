import { listStockLinesWith, readStockLine } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import type { QueryHandler } from '../facility/handlers.ts';

/** The same ingredients in another strength or form, of which something may be handed out. @throws 'not_found' */
export const alternatives: QueryHandler<'prescriptions.alternatives'> = (ctx, { itemId }) =>
  ctx.facility.exclusive(() => {
    const at = { today: ctx.today() };
    const wanted = readStockLine(ctx.raw, itemId, at);
    if (!wanted) throw new AppError('not_found', { resource: 'item' });
    const product = JSON.parse(wanted.product) as Product;
    const key = ingredientsOf(product);
    const [first] = product.ingredients;
    const lines = first ? listStockLinesWith(ctx.raw, at, first.inn) : [];
    const found = lines
      .filter((line) => line.itemId !== itemId && line.usable > 0)
      .flatMap((line) => {
        const other = JSON.parse(line.product) as Product;
        if (ingredientsOf(other) !== key) return [];
        const isSameForm = other.form === product.form;
        const { name, form, unit, usable } = line;
        return [{ itemId: line.itemId, name, form, unit, usable, isSameForm, strength: strengthOf(other) }];
      });
    return { alternatives: found.sort((a, b) => Number(b.isSameForm) - Number(a.isSameForm)).slice(0, 5) };
  });

const ingredientsOf = ({ ingredients }: Product): string =>
  ingredients
    .map(({ inn }) => inn.trim().toLowerCase())
    .sort()
    .join('+');

function strengthOf({ ingredients }: Product): string {
  const said = ingredients.map(({ strength, unit }) => (strength === null ? '' : `${strength} ${unit ?? ''}`.trim()));
  return said.every((one) => one !== '') ? said.join(' + ') : '';
}
