import { addDays, daysBetween, type Day } from '../../../preload/contract/dates.ts';

/** 40 weeks from the first day of the last menstrual period. Source: ACOG Committee Opinion 700, 2017 (reaffirmed since). */
const termDays = 280;
/** A pregnancy dated longer than this is over or misdated: 44 weeks. */
const longestDays = 308;

export type Ultrasound = { day: Day; /** gestational age that the scan measured */ gestationDays: number };
export type Dating = {
  /** estimated date of delivery */ edd: Day;
  basis: 'last-period' | 'ultrasound';
  /** Ultrasound against last period, in days; positive when the scan makes it younger. Null with one of them only. */ differenceDays:
    | number
    | null;
  /** More than this redates. */ thresholdDays: number | null;
  /** No scan before 22 weeks confirms it. */ isSuboptimal: boolean;
};

/** Redate by more than this many days; by gestational age at the scan, counted from the last period. */
const redating = [
  { beforeDays: 9 * 7, thresholdDays: 5 },
  { beforeDays: 16 * 7, thresholdDays: 7 },
  { beforeDays: 22 * 7, thresholdDays: 10 },
  { beforeDays: 28 * 7, thresholdDays: 14 },
  { beforeDays: Infinity, thresholdDays: 21 },
] as const;

/**
 * Due date by last period, by the first scan, or by the scan when it differs too much. Null when neither is known.
 * Source: ACOG Committee Opinion 700, Methods for Estimating the Due Date, Obstet Gynecol 2017;129:e150, table 1.
 */
export function datePregnancy(known: { lastPeriod: Day | null; ultrasound: Ultrasound | null }): Dating | null {
  const { lastPeriod, ultrasound } = known;
  const byPeriod = lastPeriod === null ? null : addDays(lastPeriod, termDays);
  const byScan = ultrasound === null ? null : addDays(ultrasound.day, termDays - ultrasound.gestationDays);
  const isEarlyScan = ultrasound !== null && ultrasound.gestationDays < 22 * 7;
  if (byScan === null || ultrasound === null) {
    return byPeriod === null
      ? null
      : { edd: byPeriod, basis: 'last-period', differenceDays: null, thresholdDays: null, isSuboptimal: true };
  }
  if (byPeriod === null || lastPeriod === null) {
    return { edd: byScan, basis: 'ultrasound', differenceDays: null, thresholdDays: null, isSuboptimal: !isEarlyScan };
  }
  const differenceDays = daysBetween(byPeriod, byScan);
  const atScan = daysBetween(lastPeriod, ultrasound.day);
  const { thresholdDays } = redating.find((one) => atScan < one.beforeDays) ?? { thresholdDays: 21 };
  const isRedated = Math.abs(differenceDays) > thresholdDays;
  return {
    edd: isRedated ? byScan : byPeriod,
    basis: isRedated ? 'ultrasound' : 'last-period',
    differenceDays,
    thresholdDays,
    isSuboptimal: !isEarlyScan,
  };
}

/** Completed days since conception counted from the last period; null before it begins and after 44 weeks. */
export function gestationDays(edd: Day, on: Day): number | null {
  const days = termDays - daysBetween(on, edd);
  return days < 0 || days > longestDays ? null : days;
}

/** `24+3`, as obstetric notes say it. */
export function gestationText(days: number): string {
  return `${Math.floor(days / 7)}+${days % 7}`;
}

/** First to 13+6, second to 27+6. Source: ACOG, ReVITALize obstetric data definitions, 2014. */
export function trimesterOf(days: number): 1 | 2 | 3 {
  return days < 14 * 7 ? 1 : days < 28 * 7 ? 2 : 3;
}
