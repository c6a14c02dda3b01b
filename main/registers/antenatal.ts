import { listActivePregnancies } from '../../db/queries/registers.ts';
import type { Day } from '../../preload/contract/dates.ts';
import { antenatalContacts } from '../clinical/pregnancy/contacts.ts';
import { datePregnancy, gestationDays } from '../clinical/pregnancy/dating.ts';
import type { Context } from '../facility/context.ts';
import { datesOf } from '../pregnancies/dates.ts';

/** `due`: the contact after the last one that was kept, by WHO's eight; null when all are kept. */
export type Antenatal = { patientId: string; record: string; recordedAt: string; due: Day | null };

/** Pregnancies that are dated and not over by their date; the newest of a person. */
export function antenatalNow(ctx: Context, rootOf: (id: string) => string): Map<string, Antenatal> {
  const today = ctx.today();
  const found = new Map<string, Antenatal>();
  for (const row of listActivePregnancies(ctx.raw)) {
    const dating = datePregnancy(datesOf(row));
    if (!dating || gestationDays(dating.edd, today) === null) continue;
    const days = row.contactDays === '' ? [] : row.contactDays.split(',');
    const contacts = antenatalContacts(dating.edd, today, days);
    const next = contacts[contacts.findLastIndex(({ status }) => status === 'done') + 1];
    const patientId = rootOf(row.patient_id);
    found.set(patientId, { patientId, record: row.patient_id, recordedAt: row.recorded_at, due: next?.day ?? null });
  }
  return found;
}
