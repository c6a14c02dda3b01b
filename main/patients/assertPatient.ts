import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** @throws 'not_found' for nobody, and for a record entered in error */
export async function assertPatient(db: Kysely<Database>, patientId: string): Promise<void> {
  const found = await db.selectFrom('patient').select('status').where('id', '=', patientId).executeTakeFirst();
  if (found?.status !== 'active') throw new AppError('not_found', { resource: 'Patient' });
}
