import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listProblems } from '../../db/queries/problems.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** The code must be one that ICD-10 has. @throws 'not_found', 'problem.on_list', 'date.in_future' */
export const addProblem: CommandHandler<'problems.add'> = {
  run: async (ctx, { patientId, coding, onsetDate, onsetPrecision, clinicalStatus, note }) => {
    await assertPatient(ctx.db, patientId);
    const { conditions } = ctx.facility.catalogues;
    if (coding.system === conditions.system && !conditions.byCode.has(coding.code)) throw new AppError('not_found', { resource: 'ICD-10' });
    if (onsetDate !== null && onsetDate > ctx.today()) throw new AppError('date.in_future', { date: 'onsetDate' });
    const standing = await listProblems(ctx.db, await linkedPatientIds(ctx.db, patientId));
    if (standing.some((row) => row.code_system === coding.system && row.code === coding.code)) throw new AppError('problem.on_list', { code: coding.code });
    const problemId = ctx.newId();
    insert(ctx, 'problem', {
      id: problemId,
      patient_id: patientId,
      code_system: coding.system,
      code_edition: coding.edition ?? '',
      code: coding.code,
      display: coding.display,
      onset_date: onsetDate,
      onset_precision: onsetPrecision,
      abated_date: clinicalStatus === 'resolved' ? ctx.today() : null,
      clinical_status: clinicalStatus,
      note,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { problemId };
  },
  about: (input) => input.patientId,
}; // prettier-ignore
