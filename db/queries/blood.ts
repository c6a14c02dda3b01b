import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

const gone = ['transfused', 'discarded', 'returned-to-bank'];

/** First expired first. */
export function listBloodUnits(db: Kysely<Database>, { show, text, component }: { show: 'here' | 'gone'; text: string; component?: string | undefined }) {
  let rows = db.selectFrom('blood_unit').selectAll().where('status', show === 'gone' ? 'in' : 'not in', gone);
  if (component !== undefined) rows = rows.where('component', '=', component);
  if (text !== '') rows = rows.where((eb) => eb.or([eb('unit_number', 'like', `%${text.replaceAll(/[%_]/g, '')}%`), eb('source', 'like', `%${text.replaceAll(/[%_]/g, '')}%`)]));
  return rows.orderBy('expiry', show === 'gone' ? 'desc' : 'asc').orderBy('unit_number').limit(2000).execute();
} // prettier-ignore

export function findBloodUnit(db: Kysely<Database>, id: string) {
  return db.selectFrom('blood_unit').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findOpenReservation(db: Kysely<Database>, unitId: string) {
  return db
    .selectFrom('blood_reservation as r')
    .innerJoin('practitioner as p', 'p.id', 'r.reserved_by')
    .where('r.blood_unit_id', '=', unitId)
    .where('r.ended_at', 'is', null)
    .selectAll('r')
    .select('p.display_name as reservedBy')
    .executeTakeFirst();
}
