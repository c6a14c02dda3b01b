import { join } from 'node:path';
import type { Day } from '../../../preload/contract/dates.ts';
import { resourcesDir } from '../../resources.ts';
import { readResourceTable } from '../../resourceTable.ts';

/** A span as schedules print it: `6w`, `9m`, `4y`, `0d`. */
export type Span = string;

/** One dose of a series. Live injected vaccines are given on one day or four weeks apart. */
export type ScheduledDose = {
  series: string;
  dose: number;
  /** earlier does not count */ minAge: Span;
  /** when it is meant to be given */ dueAge: Span;
  /** from this age on it is late; '' = four weeks after it was due */ overdueAge: Span;
  /** since the dose before, or since the last dose of `after`; '' for a first one */ minInterval: Span;
  /** from this age on it is no longer given; '' = no limit */ endAge: Span;
  /** who began the series at this age or later needs `lateInterval` before this dose */ lateFrom: Span;
  lateInterval: Span;
  sex: '' | 'female' | 'male';
  /** the series that must be complete before; '' = none */ after: string;
  isLive: boolean;
  /** given everywhere; others are switched on by the country */ isRoutine: boolean;
};

export const isSpan = (text: string): boolean => /^\d{1,3}[dwmy]$/.test(text);

/** Days since 1970: a list of thousands of cards compares numbers. */
export type DayNumber = number;
const dayMs = 86_400_000;
export const toDayNumber = (day: Day): DayNumber => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const toDay = (number: DayNumber): Day => new Date(number * dayMs).toISOString().slice(0, 10);

/** Weeks are seven days; months and years are the calendar's, their last day where the same day is missing. */
export function afterSpan(from: DayNumber, span: Span): DayNumber {
  const count = Number(span.slice(0, -1));
  const unit = span.at(-1);
  if (unit === 'd') return from + count;
  if (unit === 'w') return from + count * 7;
  if (unit !== 'm' && unit !== 'y') throw new Error(`not a span of time: ${span}`);
  const date = new Date(from * dayMs);
  const month = date.getUTCMonth() + (unit === 'm' ? count : count * 12);
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / dayMs;
}

export const spanAfter = (day: Day, span: Span): Day => toDay(afterSpan(toDayNumber(day), span));

/** WHO's schedule as shipped. Source: resources/immunization/SOURCE.md. */
export function loadSchedule(folder: string = join(resourcesDir(), 'immunization')): ScheduledDose[] {
  return readResourceTable(join(folder, 'schedule.tsv')).map((cells) => {
    const [series = '', dose = '', minAge = '', dueAge = '', overdueAge = '', minInterval = '', endAge = '', lateFrom = '', lateInterval = '', sex = '', after = '', isLive = '', isRoutine = ''] = cells;
    return { series, dose: Number(dose), minAge, dueAge, overdueAge, minInterval, endAge, lateFrom, lateInterval, sex: sex as ScheduledDose['sex'], after, isLive: isLive === '1', isRoutine: isRoutine === '1' };
  });
} // prettier-ignore
