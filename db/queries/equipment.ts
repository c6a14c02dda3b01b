import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** By name; or one. */
export function listEquipment(db: Kysely<Database>, id?: string) {
  let rows = db
    .selectFrom('equipment as e')
    .leftJoin('department as d', 'd.id', 'e.department_id')
    .selectAll('e')
    .select((eb) => eb.fn.coalesce('d.name', eb.val('')).as('departmentName'))
    .orderBy('e.sort_name');
  if (id !== undefined) rows = rows.where('e.id', '=', id);
  return rows.execute();
}

/** Newest first. */
export function listEquipmentEvents(db: Kysely<Database>, equipmentId: string) {
  return db
    .selectFrom('equipment_event as e')
    .innerJoin('practitioner as p', 'p.id', 'e.recorded_by')
    .where('e.equipment_id', '=', equipmentId)
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(200)
    .select(['e.kind', 'e.note', 'e.local_date as on', 'e.recorded_at as at', 'p.display_name as by'])
    .execute();
}
