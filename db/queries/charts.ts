import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Reads for the chart. `patientIds` is always the linked set (linkedPatientIds in patients.ts); with an `encounterId`, of one visit. */
type Ids = readonly string[];
const mostObservations = 200;
const mostRows = 100;

export async function listLinkedNumbers(db: Kysely<Database>, patientIds: Ids): Promise<string[]> {
  const rows = await db.selectFrom('patient').select('number').where('id', 'in', patientIds).orderBy('number').execute();
  return rows.map((row) => row.number);
}

export function listObservations(db: Kysely<Database>, patientIds: Ids, encounterId?: string) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', patientIds)
    .$if(encounterId !== undefined, (rows) => rows.where('encounter_id', '=', encounterId ?? ''))
    .where('service_request_id', 'is', null) // laboratory results have a table of their own
    .where('status', '<>', 'entered-in-error')
    .orderBy('effective_at', 'desc')
    .limit(mostObservations)
    .select(['id', 'code', 'display', 'value', 'unit', 'effective_at as effectiveAt'])
    .execute();
}

/** Newest first; `dispensed` is what was handed over so far, in dispensing units. */
export function listMedications(db: Kysely<Database>, patientIds: Ids, encounterId?: string) {
  return db
    .selectFrom('medication_request as r')
    .where('r.patient_id', 'in', patientIds)
    .$if(encounterId !== undefined, (rows) => rows.where('r.encounter_id', '=', encounterId ?? ''))
    .where('r.status', '<>', 'entered-in-error')
    .orderBy('r.authored_at', 'desc')
    .limit(mostRows)
    .select((eb) => [
      'r.id',
      'r.number',
      'r.medicine',
      'r.directions',
      'r.status',
      'r.authored_at as authoredAt',
      'r.quantity',
      eb.fn
        .coalesce(
          eb
            .selectFrom('medication_dispense as d')
            .whereRef('d.medication_request_id', '=', 'r.id')
            .select((of) => of.fn.sum<number>('d.quantity').as('given')),
          eb.lit(0),
        )
        .as('dispensed'),
    ])
    .$narrowType<{ dispensed: number }>()
    .execute();
}

export function listEncounters(db: Kysely<Database>, patientIds: Ids) {
  return db
    .selectFrom('encounter')
    .where('patient_id', 'in', patientIds)
    .where('status', '<>', 'entered-in-error')
    .orderBy('started_at', 'desc')
    .limit(mostRows)
    .select(['id', 'status', 'started_at as startedAt', 'ended_at as endedAt', 'reason'])
    .execute();
}

/** Critical results that nobody has acknowledged, newest first. */
export function listCriticalsOf(db: Kysely<Database>, patientIds: Ids) {
  return db
    .selectFrom('critical_result as c')
    .innerJoin('observation as o', 'o.id', 'c.observation_id')
    .where('c.patient_id', 'in', patientIds)
    .where('c.acknowledged_at', 'is', null)
    .where('o.status', '<>', 'entered-in-error')
    .orderBy('c.issued_at', 'desc')
    .select(['c.id', 'o.display', 'o.value', 'o.unit', 'c.issued_at as issuedAt'])
    .execute();
}

export function listDocuments(db: Kysely<Database>, patientIds: Ids) {
  return db
    .selectFrom('document_reference as d')
    .innerJoin('blob as b', 'b.id', 'd.blob_id')
    .where('d.patient_id', 'in', patientIds)
    .where('d.status', '=', 'current')
    .orderBy('d.created_at', 'desc')
    .limit(mostRows)
    .select(['d.id', 'd.title', 'd.blob_id as blobId', 'b.media_type as mediaType', 'd.created_at as createdAt'])
    .execute();
}

/** Whether this reader's opening of the chart is already written down. A look at one record, not at the person: no linked set. */
export async function wasReadSince(db: Kysely<Database>, read: { patientId: string; actorId: string; since: string }): Promise<boolean> {
  const found = await db
    .selectFrom('audit_event')
    .where('patient_id', '=', read.patientId)
    // only sifting, so that the patient's few rows are what is looked through
    .where(sql`+actor_id`, '=', read.actorId)
    .where(sql`+action`, '=', 'read')
    .where(sql`+resource`, '=', 'Patient')
    .where(sql`+at`, '>', read.since)
    .select('seq')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
