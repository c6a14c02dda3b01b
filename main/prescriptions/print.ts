import { findLatestObservation, listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { findRequest, type RequestLine } from '../../db/queries/prescriptions.ts';
import { findOutside, listPaperLines, type PaperLine } from '../../db/queries/prescriptionSeals.ts';
import { audit } from '../../db/write.ts';
import { ageAt, ageText, today } from '../../preload/contract/dates.ts';
import { vitalSigns } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { PrescriptionInput } from '../documents/pdf/prescription.ts';
import type { Locale } from '../documents/pdf/strings.ts';
import { directionsOf, isOpen, sealLines } from '../prescriptionSeals/seal.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';

type Prepared = { pdf: Buffer; request: RequestLine };
const notPrinted = ['draft', 'cancelled', 'stopped', 'entered-in-error'];

/**
 * The prescription as PDF with everything that was signed together, and a QR code that another facility can verify. Printing is told in the
 * audit. @throws 'not_found', 'prescription.not_printable'
 */
export const printPrescription: CommandHandler<'prescriptions.print', Prepared> = {
  prepare: async (ctx, { medicationRequestId, locale, paper }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request) throw new AppError('not_found', { resource: 'MedicationRequest' });
    const lines = (await listPaperLines(ctx.db, request)).filter(({ status }) => !notPrinted.includes(status));
    if (lines.length === 0) throw new AppError('prescription.not_printable', { status: request.status });
    const open = lines.filter((line) => isOpen(line, ctx.today()));
    const code = open.length > 0 && !(await findOutside(ctx.db, request.id)) ? await sealLines(ctx, open, locale) : request.number;
    const input = await gather(ctx, request, lines, { code, locale });
    return { request, pdf: await makePdf('prescription', { ...input, size: paper }, { locale }) };
  },
  run: async (ctx, _input, { pdf, request }) => {
    const blob = keepBlob(ctx, pdf, { name: `${request.number}.pdf`, mediaType: 'application/pdf', patientId: request.patient_id });
    audit(ctx, { action: 'print', resource: 'medication_request', resourceId: request.id, patientId: request.patient_id });
    return blob;
  },
};

async function gather(
  ctx: Context,
  request: RequestLine,
  lines: readonly PaperLine[],
  { code, locale }: { code: string; locale: Locale },
): Promise<PrescriptionInput> {
  const ids = await linkedPatientIds(ctx.db, request.patient_id);
  const patient = (await listPatientRows(ctx.db, [request.patient_id])).get(request.patient_id);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const allergies = await listAllergies(ctx.db, ids);
  const weight = await findLatestObservation(ctx.db, ids, vitalSigns['body-weight'].loinc);
  const issuedOn = today(request.authored_at, ctx.facility.self.time_zone);
  const known = allergies.filter((row) => row.kind === 'allergy').map((row) => row.substance);
  return {
    facility: letterheadOf(ctx),
    printed: printedNow(ctx),
    prescription: {
      number: request.number,
      code,
      issuedOn,
      validUntil: request.valid_until,
      prescriber: {
        name: request.prescriberName,
        ...(request.registrationNumber === '' ? {} : { registration: request.registrationNumber }),
      },
      patient: {
        displayName: patient.displayName,
        sex: patient.sex,
        ageText: patient.birthDate === null ? '' : ageText(ageAt(patient.birthDate, issuedOn)),
        birthDate: patient.birthDatePrecision === 'day' ? patient.birthDate : null,
        number: patient.number,
        ...(weight ? { weightKg: weight.value } : {}),
        allergies: known.length > 0 ? known : allergies.length > 0 ? 'none known' : 'not asked',
      },
      lines: lines.map((line) => ({
        medicine: line.medicine,
        directions: directionsOf(line, locale),
        quantity: line.quantity,
        unit: line.unit,
      })),
    },
  };
}
