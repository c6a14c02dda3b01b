import { addDays, daysBetween, type Day } from '../../../preload/contract/dates.ts';

/** Weeks of the eight contacts. Source: WHO recommendations on antenatal care for a positive pregnancy experience, 2016, box 5 (E.7). */
export const contactWeeks = [12, 20, 26, 30, 34, 36, 38, 40] as const;

export type AntenatalContact = {
  number: number;
  week: number;
  day: Day;
  /** 'due' in the contact's own time, 'missed' when the next one's time has begun */ status: 'done' | 'due' | 'missed' | 'upcoming';
  doneOn: Day | null;
};

/**
 * The eight contacts by today. WHO names weeks, not windows: a visit counts for the contact whose week is nearest (the project's own rule),
 * so that somebody who comes late is neither refused nor counted twice.
 */
export function antenatalContacts(edd: Day, today: Day, visits: readonly Day[]): AntenatalContact[] {
  const dayOfWeek = (week: number) => addDays(edd, (week - 40) * 7);
  return contactWeeks.map((week, at) => {
    const from = at === 0 ? dayOfWeek(0) : middle(dayOfWeek(contactWeeks[at - 1] ?? 0), dayOfWeek(week));
    const next = contactWeeks[at + 1];
    const before = next === undefined ? dayOfWeek(45) : middle(dayOfWeek(week), dayOfWeek(next));
    const doneOn = [...visits].sort().find((day) => day >= from && day < before) ?? null;
    const status = doneOn !== null ? 'done' : today >= before ? 'missed' : today >= from ? 'due' : 'upcoming';
    return { number: at + 1, week, day: dayOfWeek(week), status, doneOn };
  });
}

/** The later of the two middle days belongs to the later contact. */
function middle(a: Day, b: Day): Day {
  return addDays(a, Math.ceil(daysBetween(a, b) / 2));
}
