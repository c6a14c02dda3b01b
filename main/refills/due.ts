import { addDays } from '../../preload/contract/dates.ts';

/** A line whose supply ended longer ago than this is no refill any more: the person takes it no longer, or gets it elsewhere. */
const forgottenDays = 60;

/** The day on which what was handed over last is used up: the first day without it. null where nobody can say. */
export function runsOutOn(line: { lastGivenOn: string | null; quantity: number; perDay: number | null }): string | null {
  if (line.lastGivenOn === null || line.perDay === null || !(line.perDay > 0)) return null;
  return addDays(line.lastGivenOn, Math.floor(line.quantity / line.perDay));
}

/** A refill is due: it runs out within `days`, or did not long ago. */
export function isDue(runsOut: string | null, today: string, days: number): boolean {
  return runsOut !== null && runsOut <= addDays(today, days) && runsOut >= addDays(today, -forgottenDays);
}
