import { findHouseholdOf, listFacts, listHousehold } from '../../db/queries/registration.ts';
import { findPatient, linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { PersonFact } from '../../preload/contract/registration.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { noteRead } from '../patients/noteRead.ts';

type Fact = Output<'registration.details'>['facts'][number];
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

function toFacts({ names, telecoms, identifiers, related, consents }: Awaited<ReturnType<typeof listFacts>>): Fact[] {
  const fact = (factId: string, value: unknown): Fact => ({ factId, fact: value as PersonFact });
  return [
    ...names.map((row) => fact(row.id, { kind: 'name', use: row.use, text: row.text })),
    ...telecoms.map((row) => fact(row.id, { kind: 'telecom', use: row.use, value: row.value })),
    ...identifiers.map((row) => fact(row.id, { kind: 'identifier', system: row.system, issuer: row.issuer, value: row.value })),
    ...related.map((row) =>
      fact(row.id, {
        kind: 'related',
        relationship: row.relationship,
        name: row.name,
        phone: row.phone,
        isGuardian: row.is_guardian === 1,
        isNextOfKin: row.is_next_of_kin === 1,
      }),
    ),
    ...consents.map((row) =>
      fact(row.id, { kind: 'consent', category: row.category, decision: row.decision, givenOn: row.given_on, givenBy: row.given_by }),
    ),
  ];
}
