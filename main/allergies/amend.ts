import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** A refuted allergy no longer warns and is still shown; it can be confirmed again. @throws 'not_found', 'version.conflict' */
export const amendAllergy: CommandHandler<'allergies.amend'> = {
  run: async (ctx, { allergyId, version, reaction, criticality, severity, certainty, reason }) => {
    const row = await ctx.db.selectFrom('allergy_intolerance').selectAll().where('id', '=', allergyId).executeTakeFirst();
    if (!row || row.kind !== 'allergy' || row.status !== 'active') throw new AppError('not_found', { resource: 'AllergyIntolerance' });
    const isSaidAnew = certainty !== row.verification_status;
    const changes = {
      reaction,
      criticality,
      severity,
      verification_status: certainty,
      ...(isSaidAnew ? { verified_at: ctx.now() } : {}),
    };
    return { version: amend(ctx, 'allergy_intolerance', allergyId, changes, { version, reason }) };
  },
};
