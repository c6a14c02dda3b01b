import type { EarlyWarning } from '../../../preload/contract/observations.ts';
import { missing, part, summed } from './earlyWarning.ts';

/** `oxygenFlow` in L/min, 0 = room air; `capillaryRefill` in seconds. */
export type PewsSigns = {
  heartRate?: number | undefined;
  systolicPressure?: number | undefined;
  capillaryRefill?: number | undefined;
  respiratoryRate?: number | undefined;
  respiratoryEffort?: 'normal' | 'mild' | 'moderate' | 'severe' | undefined;
  oxygenSaturation?: number | undefined;
  oxygenFlow?: number | undefined;
};

/** At or beyond a limit: 1, 2, 4 points; low limits count at or below, high ones at or above. */
type Limits = { low: readonly [number, number, number]; high: readonly [number, number, number] };
type Band = { beforeMonths: number; heartRate: Limits; systolicPressure: Limits; respiratoryRate: Limits };

/**
 * Table 1 of the paper. Two of its cells differ from their neighbours by a sign and are kept as printed for whole numbers:
 * 4 to 12 years a heart rate above 150 (151 here), over 12 years one below 50 (49 here).
 */
const bands: readonly Band[] = [
  { beforeMonths: 3, heartRate: { low: [110, 90, 80], high: [150, 180, 190] }, systolicPressure: { low: [60, 50, 45], high: [80, 100, 130] }, respiratoryRate: { low: [29, 19, 15], high: [61, 81, 91] } },
  { beforeMonths: 12, heartRate: { low: [100, 80, 70], high: [150, 170, 180] }, systolicPressure: { low: [80, 70, 60], high: [100, 120, 150] }, respiratoryRate: { low: [24, 19, 15], high: [51, 71, 81] } },
  { beforeMonths: 48, heartRate: { low: [90, 70, 60], high: [120, 150, 170] }, systolicPressure: { low: [90, 75, 65], high: [110, 125, 160] }, respiratoryRate: { low: [19, 15, 12], high: [41, 61, 71] } },
  { beforeMonths: 144, heartRate: { low: [70, 60, 50], high: [110, 130, 151] }, systolicPressure: { low: [90, 80, 70], high: [120, 140, 170] }, respiratoryRate: { low: [19, 14, 10], high: [31, 41, 51] } },
  { beforeMonths: Infinity, heartRate: { low: [60, 49, 40], high: [100, 120, 140] }, systolicPressure: { low: [100, 85, 75], high: [130, 150, 190] }, respiratoryRate: { low: [11, 10, 9], high: [17, 23, 30] } },
]; // prettier-ignore

/** The score that told children who needed intensive care from those who didn't: sensitivity 82 %, specificity 93 %. */
const highFrom = 8;

/**
 * Bedside Paediatric Early Warning System score, 0 to 26, for children in a bed or a chair; it does not replace the judgement of who sees the child.
 * Source: Parshuram CS, Hutchison J, Middaugh K. Development and initial validation of the Bedside Paediatric Early Warning System score. Crit Care 2009;13:R135, table 1 (CC BY 2.0).
 * @param ageMonths completed months
 */
export function bedsidePews(ageMonths: number, signs: PewsSigns): EarlyWarning {
  const band = bands.find((one) => ageMonths < one.beforeMonths);
  if (!band) throw new Error('no age band');
  const total = summed('Bedside PEWS', 26, [
    part('heart-rate', signs.heartRate, (value) => pointsOf(band.heartRate, value)),
    part('systolic-pressure', signs.systolicPressure, (value) => pointsOf(band.systolicPressure, value)),
    part('capillary-refill', signs.capillaryRefill, (seconds) => (seconds >= 3 ? 4 : 0)),
    part('respiratory-rate', signs.respiratoryRate, (value) => pointsOf(band.respiratoryRate, value)),
    signs.respiratoryEffort === undefined
      ? missing('respiratory-effort')
      : { sign: 'respiratory-effort', value: signs.respiratoryEffort, points: effort[signs.respiratoryEffort] },
    part('oxygen-saturation', signs.oxygenSaturation, (value) => (value <= 90 ? 2 : value <= 94 ? 1 : 0)),
    part('oxygen-flow', signs.oxygenFlow, (flow) => (flow >= 4 ? 4 : flow > 0 ? 2 : 0)),
  ]);
  return { ...total, level: total.score >= highFrom ? 'high' : 'low' };
}

const effort = { normal: 0, mild: 1, moderate: 2, severe: 4 } as const;

function pointsOf({ low, high }: Limits, typed: number): number {
  const value = Math.round(typed);
  if (value <= low[2] || value >= high[2]) return 4;
  if (value <= low[1] || value >= high[1]) return 2;
  return value <= low[0] || value >= high[0] ? 1 : 0;
}
