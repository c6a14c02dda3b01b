import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Refills of a line that stand: neither cancelled nor a mistake, nor thrown away as a draft. */
export async function countRefills(db: Kysely<Database>, requestIds: readonly string[]): Promise<Map<string, number>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('medication_request')
    .where('refill_of', 'in', requestIds)
    .where('status', 'not in', ['cancelled', 'entered-in-error', 'draft'])
    .groupBy('refill_of')
    .select((eb) => ['refill_of as id', eb.fn.countAll<number>().as('n')])
    .execute();
  return new Map(rows.map((row) => [row.id ?? '', row.n]));
}

export function findRefillRequest(db: Kysely<Database>, id: string) {
  return db.selectFrom('refill_request').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findOpenRefillOf(db: Kysely<Database>, requestId: string) {
  return db
    .selectFrom('refill_request')
    .select('id')
    .where('medication_request_id', '=', requestId)
    .where('status', '=', 'requested')
    .executeTakeFirst();
}

export function findRefillBecoming(db: Kysely<Database>, refillId: string) {
  return db.selectFrom('refill_request').selectAll().where('refill_id', '=', refillId).where('status', '=', 'requested').executeTakeFirst();
}

export function listOpenRefills(db: Kysely<Database>) {
  return db
    .selectFrom('refill_request as f')
    .innerJoin('practitioner as p', 'p.id', 'f.requested_by')
    .where('f.status', '=', 'requested')
    .orderBy('f.requested_at')
    .limit(500)
    .select(['f.id', 'f.medication_request_id', 'f.version', 'f.note', 'f.requested_at', 'p.display_name as requestedByName'])
    .execute();
}

export function listRefillsOf(db: Kysely<Database>, patientIds: readonly string[]) {
  return db
    .selectFrom('refill_request as f')
    .innerJoin('medication_request as r', 'r.id', 'f.medication_request_id')
    .innerJoin('practitioner as p', 'p.id', 'f.requested_by')
    .leftJoin('practitioner as d', 'd.id', 'f.decided_by')
    .where('f.patient_id', 'in', patientIds)
    .orderBy('f.requested_at', 'desc')
    .limit(100)
    .select([
      'f.id',
      'r.medicine',
      'f.status',
      'f.note',
      'f.refusal',
      'f.requested_at',
      'p.display_name as requestedByName',
      'f.decided_at',
      'd.display_name as decidedByName',
    ])
    .execute();
}

/**
 * First lines that go on or may be handed out again, with the last hand-over of the line and its refills: what is due is decided by rule.
 * Those of the last two years at most.
 */
export function listRefillable(db: Kysely<Database>, since: string, limit = 2000) {
  return db
    .selectFrom('medication_request as r')
    .where('r.refill_of', 'is', null)
    .where('r.authored_at', '>=', since)
    .where('r.status', 'in', ['active', 'completed'])
    .where((eb) => eb.or([eb('r.refills_allowed', '>', 0), eb('r.dosage', 'is not', null)]))
    .orderBy('r.authored_at', 'desc')
    .limit(limit)
    .select([
      'r.id',
      sql<
        string | null
      >`(SELECT max(d.when_handed_over) FROM medication_dispense d JOIN medication_request f ON f.id = d.medication_request_id
        WHERE f.id = r.id OR f.refill_of = r.id)`.as('lastGivenAt'),
      sql<number>`(SELECT count(*) FROM medication_request f WHERE f.refill_of = r.id AND f.status IN ('active', 'on-hold'))`.as('waiting'),
    ])
    .execute();
}
