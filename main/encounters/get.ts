import { listObservations, listMedications } from '../../db/queries/charts.ts';
import { findEncounter, listActiveConditions } from '../../db/queries/encounters.ts';
import { findPatient, linkedPatientIds, toPatientRow } from '../../db/queries/patients.ts';
import type { Output } from '../../preload/contract/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { flagOf, toCondition } from '../patients/chart.ts';
import { noteRead } from '../patients/noteRead.ts';

/** One visit, open or over, with what was recorded at it. A look at it is a look at the person. @throws 'not_found' */
export const getEncounter: QueryHandler<'encounters.get'> = (ctx, { encounterId }) =>
  inTransaction(ctx, async (inside) => {
    const read = await readEncounter(inside, encounterId);
    await noteRead(inside, read.patient.patientId);
    return read;
  });

async function readEncounter({ db }: Context, encounterId: string): Promise<Output<'encounters.get'>> {
  const encounter = await findEncounter(db, encounterId);
  const patient = encounter && (await findPatient(db, encounter.patient_id));
  if (!patient) throw new AppError('not_found', { resource: 'Encounter' });
  const ids = await linkedPatientIds(db, patient.id);
  return {
    encounterId,
    patient: toPatientRow(patient),
    status: encounter.status as Output<'encounters.get'>['status'],
    startedAt: encounter.started_at,
    endedAt: encounter.ended_at,
    reason: encounter.reason,
    conditions: (await listActiveConditions(db, ids, encounterId)).map(toCondition),
    observations: (await listObservations(db, ids, encounterId)).map((row) => ({ ...row, flag: flagOf(row, patient.birth_date) })),
    medications: await listMedications(db, ids, encounterId),
  };
}
