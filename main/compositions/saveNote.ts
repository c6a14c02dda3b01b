import { findNote } from '../../db/queries/compositions.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { assertOpenEncounter } from '../encounters/assertOpenEncounter.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'encounter.closed', 'version.conflict' when somebody else wrote meanwhile */
export const saveNote: CommandHandler<'compositions.saveNote'> = {
  run: async (ctx, { encounterId, sections, version }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    const found = await findNote(ctx.db, encounterId);
    const content = JSON.stringify(sections);
    if (found) {
      if (version === null) throw new AppError('version.conflict', { found: found.version });
      if (found.content === content) return { compositionId: found.id, version: found.version };
      return { compositionId: found.id, version: amend(ctx, 'composition', found.id, { content }, { version }) };
    }
    const compositionId = ctx.newId();
    insert(ctx, 'composition', {
      id: compositionId,
      patient_id: encounter.patient_id,
      encounter_id: encounterId,
      type: 'progress-note',
      status: 'preliminary',
      content,
      written_at: ctx.now(),
      author_id: ctx.user.practitionerId,
      signed_at: null,
      signed_by: null,
    });
    if (encounter.status !== 'in-progress') amend(ctx, 'encounter', encounterId, { status: 'in-progress' });
    return { compositionId, version: 1 };
  },
};
