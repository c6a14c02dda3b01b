import { addDays, daysBetween } from '../../preload/contract/dates.ts';

/** `days`: how long what was collected lasts by the directions; a part of a day counts as none. */
export type Collection = { on: string; days: number };
/** Both days belong to it. */
export type Span = { from: string; to: string };
export type Cover = { from: string; until: string; days: number; covered: number; spans: Span[]; gaps: Span[] };

/**
 * Proportion of days covered: on how many days of the time a person had the medicine at home. What is collected early is taken after what
 * is left (carried forward), days before the first collection don't count, and a day is covered once.
 * Source: Hess LM, Raebel MA, Conner DA, Malone DC. Measurement of adherence in pharmacy administrative databases. Ann Pharmacother
 * 2006;40:1280-1288. What was collected is not what was swallowed, and what is bought elsewhere is not seen.
 * `from`, `until`: the days that count, both of them; supply from before still covers. null: nothing was collected up to then.
 */
export function daysCovered(collections: readonly Collection[], from: string, until: string): Cover | null {
  const sorted = collections.filter(({ on, days }) => on <= until && days >= 1).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const [first] = sorted;
  if (!first) return null;
  const spans: Span[] = [];
  for (const { on, days } of sorted) {
    const last = spans.at(-1);
    const begin = last && last.to >= on ? addDays(last.to, 1) : on;
    const to = addDays(begin, Math.floor(days) - 1);
    if (last && addDays(last.to, 1) === begin) last.to = to;
    else spans.push({ from: begin, to });
  }
  const begun = first.on > from ? first.on : from;
  const seen = spans
    .filter((span) => span.from <= until && span.to >= begun)
    .map((span) => ({ from: span.from < begun ? begun : span.from, to: span.to > until ? until : span.to }));
  return {
    from: begun,
    until,
    days: lengthOf({ from: begun, to: until }),
    covered: seen.reduce((sum, span) => sum + lengthOf(span), 0),
    spans: seen,
    gaps: gapsBetween(seen, begun, until),
  };
}

const lengthOf = ({ from, to }: Span): number => daysBetween(from, to) + 1;

function gapsBetween(spans: readonly Span[], from: string, until: string): Span[] {
  const gaps: Span[] = [];
  let next = from;
  for (const span of spans) {
    if (span.from > next) gaps.push({ from: next, to: addDays(span.from, -1) });
    next = addDays(span.to, 1);
  }
  return next <= until ? [...gaps, { from: next, to: until }] : gaps;
}

/**
 * Covered on at least this share counts as taken regularly. Source: Pharmacy Quality Alliance, proportion of days covered (PDC) measures:
 * 80 %.
 */
export const regularFrom = 0.8;
