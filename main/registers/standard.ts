import { addDays, daysBetween, type Day } from '../../preload/contract/dates.ts';
import type { RegisterName } from '../../preload/contract/registers.ts';

/**
 * Who stands on a register: by ICD-10 category, or by age. Source of the categories: WHO, ICD-10 2019, blocks E10-E14, I10-I15, A15-A19, B20-B24
 * with Z21 (asymptomatic HIV), Z32.1 with Z33-Z35 (as pregnancyNow). `proposedDays` are the program's own proposal, not a guideline:
 * every programme has its own, and the facility sets it.
 */
export const registerRules: Readonly<Record<RegisterName, { codes: readonly string[]; proposedDays: number; underYears?: number; sinceDays?: number }>> = {
  diabetes: { codes: ['E10', 'E11', 'E12', 'E13', 'E14'], proposedDays: 90 },
  hypertension: { codes: ['I10', 'I11', 'I12', 'I13', 'I15'], proposedDays: 90 },
  tuberculosis: { codes: ['A15', 'A16', 'A17', 'A18', 'A19'], proposedDays: 30 },
  hiv: { codes: ['B20', 'B21', 'B22', 'B23', 'B24', 'Z21'], proposedDays: 90 },
  /** no longer than a pregnancy lasts */ antenatal: { codes: ['Z32.1', 'Z33', 'Z34', 'Z35'], proposedDays: 28, sinceDays: 308 },
  'under-5': { codes: [], proposedDays: 90, underYears: 5 },
}; // prettier-ignore

/** The day by which the person is expected again: an interval after the last visit, or after the first day known. */
export function nextDue(known: { lastVisit: Day | null; since: Day | null }, intervalDays: number, today: Day): { due: Day; daysOverdue: number } {
  const from = known.lastVisit ?? known.since ?? today;
  const due = addDays(from, intervalDays);
  return { due, daysOverdue: Math.max(0, daysBetween(due, today)) };
} // prettier-ignore
