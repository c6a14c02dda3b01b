import type { GrowthIndicator, Lms } from './standards.ts';

/** Indicators with weight or fat in them are skewed: beyond 3 SD WHO goes on in steps of the distance between 2 and 3 SD. */
const restricted: ReadonlySet<GrowthIndicator> = new Set([
  'weight-for-age',
  'weight-for-length',
  'bmi-for-age',
  'arm-circumference-for-age',
]);

/** z-scores outside are measuring or typing mistakes more often than children. Source: WHO Anthro manual; WHO AnthroPlus manual 2009. */
const plausible: Record<GrowthIndicator, readonly [number, number]> = {
  'weight-for-age': [-6, 5],
  'length-for-age': [-6, 6],
  'weight-for-length': [-5, 5],
  'bmi-for-age': [-5, 5],
  'head-circumference-for-age': [-5, 5],
  'arm-circumference-for-age': [-5, 5],
};

/**
 * Standard deviations from the median, two decimals. `value` in kg, cm or kg/m2.
 * Source: WHO Child Growth Standards: Methods and development, 2006, chapter 7 (restricted application of the LMS method).
 */
export function zScore(indicator: GrowthIndicator, value: number, lms: Lms): number {
  const { l, m, s } = lms;
  const z = l === 0 ? Math.log(value / m) / s : ((value / m) ** l - 1) / (l * s);
  if (!restricted.has(indicator) || Math.abs(z) <= 3) return twoDecimals(z);
  const side = Math.sign(z);
  const third = lmsValue(side * 3, lms);
  return twoDecimals(side * (3 + (value - third) / (third - lmsValue(side * 2, lms))));
}

/** The value at a z-score: what a curve is drawn from, and the inverse of `zScore`. */
export function valueAtZ(indicator: GrowthIndicator, z: number, lms: Lms): number {
  if (!restricted.has(indicator) || Math.abs(z) <= 3) return lmsValue(z, lms);
  const side = Math.sign(z);
  const third = lmsValue(side * 3, lms);
  return third + (Math.abs(z) - 3) * (third - lmsValue(side * 2, lms));
}

/** Outside what WHO takes for a real child: flagged, never clipped. */
export function isImplausible(indicator: GrowthIndicator, z: number): boolean {
  const [low, high] = plausible[indicator];
  return z < low || z > high;
}

function lmsValue(z: number, { l, m, s }: Lms): number {
  return l === 0 ? m * Math.exp(s * z) : m * (1 + l * s * z) ** (1 / l);
}

function twoDecimals(z: number): number {
  return Math.round(z * 100) / 100 + 0; // no -0
}
