import { findComposition } from '../../db/queries/compositions.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Only who signed it, or wrote it, takes it back; it stays in the file. @throws 'not_found', 'auth.forbidden', 'version.conflict' */
export const compositionEnteredInError: CommandHandler<'compositions.enteredInError'> = {
  run: async (ctx, { compositionId, version, reason }) => {
    const found = await findComposition(ctx.db, compositionId);
    if (!found || found.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Composition' });
    if (found.author_id !== ctx.user.practitionerId) throw new AppError('auth.forbidden');
    amend(ctx, 'composition', compositionId, { status: 'entered-in-error' }, { version, reason });
    return {};
  },
};
