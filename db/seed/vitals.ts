import type { Random } from './random.ts';

export type Vital = { code: string; display: string; value: number; unit: string };

/** Plausible vital signs for an age in years; the complaint moves what it would move. LOINC codes, UCUM units. */
export function measure(random: Random, years: number, complaintCode: string): Vital[] {
  const around = (middle: number, spread: number, digits = 0) => {
    const value = middle + (random.next() + random.next() - 1) * spread;
    return Math.round(value * 10 ** digits) / 10 ** digits;
  };
  const isFeverish = ['B54', 'J06.9', 'A09.9'].includes(complaintCode);
  const isHypertensive = complaintCode === 'I10';
  const vitals: Vital[] = [
    { code: '8310-5', display: 'Body temperature', value: around(isFeverish ? 38.7 : 36.7, isFeverish ? 0.9 : 0.4, 1), unit: 'Cel' },
    { code: '8867-4', display: 'Heart rate', value: around(years < 2 ? 130 : years < 12 ? 100 : 78, isFeverish ? 22 : 14), unit: '/min' },
    { code: '9279-1', display: 'Respiratory rate', value: around(years < 2 ? 34 : years < 12 ? 24 : 16, 4), unit: '/min' },
    { code: '2708-6', display: 'Oxygen saturation', value: Math.min(100, around(97, 3)), unit: '%' },
    { code: '29463-7', display: 'Body weight', value: around(weightOf(years), weightOf(years) * 0.2, 1), unit: 'kg' },
  ];
  if (years < 12) return vitals;
  return [
    ...vitals,
    { code: '8480-6', display: 'Systolic blood pressure', value: around(isHypertensive ? 158 : 121, 16), unit: 'mm[Hg]' },
    { code: '8462-4', display: 'Diastolic blood pressure', value: around(isHypertensive ? 96 : 77, 9), unit: 'mm[Hg]' },
  ];
}

/** Rough middle weights: 2 x (age + 4) kg in childhood, a formula of emergency medicine; here only to invent people. */
function weightOf(years: number): number {
  return years === 0 ? 6.5 : years < 12 ? 2 * (years + 4) : years < 18 ? 48 : 64;
}
