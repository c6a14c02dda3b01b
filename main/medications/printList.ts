import { findLastReconciliation } from '../../db/queries/medications.ts';
import { listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { audit } from '../../db/write.ts';
import { ageAt, ageText, today } from '../../preload/contract/dates.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { readDosage } from '../dispensing/perDay.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { MedicationListInput } from '../documents/pdf/medicationList.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { knownMedicines } from './known.ts';

type Prepared = { pdf: Buffer; number: string };

/** What a person takes now, for them to keep, in large print. Printing is told in the audit. @throws 'not_found' */
export const printMedicationList: CommandHandler<'medications.printList', Prepared> = {
  prepare: async (ctx, { patientId, locale }) => {
    const input = await gather(ctx, patientId, locale);
    return { number: input.patient.number, pdf: await makePdf('medicationList', input, { locale }) };
  },
  run: async (ctx, { patientId }, { pdf, number }) => {
    const blob = keepBlob(ctx, pdf, { name: `medicines-${number}.pdf`, mediaType: 'application/pdf', patientId });
    audit(ctx, { action: 'print', resource: 'medication_statement', resourceId: patientId, patientId });
    return blob;
  },
  about: (input) => input.patientId,
};

async function gather(ctx: Context, patientId: string, locale: 'en' | 'fr'): Promise<MedicationListInput> {
  const patient = (await listPatientRows(ctx.db, [patientId])).get(patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const ids = await linkedPatientIds(ctx.db, patientId);
  const allergies = await listAllergies(ctx.db, ids);
  const substances = allergies.filter(({ kind }) => kind === 'allergy').map(({ substance }) => substance);
  const last = await findLastReconciliation(ctx.db, ids);
  const { lines, prescribed } = await knownMedicines(ctx, patientId);
  const dosages = new Map(prescribed.map(({ id, dosage }) => [id, readDosage(dosage)]));
  return {
    facility: letterheadOf(ctx),
    printed: printedNow(ctx),
    patient: {
      displayName: patient.displayName,
      number: patient.number,
      ageText: patient.birthDate === null ? '' : ageText(ageAt(patient.birthDate, ctx.today()), locale),
      birthDate: patient.birthDatePrecision === 'day' ? patient.birthDate : null,
    },
    allergies: substances.length > 0 ? substances : allergies.length > 0 ? 'none known' : 'not asked',
    reconciledOn: last ? today(last.reconciled_at, ctx.facility.self.time_zone) : null,
    medicines: lines
      .filter(({ isCurrent }) => isCurrent)
      .map((line) => {
        const dosage = dosages.get(line.id);
        return {
          medicine: line.medicine,
          directions: dosage ? directionsSentence(dosage, locale) : line.directions,
          isOnHold: line.status === 'on-hold',
          prescribed: line.kind === 'prescribed' && line.since !== null ? { byName: line.byName, on: line.since } : null,
        };
      }),
  };
}
