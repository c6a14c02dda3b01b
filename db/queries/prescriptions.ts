import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

function requests(db: Kysely<Database>) {
  return db
    .selectFrom('medication_request as r')
    .innerJoin('practitioner as p', 'p.id', 'r.prescriber_id')
    .leftJoin('prescription as rx', 'rx.id', 'r.prescription_id')
    .leftJoin('item as i', 'i.id', 'r.item_id')
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
      'r.prescription_id',
      'r.line',
      'r.refills_allowed',
      'r.refill_of',
      'r.overrides',
      'rx.signed_at',
      eb.fn.coalesce('rx.is_controlled', 'i.is_controlled', eb.val(0)).as('is_controlled'),
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
  let rows = requests(db).where('r.status', 'not in', ['entered-in-error', 'draft']).limit(limit);
  if (status !== 'all') rows = rows.where('r.status', '=', status);
  return rows.orderBy('r.authored_at', status === 'active' ? 'asc' : 'desc').execute();
}

/** What a prescriber has written and not signed yet, oldest first. */
export function listUnsigned(db: Kysely<Database>, prescriberId: string, limit = 200) {
  return requests(db)
    .where('r.status', '=', 'draft')
    .where('r.prescriber_id', '=', prescriberId)
    .orderBy('r.authored_at')
    .limit(limit)
    .execute();
}

/**
 * What a person takes now, by their own prescriptions and by those of everyone merged with them. A refill stands for the line that it
 * repeats. `draftsSince`: with what is being written since then and not yet signed, so that lines of one paper are checked against each other.
 */
export function listCurrentMedicines(db: Kysely<Database>, patientIds: readonly string[], today: string, draftsSince?: string) {
  return requests(db)
    .where('r.patient_id', 'in', patientIds)
    .where((eb) =>
      eb.or([
        eb('r.status', 'in', ['active', 'on-hold', 'completed']),
        ...(draftsSince === undefined ? [] : [eb.and([eb('r.status', '=', 'draft'), eb('r.authored_at', '>=', draftsSince)])]),
      ]),
    )
    .where('r.valid_until', '>=', today)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('medication_request as later')
            .whereRef('later.refill_of', '=', eb.fn.coalesce('r.refill_of', 'r.id'))
            .whereRef('later.authored_at', '>', 'r.authored_at')
            .where('later.status', 'in', ['active', 'on-hold', 'completed'])
            .select('later.id'),
        ),
      ),
    )
    .orderBy('r.authored_at', 'desc')
    .execute();
}

/** Everything written for a person, newest first; of drafts only one's own. */
export function listPrescribed(db: Kysely<Database>, patientIds: readonly string[], practitionerId: string, limit = 300) {
  return requests(db)
    .where('r.patient_id', 'in', patientIds)
    .where((eb) => eb.or([eb('r.status', '<>', 'draft'), eb('r.prescriber_id', '=', practitionerId)]))
    .orderBy('r.authored_at', 'desc')
    .orderBy('r.line', 'desc')
    .limit(limit)
    .execute();
}

/** The prescriber's prescriptions that are still being written for this person; controlled medicines stand on one of their own. */
export function listOpenPrescriptions(
  db: Kysely<Database>,
  of: { patientIds: readonly string[]; prescriberId: string; encounterId: string | null; isControlled: boolean; since: string },
) {
  return db
    .selectFrom('prescription')
    .selectAll()
    .where('patient_id', 'in', of.patientIds)
    .where('prescriber_id', '=', of.prescriberId)
    .where('encounter_id', of.encounterId === null ? 'is' : '=', of.encounterId)
    .where('is_controlled', '=', of.isControlled ? 1 : 0)
    .where('authored_at', '>=', of.since)
    .where('signed_at', 'is', null)
    .orderBy('authored_at', 'desc')
    .execute();
}

export function listLinesOf(db: Kysely<Database>, prescriptionId: string) {
  return requests(db).where('r.prescription_id', '=', prescriptionId).orderBy('r.line').execute();
}

export function findPrescription(db: Kysely<Database>, id: string) {
  return db.selectFrom('prescription').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listRequestEvents(db: Kysely<Database>, requestId: string) {
  return db
    .selectFrom('medication_request_event as e')
    .innerJoin('practitioner as p', 'p.id', 'e.performer_id')
    .where('e.medication_request_id', '=', requestId)
    .orderBy('e.happened_at')
    .orderBy('e.id')
    .select(['e.id', 'e.from_status', 'e.to_status', 'e.reason', 'e.happened_at', 'p.display_name as performerName'])
    .execute();
}

export function findControlledPrescribing(db: Kysely<Database>) {
  return db.selectFrom('controlled_prescribing').selectAll().executeTakeFirstOrThrow();
}
