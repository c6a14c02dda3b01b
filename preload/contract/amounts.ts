/** What amounts of a medicine are counted in, as UCUM. */
export const amountUnits = ['mg', 'ug', 'g', '[iU]', 'mL', 'mmol', 'meq'] as const;
export type AmountUnit = (typeof amountUnits)[number];
export type Amount = { value: number; unit: AmountUnit };

const milligrams: Partial<Record<AmountUnit, number>> = { g: 1000, mg: 1, ug: 0.001 };

/** Twelve figures: 0.1 + 0.2 is 0.3, and no dose has more. */
export const tidy = (value: number): number => Number(value.toPrecision(12));

/** Exact between g, mg and micrograms; null where one says nothing about the other (mg and units, mL and mg). */
export function convertAmount(value: number, from: AmountUnit, to: AmountUnit): number | null {
  if (from === to) return value;
  const [a, b] = [milligrams[from], milligrams[to]];
  return a === undefined || b === undefined ? null : tidy((value * a) / b);
}

const written: Record<'en' | 'fr', Record<AmountUnit, string>> = {
  en: { mg: 'mg', ug: 'micrograms', g: 'g', '[iU]': 'units', mL: 'mL', mmol: 'mmol', meq: 'mEq' },
  fr: { mg: 'mg', ug: 'microgrammes', g: 'g', '[iU]': 'unités', mL: 'mL', mmol: 'mmol', meq: 'mEq' },
};

/**
 * Four figures, no trailing zeros, a leading zero, micrograms and units spelled out, thousands parted.
 * Source: ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations, 2021.
 */
export const sayAmount = ({ value, unit }: Amount, locale: 'en' | 'fr' = 'en'): string =>
  `${sayFigure(value, locale)} ${written[locale][unit]}`;

export const sayFigure = (value: number, locale: 'en' | 'fr' = 'en'): string =>
  new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    maximumSignificantDigits: value >= 1000 ? 15 : 4,
    maximumFractionDigits: 4,
    useGrouping: value >= 10_000,
  }).format(value);
