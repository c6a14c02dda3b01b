import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

export function listPrescriptionKeys(db: Kysely<Database>) {
  return db.selectFrom('prescription_key').selectAll().orderBy('created_at', 'desc').execute();
}

/** The public halves, newest first: for the profile that others read. */
export function readPublicKeys(raw: Raw): { publicKey: string; from: string; until: string | null; isWithdrawn: boolean }[] {
  return raw
    .prepare<[], { publicKey: string; from: string; until: string | null; isWithdrawn: 0 | 1 }>(
      `SELECT public_key AS publicKey, created_at AS "from", retired_at AS until, is_withdrawn AS isWithdrawn
       FROM prescription_key ORDER BY retired_at IS NOT NULL, created_at DESC, id LIMIT 50`,
    )
    .all()
    .map((key) => ({ ...key, isWithdrawn: key.isWithdrawn === 1 }));
}

/** The key that signs now. */
export function readSigningKey(raw: Raw): { id: string; publicKey: string; privateKey: string } | undefined {
  return raw
    .prepare<[], { id: string; publicKey: string; privateKey: string }>(
      'SELECT id, public_key AS publicKey, private_key AS privateKey FROM prescription_key WHERE retired_at IS NULL',
    )
    .get();
}

/** What another facility says of itself, as received. */
export function findPeerProfile(db: Kysely<Database>, facilityId: string) {
  return db
    .selectFrom('peer_state')
    .select('payload')
    .where('facility_id', '=', facilityId)
    .where('kind', '=', 'facility.profile')
    .where('key', '=', facilityId)
    .executeTakeFirst();
}

export function listPeerNames(db: Kysely<Database>, codes: readonly string[]) {
  return db.selectFrom('peer_facility').select(['code', 'name', 'phone']).where('code', 'in', codes).execute();
}

export function findSeal(db: Kysely<Database>, medicationRequestId: string) {
  return db.selectFrom('prescription_seal').selectAll().where('medication_request_id', '=', medicationRequestId).executeTakeFirst();
}

/** Our own line behind a secret. */
export function findSealedRequest(db: Kysely<Database>, secret: Uint8Array) {
  return db
    .selectFrom('prescription_seal as s')
    .innerJoin('medication_request as r', 'r.id', 's.medication_request_id')
    .where('s.secret', '=', secret)
    .select(['r.id', 'r.number', 'r.status', 'r.quantity'])
    .executeTakeFirst();
}

export function listOutside(db: Kysely<Database>, token: string) {
  return db
    .selectFrom('outside_prescription as o')
    .innerJoin('medication_request as r', 'r.id', 'o.medication_request_id')
    .where('o.token', '=', token)
    .where('r.status', 'not in', ['cancelled', 'entered-in-error'])
    .select(['r.id', 'r.number'])
    .orderBy('o.accepted_at')
    .execute();
}

export function findOutside(db: Kysely<Database>, medicationRequestId: string) {
  return db.selectFrom('outside_prescription').selectAll().where('medication_request_id', '=', medicationRequestId).executeTakeFirst();
}

/** Claims that stand, of one line. */
export function listClaims(db: Kysely<Database>, token: string) {
  return db
    .selectFrom('prescription_claim')
    .selectAll()
    .where('token', '=', token)
    .where('released_at', 'is', null)
    .orderBy('claimed_at')
    .execute();
}

export function listDoubles(db: Kysely<Database>) {
  return db
    .selectFrom('prescription_claim as c')
    .innerJoin('medication_request as r', 'r.id', 'c.medication_request_id')
    .where('c.others', '<>', '[]')
    .where('c.released_at', 'is', null)
    .select(['c.id', 'r.id as requestId', 'r.number', 'r.unit', 'c.quantity', 'c.claimed_at', 'c.seen_at', 'c.others'])
    .orderBy('c.claimed_at', 'desc')
    .limit(100)
    .execute();
}

/** What stands on one paper: the lines that were signed together, or the one that was written alone. */
export function listPaperLines(db: Kysely<Database>, request: { id: string; prescription_id: string | null }) {
  const lines = db
    .selectFrom('medication_request as r')
    .leftJoin('item as i', 'i.id', 'r.item_id')
    .select((eb) => [
      'r.id',
      'r.patient_id',
      'r.line',
      'r.number',
      'r.medicine',
      'r.directions',
      'r.dosage',
      'r.quantity',
      'r.unit',
      'r.status',
      'r.valid_until',
      'r.item_id',
      'i.product_key',
      eb
        .selectFrom('medication_dispense as d')
        .whereRef('d.medication_request_id', '=', 'r.id')
        .select((e) => e.fn.coalesce(e.fn.sum<number>('d.quantity'), e.val(0)).as('n'))
        .as('dispensed'),
    ]);
  return (
    request.prescription_id === null ? lines.where('r.id', '=', request.id) : lines.where('r.prescription_id', '=', request.prescription_id)
  )
    .orderBy('r.line')
    .orderBy('r.id')
    .execute();
}
export type PaperLine = Awaited<ReturnType<typeof listPaperLines>>[number];

export function listProductKeys(db: Kysely<Database>) {
  return db.selectFrom('item').select(['id', 'product_key']).where('product_key', 'is not', null).execute();
}
