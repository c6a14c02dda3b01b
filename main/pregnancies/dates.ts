import type { Row } from '../../db/schema/index.ts';
import type { Day } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Dating, datePregnancy, gestationDays, type Ultrasound } from '../clinical/pregnancy/dating.ts';

export type Dates = { lastPeriod: Day | null; ultrasound: Ultrasound | null };

export function datesOf(row: Pick<Row<'pregnancy'>, 'last_period' | 'ultrasound_date' | 'ultrasound_gestation'>): Dates {
  const { last_period: lastPeriod, ultrasound_date: day, ultrasound_gestation: days } = row;
  return { lastPeriod, ultrasound: day === null || days === null ? null : { day, gestationDays: days } };
}

export function columnsOf({ lastPeriod, ultrasound }: Dates) {
  return { last_period: lastPeriod, ultrasound_date: ultrasound?.day ?? null, ultrasound_gestation: ultrasound?.gestationDays ?? null };
}

/** What dates a pregnancy today. @throws 'pregnancy.dates' */
export function assertDated(dates: Dates, today: Day): Dating {
  const dating = datePregnancy(dates);
  const isAhead = (dates.lastPeriod ?? '') > today || (dates.ultrasound?.day ?? '') > today;
  if (!dating || isAhead || gestationDays(dating.edd, today) === null) throw new AppError('pregnancy.dates');
  return dating;
}
