import type { Dosage } from '../../preload/contract/dosage.ts';
import { type Counted, totalDays, totalUnits, unitsPerDay } from '../../preload/contract/dosageQuantity.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import { dailyUse } from '../prescriptions/dailyUse.ts';

type Directed = { directions: string; dosage: string | null; unit: string };

/**
 * Dispensing units a day: by the structured directions where there are some (of a taper the average), else by their words; null where
 * they leave it open. `product`: the item's, as its column holds it.
 */
export function perDayOf({ directions, dosage, unit }: Directed, product: string | null): number | null {
  const structured = readDosage(dosage);
  if (!structured) return dailyUse(directions, unit);
  if (structured.steps.some((step) => step.asNeeded !== null)) return null;
  const counted = { unit, strength: product === null ? null : strengthOf(readProduct(product)) };
  const [only, ...more] = structured.steps;
  if (only && more.length === 0) return unitsPerDay(only, counted);
  const [units, days] = [totalUnits(structured, counted), totalDays(structured)];
  return units === null || days === null || days === 0 ? null : units / days;
}

/** What a column holds was checked when it was written. */
export const readDosage = (column: string | null): Dosage | null => (column === null ? null : (JSON.parse(column) as Dosage));
export const readProduct = (column: string): Product => JSON.parse(column) as Product;

/** Of a single ingredient, per dispensing unit. */
function strengthOf({ ingredients }: Product): Counted['strength'] {
  const [first] = ingredients;
  return ingredients.length === 1 && first && first.strength !== null && first.unit !== null
    ? { amount: first.strength, unit: first.unit }
    : null;
}
