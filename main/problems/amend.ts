import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Over or in remission from today, unless a day is said; brought back, it has no end. @throws 'not_found', 'version.conflict', 'date.in_future', 'problem.reason_needed' */
export const amendProblem: CommandHandler<'problems.amend'> = {
  run: async (ctx, { problemId, version, onsetDate, onsetPrecision, clinicalStatus, abatedDate, note, reason }) => {
    const row = await ctx.db.selectFrom('problem').selectAll().where('id', '=', problemId).executeTakeFirst();
    if (!row || row.verification_status === 'entered-in-error') throw new AppError('not_found', { resource: 'Condition' });
    const isChanged = clinicalStatus !== row.clinical_status;
    if (isChanged && reason.length < 3) throw new AppError('problem.reason_needed');
    const today = ctx.today();
    if ((onsetDate ?? '') > today) throw new AppError('date.in_future', { date: 'onsetDate' });
    if ((abatedDate ?? '') > today) throw new AppError('date.in_future', { date: 'abatedDate' });
    const isOver = clinicalStatus === 'resolved' || clinicalStatus === 'remission';
    const changes = {
      onset_date: onsetDate,
      onset_precision: onsetPrecision,
      clinical_status: clinicalStatus,
      abated_date: isOver ? (abatedDate ?? (isChanged ? today : row.abated_date)) : null,
      note,
    };
    return { version: amend(ctx, 'problem', problemId, changes, { version, reason }) };
  },
};

/** Hidden, never deleted; the reason stands in the audit. @throws 'not_found', 'version.conflict' */
export const problemEnteredInError: CommandHandler<'problems.enteredInError'> = {
  run: async (ctx, { problemId, version, reason }) => {
    amend(ctx, 'problem', problemId, { verification_status: 'entered-in-error' }, { version, reason });
    return {};
  },
};
