/** A fraction in lowest terms: `units` of one for `per` of the other. */
export type Rate = { units: number; per: number };

const scale = 1_000_000_000;

/** The exact fraction of two decimal numbers; null where a number has more than nine decimals or is too large to be exact. */
export function rateOf(numerator: number, denominator: number): Rate | null {
  const [units, per] = [Math.round(numerator * scale), Math.round(denominator * scale)];
  if (!(units > 0 && per > 0) || !Number.isSafeInteger(units) || !Number.isSafeInteger(per)) return null;
  const shared = greatestCommon(units, per);
  return { units: units / shared, per: per / shared };
}

export const isSameRate = (a: Rate, b: Rate): boolean => a.units === b.units && a.per === b.per;

/** Whole units, or null: nothing is rounded. */
export function convert(quantity: number, { units, per }: Rate): number | null {
  const product = quantity * units;
  return Number.isSafeInteger(product) && product % per === 0 ? product / per : null;
}

function greatestCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
