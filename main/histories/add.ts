import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** What runs in the family: with its ICD-10 code, or in words. @throws 'not_found' */
export const addFamilyHistory: CommandHandler<'histories.addFamily'> = {
  run: async (ctx, { patientId, relationship, condition, coding, onsetAge, isDeceased, note }) => {
    await assertPatient(ctx.db, patientId);
    const familyHistoryId = ctx.newId();
    insert(ctx, 'family_member_history', {
      id: familyHistoryId,
      patient_id: patientId,
      relationship,
      condition,
      code_system: coding?.system ?? '',
      code_edition: coding?.edition ?? '',
      code: coding?.code ?? '',
      onset_age: onsetAge,
      is_deceased: isDeceased ? 1 : 0,
      note,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { familyHistoryId };
  },
  about: (input) => input.patientId,
};

/** "Never" has no amount. @throws 'not_found', 'date.in_future' */
export const addSocialHistory: CommandHandler<'histories.addSocial'> = {
  run: async (ctx, { patientId, kind, answer, amount, effectiveOn = ctx.today(), note }) => {
    await assertPatient(ctx.db, patientId);
    if (effectiveOn > ctx.today()) throw new AppError('date.in_future', { date: 'effectiveOn' });
    const socialHistoryId = ctx.newId();
    insert(ctx, 'social_history', {
      id: socialHistoryId,
      patient_id: patientId,
      kind,
      answer,
      amount: answer === 'never' ? null : amount,
      effective_on: effectiveOn,
      note,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { socialHistoryId };
  },
  about: (input) => input.patientId,
};
