const opens = 8;

/** Eight in the morning of a day, in the facility's time zone, as an instant in milliseconds. */
export function startOfWork(day: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${String(opens).padStart(2, '0')}:00:00.000Z`);
  const parts = new Intl.DateTimeFormat('en-u-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(asUtc);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const shownThere = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00.000Z`);
  return asUtc - (shownThere - asUtc);
}
