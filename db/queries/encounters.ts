import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

export function findEncounter(db: Kysely<Database>, id: string) {
  return db.selectFrom('encounter').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findAppointment(db: Kysely<Database>, id: string) {
  return db.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Booked or arrived appointments of a practitioner that overlap; instants, UTC. */
export function findOverlap(db: Kysely<Database>, at: { practitionerId: string; startAt: string; endAt: string }) {
  return db
    .selectFrom('appointment')
    .where('practitioner_id', '=', at.practitionerId)
    .where('status', 'in', ['booked', 'arrived'])
    .where('start_at', '<', at.endAt)
    .where('end_at', '>', at.startAt)
    .select(['id', 'start_at'])
    .executeTakeFirst();
}

export function listAppointments(db: Kysely<Database>, at: { day: string; practitionerId: string | undefined }) {
  let rows = db
    .selectFrom('appointment as a')
    .innerJoin('practitioner as d', 'd.id', 'a.practitioner_id')
    .leftJoin('encounter as e', 'e.id', 'a.encounter_id')
    .where('a.local_date', '=', at.day)
    .where('a.status', '<>', 'entered-in-error')
    .orderBy('a.start_at')
    .select([
      'a.id as appointmentId',
      'a.patient_id',
      'a.practitioner_id as practitionerId',
      'd.display_name as practitionerName',
      'a.start_at as startAt',
      'a.end_at as endAt',
      'a.reason',
      'a.status',
      'a.encounter_id as encounterId',
      'e.status as encounterStatus',
    ]);
  if (at.practitionerId !== undefined) rows = rows.where('a.practitioner_id', '=', at.practitionerId);
  return rows.execute();
}

/** Who is here and not yet seen to the end, longest waiting first. */
export function listOpenEncounters(db: Kysely<Database>) {
  return db
    .selectFrom('encounter as e')
    .where('e.ended_at', 'is', null)
    .where('e.status', 'in', ['arrived', 'triaged', 'in-progress'])
    .orderBy('e.started_at')
    .select((eb) => [
      'e.id as encounterId',
      'e.patient_id',
      'e.status',
      'e.started_at as startedAt',
      'e.reason',
      eb
        .exists(
          eb
            .selectFrom('observation as o')
            .select('o.id')
            .whereRef('o.encounter_id', '=', 'e.id')
            .where('o.status', '<>', 'entered-in-error'),
        )
        .as('hasVitals'),
    ])
    .execute();
}

/** Allergy rows that hold, of a person and of everyone merged with them; refuted ones don't: see listRefutedAllergies. */
export function listAllergies(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('allergy_intolerance')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('status', '=', 'active')
    .where('verification_status', '<>', 'refuted')
    .orderBy('recorded_at', 'desc')
    .execute();
}

/** Suspected once and found wrong: shown, so that nobody suspects it again. */
export function listRefutedAllergies(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('allergy_intolerance')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('kind', '=', 'allergy')
    .where('status', '=', 'active')
    .where('verification_status', '=', 'refuted')
    .orderBy('recorded_at', 'desc')
    .execute();
}

export function listActiveConditions(db: Kysely<Database>, patientIds: readonly string[], encounterId?: string) {
  return db
    .selectFrom('condition')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .$if(encounterId !== undefined, (rows) => rows.where('encounter_id', '=', encounterId ?? ''))
    .where('status', '=', 'active')
    .orderBy('recorded_at', 'desc')
    .execute();
}

/** The newest value of one observation code. */
export function findLatestObservation(db: Kysely<Database>, patientIds: readonly string[], code: string) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', patientIds)
    .where('code', '=', code)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at', 'desc')
    .select(['value', 'unit', 'effective_at'])
    .executeTakeFirst();
}
