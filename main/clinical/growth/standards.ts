import { join } from 'node:path';
import { type GrowthIndicator, growthIndicator } from '../../../preload/contract/observations.ts';
import { resourcesDir } from '../../resources.ts';
import { readResourceTable } from '../../resourceTable.ts';

/** WHO's growth tables in memory. Origin and edition: resources/growth/SOURCE.md. */

export const growthIndicators = growthIndicator.options;
export type { GrowthIndicator };
export type GrowthSex = 'male' | 'female';

/** Power, median and coefficient of variation of one age or length. Source: Cole and Green 1992. */
export type Lms = { l: number; m: number; s: number };

/** Equal steps from `first`, in days, months or centimetres. */
type Series = { first: number; step: number; rows: readonly Lms[] };

export type GrowthStandards = {
  /** 0 to 1826 days (before the fifth birthday), length lying to 730 days, standing from 731. */ byDay: Table;
  /** 60 to 228 completed months, weight only to 120. */ byMonth: Table;
  /** Weight by length lying, 45 to 110 cm. */ lying: Record<GrowthSex, Series>;
  /** Weight by height standing, 65 to 120 cm. */ standing: Record<GrowthSex, Series>;
};
type Table = Partial<Record<GrowthIndicator, Record<GrowthSex, Series>>>;

const standardsByFolder = new Map<string, GrowthStandards>();

/** Read once for the life of the process. */
export function loadGrowthStandards(folder: string = join(resourcesDir(), 'growth')): GrowthStandards {
  const loaded = standardsByFolder.get(folder) ?? readStandards(folder);
  standardsByFolder.set(folder, loaded);
  return loaded;
}

function readStandards(folder: string): GrowthStandards {
  const table = (name: string, step = 1) => {
    const rows = readResourceTable(join(folder, `${name}.tsv`)).map(([sex = '', at = '', l = '', m = '', s = '']) => ({
      sex,
      at: Number(at),
      lms: { l: Number(l), m: Number(m), s: Number(s) },
    }));
    const series = (sex: string): Series => {
      const mine = rows.filter((row) => row.sex === sex).sort((a, b) => a.at - b.at);
      return { first: mine[0]?.at ?? 0, step, rows: mine.map((row) => row.lms) };
    };
    return { male: series('male'), female: series('female') };
  };
  return {
    byDay: {
      'weight-for-age': table('weightForAge.days'),
      'length-for-age': table('lengthForAge.days'),
      'bmi-for-age': table('bmiForAge.days'),
      'head-circumference-for-age': table('headCircumferenceForAge.days'),
      'arm-circumference-for-age': table('armCircumferenceForAge.days'),
    },
    byMonth: {
      'weight-for-age': table('weightForAge.months'),
      'length-for-age': table('lengthForAge.months'),
      'bmi-for-age': table('bmiForAge.months'),
    },
    lying: table('weightForLength', 0.1),
    standing: table('weightForHeight', 0.1),
  };
}

/** WHO counts a month as 365.25 / 12 days. */
const daysAMonth = 30.4375;
const endMonth: Partial<Record<GrowthIndicator, number>> = { 'weight-for-age': 121, 'length-for-age': 229, 'bmi-for-age': 229 };

/**
 * The row for an age in days: WHO's day tables below 60 months, then the month tables of 2007 with values between two months interpolated.
 * Null where WHO has no value. WHO's programs leave out the month from 60 to 61; its table of 2007 begins at 60, so there is no gap here.
 * Source: WHO Child Growth Standards 2006; de Onis et al., Bull WHO 2007;85:660-667.
 */
export function lmsAtAge(standards: GrowthStandards, indicator: GrowthIndicator, sex: GrowthSex, ageDays: number): Lms | null {
  if (!(ageDays >= 0)) return null;
  const months = ageDays / daysAMonth;
  if (months < 60) return rowAt(standards.byDay[indicator]?.[sex], Math.round(ageDays));
  const end = endMonth[indicator];
  return end === undefined || months >= end ? null : interpolated(standards.byMonth[indicator]?.[sex], months);
}

/** The row for a length in cm, interpolated between tenths as WHO does; null outside 45 to 110 lying, 65 to 120 standing. */
export function lmsAtLength(standards: GrowthStandards, position: 'lying' | 'standing', sex: GrowthSex, lengthCm: number): Lms | null {
  return interpolated(standards[position][sex], lengthCm);
}

function rowAt(series: Series | undefined, at: number): Lms | null {
  return series?.rows[Math.round((at - series.first) / series.step)] ?? null;
}

function interpolated(series: Series | undefined, at: number): Lms | null {
  if (!series) return null;
  const place = Math.round(((at - series.first) / series.step) * 1e6) / 1e6; // 65.3 cm is the fourth row, not 2.9999 of one
  const low = Math.floor(place);
  const part = place - low;
  const a = series.rows[low];
  if (!a || part === 0) return a ?? null;
  const b = series.rows[low + 1];
  if (!b) return null;
  return { l: a.l + part * (b.l - a.l), m: a.m + part * (b.m - a.m), s: a.s + part * (b.s - a.s) };
}
