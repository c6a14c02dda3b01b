import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

export function listFavourites(db: Kysely<Database>, practitionerId: string) {
  return db
    .selectFrom('prescription_favourite')
    .selectAll()
    .where('practitioner_id', '=', practitionerId)
    .where('status', '=', 'active')
    .orderBy('name')
    .execute();
}

export function listOrderSets(db: Kysely<Database>) {
  return db.selectFrom('order_set').selectAll().where('status', '=', 'active').orderBy('name').execute();
}
