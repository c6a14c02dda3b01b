import { findImmunization } from '../../db/queries/immunizations.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'date.in_future', 'immunization.reaction_before' when it began before the dose */
export const recordReaction: CommandHandler<'immunizations.recordReaction'> = {
  run: async (ctx, { immunizationId, day = ctx.today(), reaction, severity, isSerious }) => {
    const found = await findImmunization(ctx.db, immunizationId);
    if (!found || found.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Immunization' });
    if (day > ctx.today()) throw new AppError('date.in_future', { date: 'day' });
    if (day < found.occurrence_date) throw new AppError('immunization.reaction_before', { day: found.occurrence_date });
    insert(ctx, 'immunization_reaction', {
      id: ctx.newId(),
      immunization_id: immunizationId,
      patient_id: found.patient_id,
      onset_date: day,
      reaction,
      severity,
      is_serious: isSerious ? 1 : 0,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return {};
  },
};
