import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** What was given to a person, oldest first; `patientIds` is the linked set. */
export function listGiven(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('immunization as i')
    .leftJoin('practitioner as p', 'p.id', 'i.recorded_by')
    .where('i.patient_id', 'in', patientIds)
    .where('i.status', '=', 'completed')
    .orderBy('i.occurrence_date')
    .orderBy('i.id')
    .selectAll('i')
    .select('p.display_name as by')
    .execute();
}

export function listReactions(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('immunization_reaction')
    .where('patient_id', 'in', patientIds)
    .orderBy('onset_date')
    .orderBy('id')
    .select(['immunization_id', 'onset_date', 'reaction', 'severity', 'is_serious'])
    .execute();
}

export function findImmunization(db: Kysely<Database>, id: string) {
  return db.selectFrom('immunization').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listOwnDoses(db: Kysely<Database>) {
  return db.selectFrom('immunization_schedule_dose').selectAll().orderBy('series').orderBy('dose').execute();
}

/** The movement that took a dose out of the stock, unless it was reversed. */
export function findTaken(db: Kysely<Database>, immunizationId: string) {
  return db
    .selectFrom('stock_movement as m')
    .leftJoin('stock_movement as r', 'r.reverses_id', 'm.id')
    .where('m.ref_id', '=', immunizationId)
    .where('m.reason', '=', 'dispense')
    .where('r.id', 'is', null)
    .select(['m.id', 'm.item_id', 'm.lot_id', 'm.location_id', 'm.quantity'])
    .executeTakeFirst();
}

/** Everybody born on or after a day, and what each was given; merged records stand under the one that survives. */
export async function listChildren(db: Kysely<Database>, bornFrom: string) {
  const children = await db
    .selectFrom('patient')
    .where('birth_date', '>=', bornFrom)
    .where('birth_date_precision', '<>', 'year')
    .where('status', '=', 'active')
    .select(['id', 'birth_date', 'sex'])
    .execute();
  const links = await db.selectFrom('patient_link').where('ended_at', 'is', null).select(['patient_id', 'surviving_id']).execute();
  const doses = await db
    .selectFrom('immunization as i')
    .innerJoin('patient as p', 'p.id', 'i.patient_id')
    .where('p.birth_date', '>=', bornFrom)
    .where('i.status', '=', 'completed')
    .select(['i.id', 'i.patient_id', 'i.series', 'i.occurrence_date'])
    .execute();
  return { children, links, doses };
}
