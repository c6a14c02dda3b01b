import type { Kysely } from 'kysely';
import { findEncounter } from '../../db/queries/encounters.ts';
import type { Database, Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';

/** The encounter, if something may still be written into it. @throws 'not_found', 'encounter.closed' */
export async function assertOpenEncounter(db: Kysely<Database>, encounterId: string): Promise<Row<'encounter'>> {
  const encounter = await findEncounter(db, encounterId);
  if (!encounter) throw new AppError('not_found', { resource: 'Encounter' });
  if (encounter.ended_at !== null || encounter.status === 'entered-in-error') throw new AppError('encounter.closed');
  return encounter;
}
