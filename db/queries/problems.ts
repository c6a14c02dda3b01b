import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** `patientIds` is always the linked set. What was entered in error stays out. */
export function listProblems(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('problem')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('verification_status', '<>', 'entered-in-error')
    .orderBy('recorded_at', 'desc')
    .execute();
}

/** Diagnoses of visits, each code once with how often and when. */
export function listDiagnosedCodes(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('condition')
    .where('patient_id', 'in', patientIds)
    .where('status', '<>', 'entered-in-error')
    .groupBy(['code_system', 'code'])
    .select((eb) => [
      'code_system',
      'code_edition',
      'code',
      'display', // SQLite takes it from the row of the newest: bare columns beside max()
      eb.fn.countAll<number>().as('times'),
      eb.fn.max('recorded_at').as('lastAt'),
    ])
    .orderBy('lastAt', 'desc')
    .execute();
}

export function listFamilyHistory(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('family_member_history')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('status', '<>', 'entered-in-error')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
}

/** Newest first. */
export function listSocialHistory(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('social_history')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
