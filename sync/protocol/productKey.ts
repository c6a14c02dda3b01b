import type { Product } from './kinds.ts';

/** One text for one medicine wherever it is stocked: sorted INNs with their strength, form and dispensing unit; 0.5 g and 500 mg are the same. */
export function productKey(product: Pick<Product, 'ingredients' | 'form' | 'unit'>): string {
  const ingredients = product.ingredients.map(ingredientKey).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return [ingredients.join(' + '), plain(product.form), plain(product.unit)].join(' | ');
}

type Ingredient = Product['ingredients'][number];

/** A page of rows names the same few medicines again and again. */
const known = new Map<string, string>();
const mostKnown = 5000;

function ingredientKey({ inn, strength, unit }: Ingredient): string {
  const asWritten = `${strength} ${unit?.length ?? 0} ${unit ?? ''}${inn}`;
  let key = known.get(asWritten);
  if (key === undefined) {
    key = `${plain(inn)} ${strengthKey(strength, unit)}`.trim();
    if (known.size >= mostKnown) known.clear();
    known.set(asWritten, key);
  }
  return key;
}

/** A UCUM mass, alone or in an amount of volume or mass: `mg`, `g`, `ug/mL`, `mg/5.mL`. */
const massUnit = /^(kg|g|mg|ug|mcg|µg|μg|ng)(?:\/(\d+(?:\.\d+)?)?\.?(L|dL|mL|g|mg))?$/i;
const milligrams: Readonly<Record<string, number>> = { kg: 1e6, g: 1000, mg: 1, ug: 1e-3, mcg: 1e-3, µg: 1e-3, μg: 1e-3, ng: 1e-6 };
const perUnits: Readonly<Record<string, readonly [number, string]>> = {
  l: [1000, 'mL'],
  dl: [100, 'mL'],
  ml: [1, 'mL'],
  g: [1000, 'mg'],
  mg: [1, 'mg'],
};

function strengthKey(strength: number | null, unit: string | null): string {
  if (strength === null) return '';
  const written = (unit ?? '').replaceAll(/\s/g, '');
  const [, mass, amount, per] = massUnit.exec(written) ?? [];
  if (mass === undefined) return `${figure(strength)} ${/^\[?iu\]?$/i.test(written) ? '[iU]' : written}`.trim();
  const inMilligrams = strength * (milligrams[mass.toLowerCase()] ?? 1);
  const [factor, base] = perUnits[per?.toLowerCase() ?? ''] ?? [];
  if (factor === undefined) return `${figure(inMilligrams)} mg`;
  return `${figure(inMilligrams / (Number(amount ?? 1) * factor))} mg/${base}`;
}

const figure = (value: number) => String(Number(value.toPrecision(9)));

function plain(words: string): string {
  return words.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
}
