import { insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { type Facility, inTransaction, makeContext } from '../facility/context.ts';
import { seatFor } from './makeDemoFacility.ts';

type Told = {
  kind: string;
  severity: 'warning' | 'stop';
  code: string;
  cause: string;
  medicine: string;
  against: string;
  times: number;
  ordered: number;
};

/** What prescribers of a clinic meet in three months, most of it heeded. */
const usual: readonly Told[] = [
  { kind: 'interaction', severity: 'warning', code: 'interaction.not_recommended', cause: 'interaction:ibuprofen|warfarin', medicine: 'Ibuprofen 400 mg tablet', against: 'Warfarin 5 mg tablet', times: 5, ordered: 1 },
  { kind: 'duplicate', severity: 'warning', code: 'duplicate.ingredient', cause: 'duplicate:paracetamol', medicine: 'Paracetamol 500 mg tablet', against: 'Paracetamol 500 mg tablet', times: 11, ordered: 8 },
  { kind: 'missing', severity: 'warning', code: 'missing.weight', cause: 'missing:weight', medicine: 'Amoxicillin 250 mg/5 ml suspension', against: '', times: 9, ordered: 2 },
  { kind: 'allergy', severity: 'stop', code: 'allergy.class', cause: 'allergy:penicillin|amoxicillin', medicine: 'Amoxicillin 500 mg capsule', against: 'penicillin', times: 4, ordered: 1 },
  { kind: 'interaction', severity: 'stop', code: 'interaction.contraindicated', cause: 'interaction:clarithromycin|simvastatin', medicine: 'Clarithromycin 500 mg tablet', against: 'Simvastatin 20 mg tablet', times: 2, ordered: 0 },
  { kind: 'pregnancy', severity: 'stop', code: 'pregnancy.avoid', cause: 'pregnancy:enalapril', medicine: 'Enalapril 10 mg tablet', against: '', times: 3, ordered: 0 },
  { kind: 'renal', severity: 'warning', code: 'renal.below', cause: 'renal:metformin', medicine: 'Metformin 500 mg tablet', against: '', times: 6, ordered: 4 },
  { kind: 'contraindication', severity: 'warning', code: 'contraindication.part', cause: 'contraindication:ibuprofen|asthma', medicine: 'Ibuprofen 400 mg tablet', against: 'J45.9', times: 4, ordered: 1 },
]; // prettier-ignore

/** Safety findings of the last three months, as they were shown to the doctor; one order was written alone at night and waits for review. */
export async function safetyUp(facility: Facility): Promise<void> {
  const french = facility.self.locale === 'fr';
  await inTransaction(makeContext(facility, seatFor(facility, 'joseph')), (ctx) => {
    const people = ctx.raw.prepare('SELECT id FROM patient ORDER BY id LIMIT 60').pluck().all() as string[];
    const line = ctx.raw.prepare('SELECT id, patient_id AS patientId FROM medication_request WHERE prescriber_id = ? ORDER BY id LIMIT 1').get(ctx.user.practitionerId) as { id: string; patientId: string } | undefined; // prettier-ignore
    if (people.length === 0 || !line) return;
    let at = 0;
    for (const { times, ordered, ...told } of usual) {
      for (let time = 0; time < times; time++) {
        const day = addDays(ctx.today(), -1 - ((at * 7) % 84));
        const isAlone = told.severity === 'stop' && time < ordered;
        insert(ctx, 'safety_alert', {
          ...told,
          id: ctx.newId(),
          patient_id: isAlone ? line.patientId : (people[at % people.length] ?? line.patientId),
          prescriber_id: ctx.user.practitionerId,
          local_date: day,
          shown_at: `${day}T09:12:00.000Z`,
          ...(time < ordered ? { medication_request_id: line.id, overridden_at: `${day}T09:14:00.000Z` } : {}),
          ...(isAlone
            ? {
                reason: french ? 'Réaction ancienne, aucun autre antibiotique' : 'Rash as a child, no other antibiotic in the house',
                second_by: 'nobody' as const,
                no_second_reason: french ? 'Nuit, seul dans la maison' : 'Night, nobody else in the house',
              }
            : {}),
        });
        at += 1;
      }
    }
  });
}
