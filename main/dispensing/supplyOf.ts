import { listCollections } from '../../db/queries/dispensing.ts';
import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import { perDayOf, readProduct } from './perDay.ts';
import { type SupplyLeft, supplyLeft } from './supply.ts';

const lookBackDays = 400;

/** What is left of earlier collections of the same ingredients. The same prescription counts only once it was handed out whole: what it owes is not too early. */
export async function supplyOf(
  ctx: Context,
  patientIds: readonly string[],
  line: RequestLine,
  product: string,
): Promise<SupplyLeft | null> {
  const names = ingredientsOf(readProduct(product));
  const since = `${addDays(ctx.today(), -lookBackDays)}T00:00:00.000Z`;
  const found = await ctx.facility.exclusive(() => listCollections(ctx.raw, patientIds, since, ctx.facility.self.time_zone));
  const collected = found
    .filter((one) => ingredientsOf(readProduct(one.product)) === names)
    .filter((one) => one.requestId !== line.id || (line.dispensed ?? 0) >= line.quantity)
    .flatMap((one) => {
      const perDay = perDayOf(one, one.askedProduct);
      return perDay === null ? [] : [{ day: one.day, units: one.quantity, perDay }];
    });
  return supplyLeft(collected, ctx.today());
}

const ingredientsOf = ({ ingredients }: Product): string =>
  ingredients
    .map(({ inn }) => inn.trim().toLowerCase())
    .toSorted()
    .join('+');
