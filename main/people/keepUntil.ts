/** A day for each kind of record, null or '' when there is none of it. */
type Latest = { care: string; medication: string | null; document: string | null };

/** The last contact of any kind, and the last day that one of the kinds must be kept: years after the last of its own. */
export function keepUntil(latest: Latest, years: Readonly<Record<keyof Latest, number>>): { lastContact: string; keepUntil: string } {
  const kinds = (Object.keys(latest) as (keyof Latest)[]).filter((kind) => latest[kind]);
  const days = kinds.map((kind) => latest[kind] ?? '');
  const ends = kinds.map((kind) => addYears(latest[kind] ?? '', years[kind]));
  return { lastContact: days.toSorted().at(-1) ?? '', keepUntil: ends.toSorted().at(-1) ?? '' };
}

/** 29 February becomes 28 February where the year has none. */
function addYears(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}
