/** Digits after the point in a currency: 2 for GHS, 0 for XAF. Source: ISO 4217, as Intl knows it. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as "1,250.00" without the currency's name. */
export function formatMinor(minorUnits: number, currency: string, locale: 'en' | 'fr'): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minorUnits / 10 ** digits);
}

/** "1250.5" or "1 250,50" as typed, in minor units; null until it is an amount. */
export function toMinorUnits(typed: number, currency: string): number {
  return Math.round(typed * 10 ** minorDigits(currency));
}
