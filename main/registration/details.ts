import { findHouseholdOf, listFacts, listHousehold } from '../../db/queries/registration.ts';
import { findPatient, linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { noteRead } from '../patients/noteRead.ts';
import { toFacts } from './toFacts.ts';

const most = 30;

/** Of everyone who is this person; opening it is opening the chart. @throws 'not_found' */
export const registrationDetails: QueryHandler<'registration.details'> = (outside, { patientId }) =>
  inTransaction(outside, async (ctx) => {
    const patient = await findPatient(ctx.db, patientId);
    if (!patient) throw new AppError('not_found', { resource: 'Patient' });
    await noteRead(ctx, patientId);
    const ids = await linkedPatientIds(ctx.db, patientId);
    const home = await findHouseholdOf(ctx.db, ids);
    const members = home
      ? (await listHousehold(ctx.db, home.household_id)).map((row) => row.patient_id).filter((id) => !ids.includes(id))
      : [];
    const people = await listPatientRows(ctx.db, members.slice(0, most));
    return {
      version: patient.version,
      gender: patient.gender,
      language: patient.language,
      district: patient.district,
      region: patient.region,
      country: patient.country,
      deceasedOn: patient.deceased_on,
      isUnidentified: patient.is_unidentified === 1,
      photoBlobId: patient.photo_blob_id,
      facts: toFacts(await listFacts(ctx.db, ids)),
      household: [...people.values()],
    };
  });
