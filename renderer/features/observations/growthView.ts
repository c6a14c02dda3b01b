import type { Output } from '../../../preload/contract/index.ts';
import type { GrowthIndicator, GrowthSpan } from '../../../preload/contract/observations.ts';

export type GrowthVisit = Output<'observations.growth'>['visits'][number];
export type GrowthPoint = GrowthVisit['scores'][number] & { at: string; ageDays: number | null };

const lengthFrom = 731;

/** The ages that a child of this age is looked at in. */
export function usualSpan(ageDays: number | null): GrowthSpan {
  if (ageDays === null || ageDays < lengthFrom) return 'birth-to-2';
  return ageDays / 30.4375 < 60 ? 'birth-to-5' : '5-to-19';
}

/** What WHO has curves for in these ages. */
export function indicatorsOf(span: GrowthSpan): GrowthIndicator[] {
  return span === '5-to-19'
    ? ['weight-for-age', 'length-for-age', 'bmi-for-age']
    : ['weight-for-age', 'length-for-age', 'weight-for-length', 'bmi-for-age', 'head-circumference-for-age', 'arm-circumference-for-age'];
}

/** A child's points on one chart, oldest first. */
export function pointsOn(visits: readonly GrowthVisit[], indicator: GrowthIndicator, span: GrowthSpan): GrowthPoint[] {
  const isIn = (ageDays: number | null) => {
    if (ageDays === null) return indicator === 'weight-for-length';
    if (span === '5-to-19') return ageDays / 30.4375 >= 60;
    if (indicator === 'weight-for-length') return span === 'birth-to-2' ? ageDays < lengthFrom : ageDays >= lengthFrom;
    return span === 'birth-to-2' ? ageDays < lengthFrom : ageDays / 30.4375 < 60;
  };
  return visits.flatMap((visit) =>
    visit.scores
      .filter((score) => score.indicator === indicator && isIn(visit.ageDays))
      .map((score) => ({ ...score, at: visit.at, ageDays: visit.ageDays })),
  );
}

/** Even steps of 1, 2 or 5 in about `wanted` parts, inside the limits. */
export function ticks(from: number, to: number, wanted: number): number[] {
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Math.round((first + at) * step * 1e6) / 1e6);
}

/** Where the age axis is written: months under five years, years above; `shown` in days is a part of it, seen nearer. */
export function ageTicks(span: GrowthSpan, shown?: readonly [number, number]): { days: number; text: string }[] {
  const unit = span === '5-to-19' ? month * 12 : month;
  const all = wholeAgeTicks(span);
  if (!shown) return all;
  const inside = all.filter(({ days }) => days >= shown[0] && days <= shown[1]);
  if (inside.length > 5) return inside;
  return ticks(shown[0] / unit, shown[1] / unit, 8).map((count) => ({ days: count * unit, text: `${count}` }));
}

const month = 30.4375;

function wholeAgeTicks(span: GrowthSpan): { days: number; text: string }[] {
  if (span === '5-to-19') return ticks(5, 19, 14).map((years) => ({ days: years * 12 * month, text: `${years}` }));
  const step = span === 'birth-to-2' ? 2 : 6;
  const end = span === 'birth-to-2' ? 24 : 60;
  return Array.from({ length: end / step + 1 }, (_, at) => ({ days: at * step * month, text: `${at * step}` }));
}
