import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, Row } from '../schema/index.ts';

/** `ids` is always the linked set. Instants, `until` excluded, beside the same as days of the facility, both included. */
export type Span = { ids: readonly string[]; from: string; until: string; fromDay: string; untilDay: string };

type Spanned =
  | 'encounter'
  | 'composition'
  | 'observation'
  | 'service_request'
  | 'condition'
  | 'problem'
  | 'allergy_intolerance'
  | 'medication_request'
  | 'medication_dispense'
  | 'immunization'
  | 'document_reference';
type Narrowed = {
  /** the column that says it was a mistake; null: such rows cannot be one */
  mark?: string | null;
  /** a day, not an instant */
  isDay?: boolean;
  /** further columns, tables and conditions; the table itself is t */
  also?: RawBuilder<unknown>;
  join?: RawBuilder<unknown>;
  and?: RawBuilder<unknown>;
};

/** What stands of a person in a table and falls into the span by `at`. */
async function standing<T extends Spanned, More = unknown>(
  db: Kysely<Database>,
  table: T,
  { ids, from, until, fromDay, untilDay }: Span,
  at: string & keyof Row<T>,
  { mark = 'status', isDay = false, also, join, and }: Narrowed = {},
): Promise<(Row<T> & More)[]> {
  const time = sql.ref(`t.${at}`);
  const { rows } = await sql<Row<T> & More>`
    SELECT t.*${also ? sql`, ${also}` : sql``} FROM ${sql.table(table)} t ${join ?? sql``}
    WHERE t.patient_id IN (${sql.join(ids)})
      AND ${isDay ? sql`${time} >= ${fromDay} AND ${time} <= ${untilDay}` : sql`${time} >= ${from} AND ${time} < ${until}`}
      ${mark === null ? sql`` : sql`AND ${sql.ref(`t.${mark}`)} <> 'entered-in-error'`}
      ${and ? sql`AND ${and}` : sql``}
    ORDER BY ${time} DESC`.execute(db);
  return rows;
}

export const visitsIn = (db: Kysely<Database>, span: Span) => standing(db, 'encounter', span, 'started_at');
export const diagnosesIn = (db: Kysely<Database>, span: Span) => standing(db, 'condition', span, 'recorded_at');
export const problemsIn = (db: Kysely<Database>, span: Span) =>
  standing(db, 'problem', span, 'recorded_at', { mark: 'verification_status' });
/** Those that hold no more as well: somebody said them on that day. */
export const allergiesIn = (db: Kysely<Database>, span: Span) => standing(db, 'allergy_intolerance', span, 'recorded_at');
export const prescriptionsIn = (db: Kysely<Database>, span: Span) => standing(db, 'medication_request', span, 'authored_at');
export const immunizationsIn = (db: Kysely<Database>, span: Span) => standing(db, 'immunization', span, 'occurrence_date', { isDay: true });
/** Newest first, so that what was measured together stands together. */
export const measurementsIn = (db: Kysely<Database>, span: Span) =>
  standing(db, 'observation', span, 'effective_at', { and: sql`t.service_request_id IS NULL` });

export const compositionsIn = (db: Kysely<Database>, span: Span, types: readonly string[]) =>
  standing<'composition', { author: string }>(db, 'composition', span, 'written_at', {
    also: sql`a.display_name AS author`,
    join: sql`JOIN practitioner a ON a.id = t.author_id`,
    and: sql`t.type IN (${sql.join(types)})`,
  });

/** Over the counter too. */
export const dispensesIn = (db: Kysely<Database>, span: Span) =>
  standing<'medication_dispense', { number: string; medicine: string; unit: string; given: number }>(
    db,
    'medication_dispense',
    span,
    'when_handed_over',
    {
      mark: null,
      also: sql`coalesce(r.number, '') AS number, coalesce(r.medicine, i.name) AS medicine, coalesce(r.unit, i.unit) AS unit, t.quantity + coalesce((SELECT sum(back.quantity) FROM medication_dispense back WHERE back.reverses_id = t.id), 0) AS given`,
      join: sql`LEFT JOIN medication_request r ON r.id = t.medication_request_id LEFT JOIN item i ON i.id = t.item_id`,
      // what was taken back as a mistake was not given; of a part the rest was
      and: sql`t.reverses_id IS NULL AND t.quantity > (SELECT coalesce(-sum(back.quantity), 0) FROM medication_dispense back WHERE back.reverses_id = t.id)`,
    },
  );

/** With what was read off them, where a machine could. */
export const documentsIn = (db: Kysely<Database>, span: Span) =>
  standing<'document_reference', { text: string | null }>(db, 'document_reference', span, 'created_at', {
    also: sql`x.text`,
    join: sql`LEFT JOIN document_text x ON x.id = t.id`,
  });

/** Laboratory orders by when they were asked for, with their results beside them. */
export async function laboratoryIn(db: Kysely<Database>, span: Span) {
  const orders = await standing(db, 'service_request', span, 'authored_at');
  const tests = await db
    .selectFrom('service_request_test')
    .where('patient_id', 'in', span.ids)
    .orderBy('position')
    .select(['service_request_id', 'code', 'display'])
    .execute();
  const results = await db
    .selectFrom('observation')
    .where('patient_id', 'in', span.ids)
    .where('service_request_id', 'is not', null)
    .where('status', '<>', 'entered-in-error')
    .select(['id', 'service_request_id', 'code', 'display', 'value', 'unit', 'interpretation'])
    .execute();
  return { orders, tests, results };
}
