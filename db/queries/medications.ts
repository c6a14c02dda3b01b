import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** What people said they take, newest first; what was written by mistake is left out. */
export function listStatements(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('medication_statement as s')
    .innerJoin('practitioner as p', 'p.id', 's.recorded_by')
    .where('s.patient_id', 'in', patientIds)
    .where('s.status', '<>', 'entered-in-error')
    .selectAll('s')
    .select('p.display_name as byName')
    .orderBy('s.recorded_at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
}

export function findStatement(db: Kysely<Database>, id: string) {
  return db.selectFrom('medication_statement').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findLastReconciliation(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('medication_reconciliation as m')
    .innerJoin('practitioner as p', 'p.id', 'm.reconciled_by')
    .where('m.patient_id', 'in', patientIds)
    .select(['m.reconciled_at', 'm.occasion', 'm.encounter_id', 'p.display_name as byName'])
    .orderBy('m.reconciled_at', 'desc')
    .orderBy('m.id', 'desc')
    .executeTakeFirst();
}

/** The instant at which each of these lines was stopped; of one that was stopped twice the last. */
export async function listStops(db: Kysely<Database>, requestIds: readonly string[]): Promise<Map<string, string>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('medication_request_event')
    .where('medication_request_id', 'in', requestIds)
    .where('to_status', 'in', ['stopped', 'cancelled'])
    .select(['medication_request_id as id', 'happened_at as at'])
    .orderBy('happened_at')
    .execute();
  return new Map(rows.map(({ id, at }) => [id, at]));
}
