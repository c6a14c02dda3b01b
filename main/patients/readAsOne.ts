import { survivingId } from '../../db/queries/identity.ts';
import { findPatient, type Patient } from '../../db/queries/patients.ts';
import type { Context } from '../facility/context.ts';

/** Records that were merged into another one answer with that one, once; the order stays. */
export async function readAsOne(ctx: Pick<Context, 'db' | 'raw'>, found: readonly Patient[]): Promise<Patient[]> {
  const standing = new Map<string, Patient>();
  for (const patient of found) {
    const surviving = survivingId(ctx.raw, patient.id);
    const read = surviving === patient.id ? patient : await findPatient(ctx.db, surviving);
    if (read && !standing.has(surviving)) standing.set(surviving, read);
  }
  return [...standing.values()];
}
