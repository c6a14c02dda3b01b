import { survivingId } from '../../db/queries/identity.ts';
import { findPatient, type Patient } from '../../db/queries/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';

/** Two records that stand for themselves and not yet for one person. @throws 'not_found', 'duplicates.already_joined' */
export async function twoRecords(ctx: Context, one: string, other: string): Promise<[Patient, Patient]> {
  const found: Patient[] = [];
  for (const patientId of [one, other]) {
    const patient = await findPatient(ctx.db, patientId);
    if (patient?.status !== 'active') throw new AppError('not_found', { resource: 'Patient' });
    if (survivingId(ctx.raw, patientId) !== patientId) throw new AppError('duplicates.already_joined', { number: patient.number });
    found.push(patient);
  }
  const [first, second] = found as [Patient, Patient];
  if (first.id === second.id) throw new AppError('duplicates.already_joined', { number: first.number });
  return [first, second];
}
