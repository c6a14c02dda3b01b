import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findActivePregnancy, findPregnancy } from '../../db/queries/pregnancies.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { assertDated, columnsOf } from './dates.ts';

/** @throws 'not_found', 'pregnancy.going_on', 'pregnancy.dates' */
export const recordPregnancy: CommandHandler<'pregnancies.record'> = {
  run: async (ctx, { patientId, lastPeriod, ultrasound }) => {
    await assertPatient(ctx.db, patientId);
    if (await findActivePregnancy(ctx.db, await linkedPatientIds(ctx.db, patientId))) throw new AppError('pregnancy.going_on');
    assertDated({ lastPeriod, ultrasound }, ctx.today());
    const pregnancyId = ctx.newId();
    insert(ctx, 'pregnancy', {
      id: pregnancyId,
      patient_id: patientId,
      ...columnsOf({ lastPeriod, ultrasound }),
      ended_on: null,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { pregnancyId };
  },
  about: (input) => input.patientId,
};

/** @throws 'not_found', 'version.conflict', 'pregnancy.dates' */
export const amendPregnancy: CommandHandler<'pregnancies.amend'> = {
  run: async (ctx, { pregnancyId, version, lastPeriod, ultrasound }) => {
    const row = await findPregnancy(ctx.db, pregnancyId);
    if (row?.status !== 'active') throw new AppError('not_found', { resource: 'EpisodeOfCare' });
    assertDated({ lastPeriod, ultrasound }, ctx.today());
    return { version: amend(ctx, 'pregnancy', pregnancyId, columnsOf({ lastPeriod, ultrasound }), { version }) };
  },
};

/** @throws 'not_found', 'version.conflict', 'date.in_future' */
export const endPregnancy: CommandHandler<'pregnancies.end'> = {
  run: async (ctx, { pregnancyId, version, endedOn = ctx.today(), outcome }) => {
    const row = await findPregnancy(ctx.db, pregnancyId);
    if (row?.status !== 'active') throw new AppError('not_found', { resource: 'EpisodeOfCare' });
    if (endedOn > ctx.today()) throw new AppError('date.in_future', { date: 'endedOn' });
    const changes = outcome === null ? { status: 'entered-in-error' } : { status: 'finished', ended_on: endedOn, outcome };
    amend(ctx, 'pregnancy', pregnancyId, changes, { version });
    return {};
  },
};
