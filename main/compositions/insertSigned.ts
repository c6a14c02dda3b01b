import type { Row } from '../../db/schema/index.ts';
import { insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';

/** A text that is signed as it is written. @returns its id */
export function insertSigned(ctx: Context, encounter: Row<'encounter'>, type: string, content: object): string {
  const id = ctx.newId();
  const { practitionerId } = ctx.user;
  insert(ctx, 'composition', {
    id,
    patient_id: encounter.patient_id,
    encounter_id: encounter.id,
    type,
    status: 'final',
    content: JSON.stringify(content),
    written_at: ctx.now(),
    author_id: practitionerId,
    signed_at: ctx.now(),
    signed_by: practitionerId,
  });
  return id;
}
