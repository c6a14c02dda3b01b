import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** The newest value among several codes of the same thing. */
export function findLatestOf(db: Kysely<Database>, patientIds: readonly string[], codes: readonly string[]) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', patientIds)
    .where('code', 'in', codes)
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at', 'desc')
    .select(['value', 'unit', 'effective_at'])
    .executeTakeFirst();
}

/** The newest answer to each question. */
export async function findAnswers(db: Kysely<Database>, patientIds: readonly string[]) {
  const rows = await db
    .selectFrom('safety_answer')
    .where('patient_id', 'in', patientIds)
    .select(['question', 'answer', 'answered_at'])
    .orderBy('answered_at')
    .execute();
  return new Map(rows.map((row) => [row.question, row]));
}

/** What this prescriber saw or went on after today, about one person. */
export function listShownToday(
  db: Kysely<Database>,
  of: { patientIds: readonly string[]; prescriberId: string; day: string; medicine: string },
) {
  return db
    .selectFrom('safety_alert')
    .where('patient_id', 'in', of.patientIds)
    .where('prescriber_id', '=', of.prescriberId)
    .where('local_date', '=', of.day)
    .where('medicine', '=', of.medicine)
    .select(['id', 'cause', 'version', 'overridden_at'])
    .execute();
}

/** Agreed by somebody else, or by nobody with the reason, for an order that is not signed yet. */
export function listOpenSeconds(
  db: Kysely<Database>,
  of: { patientIds: readonly string[]; actorId: string; medicine: string; since: string },
) {
  return db
    .selectFrom('safety_second')
    .where('patient_id', 'in', of.patientIds)
    .where('actor_id', '=', of.actorId)
    .where('medicine', '=', of.medicine)
    .where('agreed_at', '>=', of.since)
    .where('spent_at', 'is', null)
    .selectAll()
    .orderBy('agreed_at')
    .execute();
}

export function listQuiet(db: Kysely<Database>, of: { patientIds: readonly string[]; practitionerId: string }) {
  return db
    .selectFrom('safety_quiet')
    .where('patient_id', 'in', of.patientIds)
    .where('practitioner_id', '=', of.practitionerId)
    .where('ended_at', 'is', null)
    .select(['id', 'cause', 'state', 'until', 'version', 'patient_id'])
    .execute();
}

/** Orders against one of the worst findings to which nobody else had agreed: to be judged afterwards. */
export function listAlone(db: Kysely<Database>, status: 'waiting' | 'all', limit = 500) {
  return db
    .selectFrom('safety_alert as a')
    .innerJoin('practitioner as p', 'p.id', 'a.prescriber_id')
    .leftJoin('user_account as u', 'u.id', 'a.reviewed_by')
    .where('a.second_by', '=', 'nobody')
    .where('a.overridden_at', 'is not', null)
    .$if(status === 'waiting', (rows) => rows.where('a.reviewed_at', 'is', null))
    .selectAll('a')
    .select(['p.display_name as prescriberName', 'u.display_name as reviewerName'])
    .orderBy('a.overridden_at', 'desc')
    .limit(limit)
    .execute();
}

export function findAlert(db: Kysely<Database>, id: string) {
  return db.selectFrom('safety_alert').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Counts without a person: what was shown, and how often it was ordered all the same. */
export function countAlerts(db: Kysely<Database>, from: string, to: string) {
  return db
    .selectFrom('safety_alert as a')
    .innerJoin('practitioner as p', 'p.id', 'a.prescriber_id')
    .where('a.local_date', '>=', from)
    .where('a.local_date', '<=', to)
    .groupBy(['a.kind', 'a.severity', 'a.code', 'a.cause', 'a.prescriber_id', 'p.display_name'])
    .groupBy((eb) => eb.fn('substr', ['a.local_date', eb.lit(1), eb.lit(7)]))
    .select((eb) => [
      'a.kind',
      'a.severity',
      'a.code',
      'a.cause',
      'a.prescriber_id as prescriberId',
      'p.display_name as prescriberName',
      eb.fn<string>('substr', ['a.local_date', eb.lit(1), eb.lit(7)]).as('month'),
      eb.fn.countAll<number>().as('shown'),
      eb.fn.count<number>('a.overridden_at').as('overridden'),
    ])
    .execute();
}
