/**
 * The last digit of a GTIN, SSCC or GLN agrees with those before it: weights 3 and 1 from the right, sum modulo 10.
 * Source: GS1 General Specifications, section 7.9.1 (standard check digit calculations for GS1 data structures).
 */
export function hasCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

/** The digit that belongs behind these. */
export function checkDigitOf(digits: string): string {
  let sum = 0;
  for (let fromRight = 1; fromRight <= digits.length; fromRight++) {
    sum += Number(digits.charAt(digits.length - fromRight)) * (fromRight % 2 === 1 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

const gtinLengths = [8, 12, 13, 14];

/** GTIN-8, -12 (UPC-A), -13 (EAN-13) or -14 (ITF-14) as the fourteen digits that AI 01 holds; null where it is none. Source: section 7.8.2 and 3.3.2. */
export function toGtin14(digits: string): string | null {
  return gtinLengths.includes(digits.length) && hasCheckDigit(digits) ? digits.padStart(14, '0') : null;
}
