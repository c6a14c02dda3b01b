import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

export function findServiceRequest(db: Kysely<Database>, id: string) {
  return db.selectFrom('service_request').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listTestsOf(db: Kysely<Database>, serviceRequestId: string) {
  return db.selectFrom('service_request_test').selectAll().where('service_request_id', '=', serviceRequestId).orderBy('position').execute();
}

/** Orders with their requester: most urgent and oldest first while they are open, newest first when done. */
export function listServiceRequests(db: Kysely<Database>, of: { show: 'open' | 'done'; most: number } | { encounterId: string }) {
  const rows = db
    .selectFrom('service_request as r')
    .innerJoin('practitioner as p', 'p.id', 'r.requester_id')
    .where('r.status', '<>', 'entered-in-error')
    .selectAll('r')
    .select('p.display_name as requesterName');
  if ('encounterId' in of) return rows.where('r.encounter_id', '=', of.encounterId).orderBy('r.authored_at', 'desc').execute();
  if (of.show === 'done') {
    return rows.where('r.status', '=', 'completed').orderBy('r.completed_at', 'desc').limit(of.most).execute();
  }
  return rows
    .where('r.status', '=', 'active')
    .orderBy((eb) => eb.case().when('r.priority', '=', 'stat').then(0).when('r.priority', '=', 'urgent').then(1).else(2).end())
    .orderBy('r.authored_at')
    .limit(of.most)
    .execute();
}
export type ServiceRequestLine = Awaited<ReturnType<typeof listServiceRequests>>[number];

export function listTestsOfMany(db: Kysely<Database>, serviceRequestIds: readonly string[]) {
  return db
    .selectFrom('service_request_test')
    .selectAll()
    .where('service_request_id', 'in', serviceRequestIds)
    .orderBy('position')
    .execute();
}

/** Results that stand. */
export function listResultsOfMany(db: Kysely<Database>, serviceRequestIds: readonly string[]) {
  return db
    .selectFrom('observation')
    .selectAll()
    .where('service_request_id', 'in', serviceRequestIds)
    .where('status', '<>', 'entered-in-error')
    .execute();
}

/** Every laboratory result of a person and of everyone merged with them, newest first. */
export function listResults(db: Kysely<Database>, patientIds: readonly string[], most: number) {
  return db
    .selectFrom('observation')
    .selectAll()
    .where('patient_id', 'in', patientIds)
    .where('service_request_id', 'is not', null)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at', 'desc')
    .limit(most)
    .execute();
}

/** The last result of a test before this one, to hold the change against. */
export function findPreviousResult(db: Kysely<Database>, of: { patientIds: readonly string[]; loinc: string; before: string }) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', of.patientIds)
    .where('code', '=', of.loinc)
    .where('status', '<>', 'entered-in-error')
    .where('effective_at', '<=', of.before)
    .orderBy('effective_at', 'desc')
    .select(['value', 'unit', 'effective_at'])
    .executeTakeFirst();
}

/** What nobody has acknowledged, oldest first. */
export function listOpenCriticals(db: Kysely<Database>) {
  return db
    .selectFrom('critical_result as c')
    .innerJoin('observation as o', 'o.id', 'c.observation_id')
    .innerJoin('practitioner as p', 'p.id', 'c.requester_id')
    .where('c.acknowledged_at', 'is', null)
    .where('o.status', '<>', 'entered-in-error')
    .orderBy('c.issued_at')
    .selectAll('o')
    .select([
      'c.id as criticalResultId',
      'c.requester_id as requesterId',
      'c.issued_at as criticalAt',
      'c.version as criticalVersion',
      'p.display_name as requesterName',
    ])
    .execute();
}

/** This laboratory's own ranges that hold. */
export function listLabRanges(db: Kysely<Database>) {
  return db.selectFrom('lab_range').selectAll().where('is_active', '=', 1).orderBy('loinc').orderBy('id').execute();
}

export function listLabPanels(db: Kysely<Database>) {
  return db.selectFrom('lab_panel').selectAll().orderBy('id').execute();
}
