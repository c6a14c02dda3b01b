import { longestGapMinutes, type Limits, standardLimits } from './limits.ts';

/** `at` an instant; degrees Celsius. */
export type Reading = { at: string; celsius: number };
export type Excursion = {
  kind: 'heat' | 'freeze';
  startedAt: string;
  /** null: the newest reading is still out of range */
  endedAt: string | null;
  extreme: number;
  /** false: from readings too far apart to say how long it lasted; it counts at once */
  isTimed: boolean;
};

/**
 * Times out of range that count. Heat is above `high`. Freezing is at or below -0.5 where the range is the usual one (between that and +2
 * nothing freezes), below `low` where it is another. With readings close together it counts from `heatMinutes` or `freezeMinutes` on; with
 * two looks a day nobody knows how long it lasted, and any reading out of range counts. Readings oldest first.
 */
export function findExcursions(readings: readonly Reading[], limits: Limits): Excursion[] {
  const found = [...spans(readings, 'heat', limits), ...spans(readings, 'freeze', limits)];
  return found.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

const isStandard = (limits: Limits): boolean => limits.low === standardLimits.low;

export function isOut(celsius: number, kind: Excursion['kind'], limits: Limits): boolean {
  if (kind === 'heat') return celsius > limits.high;
  return isStandard(limits) ? celsius <= standardLimits.freezesAt : celsius < limits.low;
}

function spans(readings: readonly Reading[], kind: Excursion['kind'], limits: Limits): Excursion[] {
  const wanted = kind === 'heat' ? limits.heatMinutes : limits.freezeMinutes;
  const further = (a: number, b: number) => (kind === 'heat' ? Math.max(a, b) : Math.min(a, b));
  const found: Excursion[] = [];
  let open: { from: number; extreme: number; isTimed: boolean } | null = null;
  for (const [at, reading] of readings.entries()) {
    const gap = at === 0 ? Infinity : minutesBetween(readings[at - 1]!.at, reading.at);
    if (isOut(reading.celsius, kind, limits)) {
      open ??= { from: at, extreme: reading.celsius, isTimed: gap <= longestGapMinutes || at === 0 };
      if (open.from !== at && gap > longestGapMinutes) open.isTimed = false;
      open.extreme = further(open.extreme, reading.celsius);
      continue;
    }
    if (open) found.push(...counted(open, at, gap <= longestGapMinutes));
    open = null;
  }
  if (open) found.push(...counted(open, readings.length, true));
  return found;

  function counted(span: { from: number; extreme: number; isTimed: boolean }, end: number, isEndTimed: boolean): Excursion[] {
    const startedAt = readings[span.from]!.at;
    const isTimed = span.isTimed && isEndTimed && readings.length > 1 && end - span.from + Number(end < readings.length) > 1;
    const endedAt = readings[end]?.at ?? null;
    const lasted = minutesBetween(startedAt, endedAt ?? readings.at(-1)!.at);
    if (isTimed && lasted < wanted) return [];
    return [{ kind, startedAt, endedAt, extreme: span.extreme, isTimed }];
  }
}

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;
