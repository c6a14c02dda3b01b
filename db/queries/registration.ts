import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';

/** Everything of the linked set that stands, in the order it was said. */
export async function listFacts(db: Kysely<Database>, patientIds: readonly string[]) {
  const [names, telecoms, identifiers, related, consents] = await Promise.all([
    db.selectFrom('patient_name').selectAll().where('patient_id', 'in', patientIds).where('status', '=', 'active').orderBy('id').execute(),
    db
      .selectFrom('patient_telecom')
      .selectAll()
      .where('patient_id', 'in', patientIds)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('patient_identifier')
      .selectAll()
      .where('patient_id', 'in', patientIds)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('related_person')
      .selectAll()
      .where('patient_id', 'in', patientIds)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
    db.selectFrom('consent').selectAll().where('patient_id', 'in', patientIds).where('status', '=', 'active').orderBy('given_on').execute(),
  ]);
  return { names, telecoms, identifiers, related, consents };
}

/** Who has this number already. */
export function findIdentifierHolder(db: Kysely<Database>, of: { system: string; issuer: string; value: string }) {
  return db
    .selectFrom('patient_identifier')
    .select('patient_id')
    .where('system', '=', of.system)
    .where('issuer', '=', of.issuer)
    .where('value', '=', of.value)
    .where('status', '=', 'active')
    .executeTakeFirst();
}

/** What else a person is found by: one record's own other names, telephones and numbers. */
export function listSearchTexts(raw: Raw, patientId: string): { names: string[]; digits: string[] } {
  const texts = (table: string, column: string) =>
    prepared(raw, `SELECT ${column} FROM ${table} WHERE patient_id = ? AND status = 'active' ORDER BY id`)
      .pluck()
      .all(patientId) as string[];
  return { names: texts('patient_name', 'text'), digits: [...texts('patient_telecom', 'value'), ...texts('patient_identifier', 'value')] };
}

/** Made from other rows, so it has no audit line of its own. */
export function keepAlsoKnown(raw: Raw, patientId: string, alsoKnown: string): void {
  prepared(raw, 'UPDATE patient SET also_known = ? WHERE id = ?').run(alsoKnown, patientId);
}

export function findHouseholdOf(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('household_member')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('left_at', 'is', null)
    .executeTakeFirst();
}

export function listHousehold(db: Kysely<Database>, householdId: string) {
  return db.selectFrom('household_member').selectAll().where('household_id', '=', householdId).where('left_at', 'is', null).execute();
}

export function listRegistrationFields(db: Kysely<Database>) {
  return db.selectFrom('registration_field').selectAll().execute();
}
