import { daysBetween, type Day } from '../../../preload/contract/dates.ts';

/**
 * Reference change values in percent: a larger change between two results is hardly chance, so the specimen or the patient is looked at again.
 * Measured in 70 stable patients over a year, wider than in healthy people. Only these analytes are sourced; for others nothing is checked.
 * Source: Goruroglu Ozturk O. et al., J Clin Lab Anal 2013;27:438-443 (creatinine, urea, urate, albumin, total protein, sodium, potassium, calcium, phosphate).
 */
const referenceChange: Readonly<Record<string, number>> = {
  '2160-0': 14.5, '38483-4': 14.5, '14682-9': 14.5, // creatinine
  '3094-0': 16.5, '14937-7': 16.5, // urea nitrogen
  '3084-1': 13.7, // urate
  '1751-7': 12.57, // albumin
  '2885-2': 8.26, // protein
  '2951-2': 3.25, '2947-0': 3.25, // sodium
  '2823-3': 12.81, '6298-4': 12.81, // potassium
  '17861-6': 5.88, '2000-8': 5.88, // calcium
  '2777-1': 21.57, '14879-1': 21.57, // phosphate
}; // prettier-ignore

/** Older results are no comparison: the study took one every two months over a year. */
const comparableDays = 365;

export type Delta = {
  previous: number;
  previousOn: Day;
  /** signed */ percent: number;
  limitPercent: number;
  isBeyond: boolean;
};

/** The change against the last result, both in one unit; null without a limit, without a comparable result or from zero. */
export function deltaCheck(
  result: { loinc: string; value: number; on: Day },
  previous: { value: number; on: Day } | null,
  own: Readonly<Record<string, number>> = {},
): Delta | null {
  const limitPercent = own[result.loinc] ?? referenceChange[result.loinc];
  if (limitPercent === undefined || !previous || !(previous.value > 0)) return null;
  const days = daysBetween(previous.on, result.on);
  if (days < 0 || days > comparableDays) return null;
  const percent = Math.round(((result.value - previous.value) / previous.value) * 1000) / 10;
  return { previous: previous.value, previousOn: previous.on, percent, limitPercent, isBeyond: Math.abs(percent) > limitPercent };
}
