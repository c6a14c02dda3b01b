import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Reads for the timeline, one a kind. `ids` is always the linked set. Instants, `until` excluded, beside the same as days of the facility, both included. */
export type Span = { ids: readonly string[]; from: string; until: string; fromDay: string; untilDay: string };

export function visitsIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('encounter')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('started_at', '>=', from)
    .where('started_at', '<', until)
    .select(['id', 'status', 'started_at', 'reason'])
    .execute();
}

export function compositionsIn(db: Kysely<Database>, { ids, from, until }: Span, types: readonly string[]) {
  return db
    .selectFrom('composition as c')
    .innerJoin('practitioner as a', 'a.id', 'c.author_id')
    .where('c.patient_id', 'in', ids)
    .where('c.type', 'in', types)
    .where('c.status', '<>', 'entered-in-error')
    .where('c.written_at', '>=', from)
    .where('c.written_at', '<', until)
    .select(['c.id', 'c.type', 'c.status', 'c.content', 'c.written_at', 'c.encounter_id', 'a.display_name as author'])
    .execute();
}

/** Newest first, so that what was measured together stands together. */
export function measurementsIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('observation')
    .where('patient_id', 'in', ids)
    .where('service_request_id', 'is', null)
    .where('status', '<>', 'entered-in-error')
    .where('effective_at', '>=', from)
    .where('effective_at', '<', until)
    .orderBy('effective_at', 'desc')
    .select(['id', 'code', 'display', 'value', 'unit', 'effective_at', 'encounter_id'])
    .execute();
}

/** Laboratory orders by when they were asked for, with their results beside them. */
export async function laboratoryIn(db: Kysely<Database>, { ids, from, until }: Span) {
  const orders = await db
    .selectFrom('service_request')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('authored_at', '>=', from)
    .where('authored_at', '<', until)
    .select(['id', 'number', 'status', 'note', 'performer', 'authored_at', 'encounter_id', 'blob_id'])
    .execute();
  const tests = await db
    .selectFrom('service_request_test')
    .where('patient_id', 'in', ids)
    .orderBy('position')
    .select(['service_request_id', 'code', 'display'])
    .execute();
  const results = await db
    .selectFrom('observation')
    .where('patient_id', 'in', ids)
    .where('service_request_id', 'is not', null)
    .where('status', '<>', 'entered-in-error')
    .select(['id', 'service_request_id', 'code', 'display', 'value', 'unit', 'interpretation'])
    .execute();
  return { orders, tests, results };
}

export function diagnosesIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('condition')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('recorded_at', '>=', from)
    .where('recorded_at', '<', until)
    .select(['id', 'code', 'display', 'note', 'status', 'recorded_at', 'encounter_id'])
    .execute();
}

export function problemsIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('problem')
    .where('patient_id', 'in', ids)
    .where('verification_status', '<>', 'entered-in-error')
    .where('recorded_at', '>=', from)
    .where('recorded_at', '<', until)
    .select(['id', 'code', 'display', 'note', 'clinical_status', 'recorded_at'])
    .execute();
}

/** Those that hold no more as well: somebody said them on that day. */
export function allergiesIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('allergy_intolerance')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('recorded_at', '>=', from)
    .where('recorded_at', '<', until)
    .select(['id', 'kind', 'substance', 'reaction', 'verification_status', 'recorded_at'])
    .execute();
}

export function prescriptionsIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('medication_request')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('authored_at', '>=', from)
    .where('authored_at', '<', until)
    .select(['id', 'number', 'medicine', 'directions', 'quantity', 'unit', 'status', 'authored_at', 'encounter_id'])
    .execute();
}

export function dispensesIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('medication_dispense as d')
    .innerJoin('medication_request as r', 'r.id', 'd.medication_request_id')
    .where('d.patient_id', 'in', ids)
    .where('d.when_handed_over', '>=', from)
    .where('d.when_handed_over', '<', until)
    .select(['d.id', 'r.id as requestId', 'r.number', 'r.medicine', 'd.quantity', 'r.unit', 'd.when_handed_over'])
    .execute();
}

export function immunizationsIn(db: Kysely<Database>, { ids, fromDay, untilDay }: Span) {
  return db
    .selectFrom('immunization')
    .where('patient_id', 'in', ids)
    .where('status', '<>', 'entered-in-error')
    .where('occurrence_date', '>=', fromDay)
    .where('occurrence_date', '<=', untilDay)
    .select(['id', 'series', 'vaccine', 'lot_number', 'occurrence_date', 'encounter_id'])
    .execute();
}

export function documentsIn(db: Kysely<Database>, { ids, from, until }: Span) {
  return db
    .selectFrom('document_reference')
    .where('patient_id', 'in', ids)
    .where('status', '=', 'current')
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .select(['id', 'title', 'blob_id', 'created_at'])
    .execute();
}
