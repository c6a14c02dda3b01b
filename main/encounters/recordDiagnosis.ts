import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from './assertOpenEncounter.ts';

/** The code must be one that ICD-10 has. @throws 'not_found', 'encounter.closed' */
export const recordDiagnosis: CommandHandler<'encounters.recordDiagnosis'> = {
  run: async (ctx, { encounterId, coding, note }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    const { conditions } = ctx.facility.catalogues;
    if (coding.system === conditions.system && !conditions.byCode.has(coding.code)) throw new AppError('not_found', { resource: 'ICD-10' });
    const conditionId = ctx.newId();
    insert(ctx, 'condition', {
      id: conditionId,
      patient_id: encounter.patient_id,
      encounter_id: encounterId,
      code_system: coding.system,
      code_edition: coding.edition ?? '',
      code: coding.code,
      display: coding.display,
      note,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    if (encounter.status !== 'in-progress') amend(ctx, 'encounter', encounterId, { status: 'in-progress' });
    return { conditionId };
  },
};
