/** How many digits stand behind the point of a currency: 2 for GHS, 0 for XOF. Source: ISO 4217, as Intl knows it. */
export const minorDigitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** 1250 of a currency with two digits is "12.50"; as a file says it, whatever the language. */
export const moneyText = (minor: number, digits: number): string => (minor / 10 ** digits).toFixed(digits);
