import { listPatientRows } from '../../db/queries/patients.ts';
import { findOpening, listOpenings } from '../../db/queries/visibility.ts';
import { amend, audit, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { BreakGlassRow } from '../../preload/contract/visibility.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { readAccessPolicy } from './accessPolicy.ts';
import { sightNow } from './sightNow.ts';

/** @throws 'not_found', 'break_glass.not_needed' where the record is open already */
export const openBreakGlass: CommandHandler<'breakGlass.open'> = {
  run: async (ctx, { patientId, reason }) => {
    await assertPatient(ctx.db, patientId);
    if ((sightNow(ctx)?.(patientId).sight ?? 'own') !== 'none') throw new AppError('break_glass.not_needed');
    const breakGlassId = ctx.newId();
    const openedAt = ctx.now();
    const { breakGlassMinutes } = readAccessPolicy(ctx.raw);
    const endsAt = new Date(Date.parse(openedAt) + breakGlassMinutes * 60_000).toISOString();
    insert(ctx, 'break_glass', {
      id: breakGlassId,
      patient_id: patientId,
      user_id: ctx.user.userId,
      reason,
      opened_at: openedAt,
      ends_at: endsAt,
    });
    audit(ctx, { action: 'break-glass', resource: 'Patient', resourceId: breakGlassId, patientId, reason });
    return { breakGlassId, endsAt };
  },
  about: (input) => input.patientId,
};

/** Only who opened it closes it; closing twice is no harm. @throws 'not_found' */
export const closeBreakGlass: CommandHandler<'breakGlass.close'> = {
  run: async (ctx, { breakGlassId }) => {
    const opening = await findOpening(ctx.db, breakGlassId);
    if (!opening || opening.user_id !== ctx.user.userId) throw new AppError('not_found', { resource: 'break_glass' });
    if (opening.closed_at !== null) return {};
    amend(ctx, 'break_glass', breakGlassId, { closed_at: ctx.now() });
    audit(ctx, {
      action: 'break-glass-close',
      resource: 'Patient',
      resourceId: breakGlassId,
      patientId: opening.patient_id,
      reason: opening.reason,
    });
    return {};
  },
};

export const listBreakGlass: QueryHandler<'breakGlass.list'> = async (ctx, { status }) => {
  const rows = await listOpenings(ctx.db, status);
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  return {
    openings: rows.flatMap((row): BreakGlassRow[] => {
      const patient = people.get(row.patient_id);
      if (!patient) return [];
      return [
        {
          breakGlassId: row.id,
          patient,
          userName: row.userName,
          isOwn: row.user_id === ctx.user.userId,
          reason: row.reason,
          openedAt: row.opened_at,
          endsAt: row.ends_at,
          closedAt: row.closed_at,
          reads: row.reads ?? 0,
          reviewedAt: row.reviewed_at,
          reviewerName: row.reviewerName,
          verdict: row.verdict as BreakGlassRow['verdict'],
          note: row.review_note,
          version: row.version,
        },
      ];
    }),
  };
};

/** Judged once; an escalation ends the opening at once. @throws 'not_found', 'break_glass.own', 'break_glass.reviewed', 'version.conflict' */
export const reviewBreakGlass: CommandHandler<'breakGlass.review'> = {
  run: async (ctx, { breakGlassId, version, verdict, note }) => {
    const opening = await findOpening(ctx.db, breakGlassId);
    if (!opening) throw new AppError('not_found', { resource: 'break_glass' });
    if (opening.user_id === ctx.user.userId) throw new AppError('break_glass.own');
    if (opening.reviewed_at !== null) throw new AppError('break_glass.reviewed');
    const now = ctx.now();
    const review = { reviewed_at: now, reviewed_by: ctx.user.userId, verdict, review_note: note };
    const end = verdict === 'escalated' && opening.closed_at === null ? { closed_at: now } : {};
    amend(ctx, 'break_glass', breakGlassId, { ...review, ...end }, { version, reason: note });
    audit(ctx, {
      action: `break-glass-${verdict}`,
      resource: 'Patient',
      resourceId: breakGlassId,
      patientId: opening.patient_id,
      reason: note || opening.reason,
    });
    return {};
  },
};
