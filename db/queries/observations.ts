import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Values of these codes, oldest first; `patientIds` is the linked set. */
export function listByCodes(db: Kysely<Database>, patientIds: readonly string[], codes: readonly string[]) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', patientIds)
    .where('code', 'in', codes)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at')
    .orderBy('id')
    .limit(5000)
    .select(['id', 'encounter_id', 'code', 'value', 'unit', 'effective_at'])
    .execute();
}

/** Everything measured in one visit, oldest first. */
export function listOfEncounter(db: Kysely<Database>, encounterId: string) {
  return db
    .selectFrom('observation')
    .where('encounter_id', '=', encounterId)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at')
    .orderBy('id')
    .select(['code', 'value', 'effective_at'])
    .execute();
}
