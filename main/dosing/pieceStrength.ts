import { type Amount, type AmountUnit, convertAmount, tidy } from '../../preload/contract/amounts.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { parseMedicineText, type Strength } from '../knowledge/parseMedicineText.ts';
import { plainName } from '../knowledge/plainName.ts';

/** What a piece and what a millilitre hold of one ingredient; null = nobody says. */
export type IngredientStrength = { perPiece: Amount | null; perMl: Amount | null };

const amountUnitOf: Readonly<Record<string, readonly [AmountUnit, number]>> = {
  mg: ['mg', 1], ug: ['ug', 1], g: ['g', 1], '[iU]': ['[iU]', 1], 'M[iU]': ['[iU]', 1e6], mmol: ['mmol', 1], meq: ['meq', 1],
}; // prettier-ignore

/**
 * Strengths of the ingredients of one product, in their order, from what its text or its item says. One figure for a combination counts only
 * where a table says what it is made of (co-trimoxazole 480 mg).
 */
export function pieceStrengths(
  product: { text: string; strength?: string | null | undefined; matched: string | null },
  ingredientIds: readonly string[],
  knowledge: Pick<Knowledge, 'productStrengths'>,
): IngredientStrength[] {
  const none = ingredientIds.map((): IngredientStrength => ({ perPiece: null, perMl: null }));
  const given = product.strength ? parseMedicineText(product.strength).strengths : [];
  const strengths = given.length > 0 ? given : parseMedicineText(product.text).strengths;
  if (ingredientIds.length === 1) {
    const single = strengths.filter((strength, at) => strengths.findIndex((other) => isSame(other, strength)) === at);
    // where the dose stands beside the strength of a bottle ("250 mg/5 mL, 125 mg"), only the concentration is a strength for certain
    const sure = single.filter((strength) => strength.per);
    const [only, second] = sure.length === 1 ? sure : single;
    if (only && !second) return [strengthOf(only)];
    if (only) return none;
  }
  const known = knowledge.productStrengths.filter((one) => [...one.ingredients].sort().join('+') === [...ingredientIds].sort().join('+'));
  const names = [plainName(product.text), product.matched === null ? '' : plainName(product.matched)];
  const perMl = strengths.map(strengthOf).filter((one) => one.perMl);
  if (perMl.length === ingredientIds.length && perMl.length > 1) {
    const ratio = known.find((one) => perMl.every((two) => one.strengths.some((value) => isNear(value / one.strengths[0]!, (two.perMl?.value ?? 0) / (perMl[0]?.perMl?.value ?? 1))))); // prettier-ignore
    return ratio ? ingredientIds.map((id) => perMl[ratio.ingredients.indexOf(id)] ?? { perPiece: null, perMl: null }) : none;
  }
  const values = strengths.filter((strength) => !strength.per).flatMap((strength) => milligramsOf(strength) ?? []);
  const row =
    values.length === ingredientIds.length && values.length > 0
      ? known.find((one) => sameFigures(one.strengths, values))
      : values.length === 1
        ? known.find((one) => isNear(sum(one.strengths), values[0] ?? 0))
        : values.length === 0
          ? known.find((one) => one.names.some((name) => names.includes(name)))
          : undefined;
  if (!row) return none;
  return ingredientIds.map((id) => {
    const value = row.strengths[row.ingredients.indexOf(id)];
    return { perPiece: value === undefined ? null : { value, unit: row.unit }, perMl: null };
  });
}

/** Which part of one figure for a whole combination is this ingredient: a sixth of 960 mg of co-trimoxazole is trimethoprim. null where products differ. */
export function shareOf(
  total: number,
  id: string,
  ingredientIds: readonly string[],
  knowledge: Pick<Knowledge, 'productStrengths'>,
): number | null {
  const known = knowledge.productStrengths.filter((one) => [...one.ingredients].sort().join('+') === [...ingredientIds].sort().join('+'));
  const share = (one: (typeof known)[number]) => (one.strengths[one.ingredients.indexOf(id)] ?? 0) / sum(one.strengths);
  const exact = known.find((one) => isNear(sum(one.strengths), total));
  if (exact) return share(exact);
  const [first] = known;
  return first && known.every((one) => isNear(share(one), share(first))) ? share(first) : null;
}

export function strengthOf(strength: Strength): IngredientStrength {
  const unit = amountUnitOf[strength.unit];
  if (!unit || !(strength.value > 0)) return { perPiece: null, perMl: null };
  const amount = { value: tidy(strength.value * unit[1]), unit: unit[0] };
  if (!strength.per) return { perPiece: amount, perMl: null };
  const perMl = strength.per.unit === 'mL' ? 1 : strength.per.unit === 'L' ? 1000 : null;
  if (perMl === null) return { perPiece: null, perMl: null };
  return {
    perPiece: null,
    perMl: strength.per.value > 0 ? { value: tidy(amount.value / (strength.per.value * perMl)), unit: amount.unit } : null,
  };
}

function milligramsOf(strength: Strength): number | null {
  const { perPiece } = strengthOf(strength);
  return perPiece && convertAmount(perPiece.value, perPiece.unit, 'mg');
}

const isSame = (one: Strength, other: Strength): boolean => JSON.stringify(one) === JSON.stringify(other);
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sameFigures = (a: readonly number[], b: readonly number[]): boolean =>
  [...a].sort((x, y) => x - y).join() === [...b].sort((x, y) => x - y).join();
