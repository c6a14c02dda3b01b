import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

function requests(db: Kysely<Database>) {
  return db
    .selectFrom('medication_request as r')
    .innerJoin('practitioner as p', 'p.id', 'r.prescriber_id')
    .select((eb) => [
      'r.id',
      'r.number',
      'r.patient_id',
      'r.encounter_id',
      'r.item_id',
      'r.medicine',
      'r.directions',
      'r.dosage',
      'r.quantity',
      'r.unit',
      'r.status',
      'r.authored_at',
      'r.valid_until',
      'r.version',
      'r.prescriber_id',
      'p.display_name as prescriberName',
      'p.registration_number as registrationNumber',
      eb
        .selectFrom('medication_dispense as d')
        .whereRef('d.medication_request_id', '=', 'r.id')
        .select((e) => e.fn.coalesce(e.fn.sum<number>('d.quantity'), e.val(0)).as('n'))
        .as('dispensed'),
    ]);
}

export type RequestLine = Awaited<ReturnType<typeof listRequests>>[number];

export function findRequest(db: Kysely<Database>, id: string): Promise<RequestLine | undefined> {
  return requests(db).where('r.id', '=', id).executeTakeFirst();
}

/** Why the prescriber went on after a finding, by its cause. */
export async function findOverrides(db: Kysely<Database>, id: string): Promise<{ cause: string; reason: string }[]> {
  const row = await db.selectFrom('medication_request').select('overrides').where('id', '=', id).executeTakeFirstOrThrow();
  return JSON.parse(row.overrides) as { cause: string; reason: string }[];
}

/** Oldest first: who waits longest is served first. */
export function listRequests(db: Kysely<Database>, status: 'active' | 'completed' | 'all', limit = 500) {
  let rows = requests(db).where('r.status', '<>', 'entered-in-error').limit(limit);
  if (status !== 'all') rows = rows.where('r.status', '=', status);
  return rows.orderBy('r.authored_at', status === 'active' ? 'asc' : 'desc').execute();
}

/** What a person takes now, by their own prescriptions and by those of everyone merged with them. */
export function listCurrentMedicines(db: Kysely<Database>, patientIds: readonly string[], today: string) {
  return requests(db)
    .where('r.patient_id', 'in', patientIds)
    .where('r.status', 'in', ['active', 'on-hold', 'completed'])
    .where('r.valid_until', '>=', today)
    .orderBy('r.authored_at', 'desc')
    .execute();
}

export function listDispenses(db: Kysely<Database>, requestId: string) {
  return db
    .selectFrom('medication_dispense as d')
    .innerJoin('practitioner as p', 'p.id', 'd.performer_id')
    .where('d.medication_request_id', '=', requestId)
    .orderBy('d.when_handed_over')
    .select(['d.id', 'd.when_handed_over as whenHandedOver', 'd.quantity', 'p.display_name as performerName'])
    .execute();
}
