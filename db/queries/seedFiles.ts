import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** The newest exchanges by file. */
export function listSeedFiles(db: Kysely<Database>, limit: number) {
  return db.selectFrom('seed_file').selectAll().orderBy('number', 'desc').limit(limit).execute();
}

/** The files that were loaded whole, and those that they answered. */
export async function listAnsweredSeeds(db: Kysely<Database>): Promise<Set<string>> {
  const rows = await db
    .selectFrom('seed_file')
    .select('answers')
    .where('act', '=', 'load')
    .where('ended_at', 'is not', null)
    .where('failure', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ answers }) => answers ?? []));
}
