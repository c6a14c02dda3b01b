import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** The newest pregnancy that is going on; `patientIds` is the linked set. */
export function findActivePregnancy(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('pregnancy')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('status', '=', 'active')
    .orderBy('recorded_at', 'desc')
    .executeTakeFirst();
}

export function findPregnancy(db: Kysely<Database>, id: string) {
  return db.selectFrom('pregnancy').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listContacts(db: Kysely<Database>, pregnancyId: string) {
  return db
    .selectFrom('antenatal_contact')
    .selectAll()
    .where('pregnancy_id', '=', pregnancyId)
    .where('status', '=', 'final')
    .orderBy('contact_date')
    .orderBy('id')
    .execute();
}
