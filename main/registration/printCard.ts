import { findPatient, toPatientRow } from '../../db/queries/patients.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { PatientRow } from '../../preload/contract/patients.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { printedNow } from '../reports/printed.ts';

/** Printing is told in the audit. @throws 'not_found' */
export const printCard: CommandHandler<'registration.printCard', { pdf: Buffer; patient: PatientRow }> = {
  prepare: async (ctx, { patientId, locale }) => {
    const found = await findPatient(ctx.db, patientId);
    if (!found) throw new AppError('not_found', { resource: 'Patient' });
    const patient = toPatientRow(found);
    const { displayName, sex, birthDate, birthDatePrecision, number } = patient;
    const shown = birthDate === null ? null : birthDatePrecision === 'day' ? birthDate : birthDate.slice(0, 4);
    const input = {
      facilityName: ctx.facility.self.name,
      facilityPhone: ctx.facility.self.phone,
      displayName,
      sex,
      born: shown,
      number,
      printed: printedNow(ctx),
    };
    return { patient, pdf: await makePdf('patientCard', input, { locale }) };
  },
  run: async (ctx, _input, { pdf, patient }) => {
    const { patientId, number } = patient;
    const blob = keepBlob(ctx, pdf, { name: `card-${number}.pdf`, mediaType: 'application/pdf', patientId });
    audit(ctx, { action: 'print', resource: 'patient', resourceId: patientId, patientId });
    return blob;
  },
  about: (input) => input.patientId,
};
