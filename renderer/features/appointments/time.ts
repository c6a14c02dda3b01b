import type { AppointmentRow } from '../../../preload/contract/encounters.ts';

/** "9:30", "9.30", "930", "9h30", "9" to "09:30"; null when it is no time of day. */
export function parseTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?h?$/i.exec(text.trim());
  if (!found) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? '0');
  return hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null;
}

type Taken = Pick<AppointmentRow, 'startAt' | 'minutes' | 'status' | 'practitionerId'>;

/** Who stands in the way of this time, if anybody; cancelled ones do not. */
export function takenBy<T extends Taken>(
  appointments: readonly T[],
  practitionerId: string,
  startAt: string,
  minutes: number,
): T | undefined {
  const from = Date.parse(startAt);
  const to = from + minutes * 60_000;
  return appointments.find((one) => {
    if (one.practitionerId !== practitionerId || ['cancelled', 'noshow', 'entered-in-error'].includes(one.status)) return false;
    const start = Date.parse(one.startAt);
    return start < to && from < start + one.minutes * 60_000;
  });
}

/** The next quarter of an hour at or after `from` in which the practitioner is free; null when none before `until`. Instants as ISO text. */
export function nextFree(
  appointments: readonly Taken[],
  practitionerId: string,
  from: string,
  until: string,
  minutes: number,
): string | null {
  const quarter = 15 * 60_000;
  for (let at = Math.ceil(Date.parse(from) / quarter) * quarter; at < Date.parse(until); at += quarter) {
    const startAt = new Date(at).toISOString();
    if (!takenBy(appointments, practitionerId, startAt, minutes)) return startAt;
  }
  return null;
}
