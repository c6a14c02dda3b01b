import { type AmountUnit, amountUnits } from '../../preload/contract/amounts.ts';
import { type DoseRoute, doseRoutes } from '../../preload/contract/dosage.ts';

/** 6 months: `{ value: 6, unit: 'mo' }`. */
export type AgeBound = { value: number; unit: 'd' | 'mo' | 'y' };
export type Band<T> = { from: T | null; /** not in the band any more */ to: T | null };

/** One dose rule as its source gives it. Amounts are in `unit`, for each `per`, at each `each`. */
export type DoseRule = {
  ingredient: string;
  /** Empty: any. */
  routes: readonly DoseRoute[];
  /** '' = general */
  indication: string;
  age: Band<AgeBound>;
  /** kg */
  weight: Band<number>;
  /** mL/min: the rule for this kidney function, in place of those without a band */
  clearance: Band<number> | null;
  unit: AmountUnit;
  per: 'person' | 'kg' | 'm2';
  each: 'dose' | 'day' | 'h' | 'min';
  low: number | null;
  usual: number;
  high: number;
  /** for the person, whatever the weight */
  maxPerDose: number | null;
  maxPerDay: number | null;
  /** a day; 1/7 for weekly; null where it is given once only */
  times: { from: number; to: number } | null;
  minHours: number | null;
  maxDays: number | null;
  /** whole: whole pieces only; down: never above the computed amount */
  rounding: '' | 'whole' | 'down';
  source: { publication: string; year: string; section: string };
};

/** Columns of the table `doses`, in a pack too. */
export const doseColumns = [
  'ingredient', 'routes', 'indication', 'ageFrom', 'ageTo', 'weightFrom', 'weightTo', 'crclFrom', 'crclTo', 'basis', 'low', 'usual', 'high',
  'maxPerDose', 'maxPerDay', 'times', 'minHours', 'maxDays', 'rounding', 'publication', 'year', 'section',
] as const; // prettier-ignore

/** @throws Error that names the row when a cell cannot be a dose rule: a damaged table is never half a table */
export function readDoseRule(cells: readonly string[]): DoseRule {
  const row = Object.fromEntries(doseColumns.map((column, at) => [column, (cells[at] ?? '').trim()])) as Record<
    (typeof doseColumns)[number],
    string
  >;
  const wrong = (what: string): never => {
    throw new Error(`a dose rule of ${row.ingredient || '?'} cannot be read: ${what}`);
  };
  const amount = (column: (typeof doseColumns)[number]): number | null => {
    if (row[column] === '') return null;
    const value = Number(row[column]);
    return Number.isFinite(value) && value >= 0 ? value : wrong(column);
  };
  const needed = (column: (typeof doseColumns)[number]): number => amount(column) || wrong(column);
  const basis = /^(mg|ug|g|\[iU\]|mL|mmol|meq)(?:\/(kg|m2))?\/(dose|day|h|min)$/.exec(row.basis);
  const routes = row.routes === '' ? [] : row.routes.split(';').map((route) => doseRoutes.find((one) => one === route) ?? wrong('routes'));
  const rule: DoseRule = {
    ingredient: row.ingredient || wrong('ingredient'),
    routes,
    indication: row.indication,
    age: { from: ageBound(row.ageFrom) ?? null, to: ageBound(row.ageTo) ?? null },
    weight: { from: amount('weightFrom'), to: amount('weightTo') },
    clearance: row.crclFrom === '' && row.crclTo === '' ? null : { from: amount('crclFrom'), to: amount('crclTo') },
    unit: (basis?.[1] as AmountUnit | undefined) ?? wrong('basis'),
    per: (basis?.[2] as 'kg' | 'm2' | undefined) ?? 'person',
    each: (basis?.[3] as DoseRule['each'] | undefined) ?? wrong('basis'),
    low: amount('low'),
    usual: needed('usual'),
    high: needed('high'),
    maxPerDose: amount('maxPerDose'),
    maxPerDay: amount('maxPerDay'),
    times:
      row.times === 'once' || row.times === '' ? null : row.times === 'weekly' ? { from: 1 / 7, to: 1 / 7 } : timesOf(row.times, wrong),
    minHours: amount('minHours'),
    maxDays: amount('maxDays'),
    rounding: row.rounding === 'whole' || row.rounding === 'down' ? row.rounding : row.rounding === '' ? '' : wrong('rounding'),
    source: { publication: row.publication || wrong('publication'), year: row.year || wrong('year'), section: row.section },
  };
  if (ageBound(row.ageFrom) === undefined || ageBound(row.ageTo) === undefined) wrong('age');
  if ((rule.low ?? 0) > rule.usual || rule.usual > rule.high) wrong('low, usual, high');
  if (rule.times === null && rule.each === 'day') wrong('times');
  return rule;
}

/** `60d`, `6mo`, `12y`; null where nothing stands, undefined where it is none. */
function ageBound(text: string): AgeBound | null | undefined {
  if (text === '') return null;
  const [, value, unit] = /^(\d{1,4})(d|mo|y)$/.exec(text) ?? [];
  return value === undefined ? undefined : { value: Number(value), unit: unit as AgeBound['unit'] };
}

function timesOf(text: string, wrong: (what: string) => never): { from: number; to: number } {
  const [from = Number.NaN, to = from] = text.split('-').map(Number);
  return from > 0 && to >= from && to <= 24 ? { from, to } : wrong('times');
}

/** By ingredient. */
export function readDoseRules(rows: readonly (readonly string[])[]): ReadonlyMap<string, readonly DoseRule[]> {
  const byIngredient = new Map<string, DoseRule[]>();
  for (const row of rows) {
    const rule = readDoseRule(row);
    const before = byIngredient.get(rule.ingredient);
    if (before) before.push(rule);
    else byIngredient.set(rule.ingredient, [rule]);
  }
  return byIngredient;
}

/** What one piece holds of each ingredient, where a name or one figure stands for all of it. */
export type ProductStrength = {
  ingredients: readonly string[];
  strengths: readonly number[];
  unit: AmountUnit;
  /** plain names that mean this strength */
  names: readonly string[];
};

export function readProductStrengths(rows: readonly (readonly string[])[]): ProductStrength[] {
  return rows.map(([ingredients = '', strengths = '', unit = '', names = '']) => {
    const product = {
      ingredients: ingredients.split('+'),
      strengths: strengths.split('+').map(Number),
      unit: amountUnits.find((one) => one === unit) ?? 'mg',
      names: names === '' ? [] : names.split(';'),
    };
    const isWhole = product.strengths.length === product.ingredients.length && product.strengths.every((strength) => strength > 0);
    if (!isWhole || product.unit !== unit) throw new Error(`the strength of ${ingredients} cannot be read`);
    return product;
  });
}

/** "WHO, Model Formulary 2008, Section 2.1" */
export const sayDoseSource = ({ source }: Pick<DoseRule, 'source'>): string =>
  [`${source.publication}, ${source.year}`, source.section].filter(Boolean).join(', ');
