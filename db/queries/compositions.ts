import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Everything written at one visit, oldest first; what was entered in error stays out. */
export function listCompositions(db: Kysely<Database>, encounterId: string) {
  return withNames(db)
    .where('c.encounter_id', '=', encounterId)
    .where('c.status', '<>', 'entered-in-error')
    .orderBy('c.written_at')
    .orderBy('c.id')
    .execute();
}

export function findComposition(db: Kysely<Database>, id: string) {
  return withNames(db).where('c.id', '=', id).executeTakeFirst();
}

export function findNote(db: Kysely<Database>, encounterId: string) {
  return withNames(db)
    .where('c.encounter_id', '=', encounterId)
    .where('c.type', '=', 'progress-note')
    .where('c.status', '<>', 'entered-in-error')
    .executeTakeFirst();
}

function withNames(db: Kysely<Database>) {
  return db
    .selectFrom('composition as c')
    .innerJoin('practitioner as a', 'a.id', 'c.author_id')
    .leftJoin('practitioner as s', 's.id', 'c.signed_by')
    .selectAll('c')
    .select(['a.display_name as authorName', 's.display_name as signedByName', 's.registration_number as registrationNumber']);
}
export type CompositionLine = NonNullable<Awaited<ReturnType<typeof findComposition>>>;

/** A practitioner's own phrases and those of the facility. */
export function listPhrases(db: Kysely<Database>, practitionerId: string) {
  return db
    .selectFrom('phrase')
    .selectAll()
    .where('status', '=', 'active')
    .where((where) => where.or([where('practitioner_id', '=', practitionerId), where('practitioner_id', 'is', null)]))
    .orderBy('shortcut')
    .execute();
}
