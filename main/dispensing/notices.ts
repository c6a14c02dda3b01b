import { listNotices } from '../../db/queries/dispensing.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { findRequest } from '../../db/queries/prescriptions.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

/** @throws 'not_found' */
export const askPrescriber: CommandHandler<'dispensing.askPrescriber'> = {
  run: async (ctx, { medicationRequestId, question }) => {
    const request = await findRequest(ctx.db, medicationRequestId);
    if (!request || request.status === 'draft') throw new AppError('not_found', { resource: 'MedicationRequest' });
    insert(ctx, 'prescriber_notice', {
      id: ctx.newId(),
      medication_request_id: request.id,
      patient_id: request.patient_id,
      prescriber_id: request.prescriber_id,
      kind: 'question',
      text: question,
      written_at: ctx.now(),
      written_by: ctx.user.practitionerId,
    });
    return {};
  },
};

/** Those of whoever is signed in. */
export const listOwnNotices: QueryHandler<'dispensing.notices'> = async (ctx) => {
  const found = await ctx.facility.exclusive(() => listNotices(ctx.raw, ctx.user.practitionerId));
  const people = await listPatientRows(ctx.db, [...new Set(found.map((row) => row.patientId))]);
  return {
    notices: found.flatMap(({ patientId, ...row }) => {
      const patient = people.get(patientId);
      return patient ? [{ ...row, patient }] : [];
    }),
  };
};

/** The answer is for the desk: it stands on the prescription as its note. @throws 'not_found' */
export const noticeSeen: CommandHandler<'dispensing.seen'> = {
  run: async (ctx, { noticeId, answer }) => {
    const notice = await ctx.db.selectFrom('prescriber_notice').selectAll().where('id', '=', noticeId).executeTakeFirst();
    if (!notice || notice.prescriber_id !== ctx.user.practitionerId) throw new AppError('not_found', { resource: 'notice' });
    if (notice.seen_at !== null) return {};
    amend(ctx, 'prescriber_notice', noticeId, { seen_at: ctx.now(), answer }, { version: notice.version });
    return {};
  },
};
