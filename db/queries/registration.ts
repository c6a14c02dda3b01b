import type { Database as Raw } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Database, Row } from '../schema/index.ts';
import { prepared } from '../statements.ts';

/** Everything of the linked set that stands and that no merge leaves out, in the order it was said. */
export async function listFacts(db: Kysely<Database>, patientIds: readonly string[]) {
  return listAllFacts(db, patientIds, new Set(await listLeftOut(db, patientIds)));
}

/** Those too that a merge leaves out. */
export async function listAllFacts(db: Kysely<Database>, patientIds: readonly string[], leftOut: ReadonlySet<string> = new Set()) {
  const of = async <T extends 'patient_name' | 'patient_telecom' | 'patient_identifier' | 'related_person' | 'consent'>(
    table: T,
    order: string,
  ) => {
    const { rows } = await sql<Row<T>>`
      SELECT * FROM ${sql.table(table)} WHERE patient_id IN (${sql.join(patientIds)}) AND status = 'active' ORDER BY ${sql.ref(order)}`.execute(
      db,
    );
    return rows.filter((row) => !leftOut.has((row as { id: string }).id));
  };
  return {
    names: await of('patient_name', 'id'),
    telecoms: await of('patient_telecom', 'id'),
    identifiers: await of('patient_identifier', 'id'),
    related: await of('related_person', 'id'),
    consents: await of('consent', 'given_on'),
  };
}

/** Facts that are not read for as long as the records are joined. */
async function listLeftOut(db: Kysely<Database>, patientIds: readonly string[]): Promise<string[]> {
  const merges = await db
    .selectFrom('patient_merge as m')
    .innerJoin('patient_link as l', 'l.id', 'm.id')
    .where('m.patient_id', 'in', patientIds)
    .where('l.ended_at', 'is', null)
    .select('m.left_out')
    .execute();
  return merges.flatMap(({ left_out }) => JSON.parse(left_out) as string[]);
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
