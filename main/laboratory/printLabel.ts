import { findServiceRequest, listTestsOf } from '../../db/queries/laboratory.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { audit } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { printedNow } from '../reports/printed.ts';

type Prepared = { pdf: Buffer; request: Row<'service_request'> };

/** Printing is told in the audit. @throws 'not_found' */
export const printSpecimenLabel: CommandHandler<'laboratory.printLabel', Prepared> = {
  prepare: async (ctx, { serviceRequestId, locale }) => {
    const request = await findServiceRequest(ctx.db, serviceRequestId);
    const patient = request && (await listPatientRows(ctx.db, [request.patient_id])).get(request.patient_id);
    if (!request || !patient) throw new AppError('not_found', { resource: 'ServiceRequest' });
    const tests = (await listTestsOf(ctx.db, serviceRequestId)).map(({ display }) => display);
    const { displayName, sex, birthDate, birthDatePrecision, number: patientNumber } = patient;
    const person = { displayName, sex, birthDate: birthDatePrecision === 'day' ? birthDate : null, patientNumber };
    const input = {
      number: request.number,
      collectedAt: request.collected_at,
      priority: request.priority,
      person,
      tests,
      printed: printedNow(ctx),
    };
    return { request, pdf: await makePdf('specimenLabel', input, { locale }) };
  },
  run: async (ctx, _input, { pdf, request }) => {
    const blob = keepBlob(ctx, pdf, { name: `${request.number}.pdf`, mediaType: 'application/pdf', patientId: request.patient_id });
    audit(ctx, { action: 'print', resource: 'service_request', resourceId: request.id, patientId: request.patient_id });
    return blob;
  },
};
