import { listPatientRows } from '../../db/queries/patients.ts';
import { findAlert, listAlone } from '../../db/queries/safety.ts';
import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { FindingKind } from '../../preload/contract/safety.ts';
import type { AloneRow } from '../../preload/contract/safetyOverrides.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

/** Orders to which nobody else agreed, for whoever judges them. */
export const safetyReviews: QueryHandler<'safety.reviews'> = async (ctx, { status }) => {
  const rows = await listAlone(ctx.db, status);
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  return {
    rows: rows.flatMap((row): AloneRow[] => {
      const patient = people.get(row.patient_id);
      if (!patient || row.overridden_at === null) return [];
      return [
        {
          alertId: row.id,
          patient,
          medicine: row.medicine,
          against: row.against,
          kind: row.kind as FindingKind,
          code: row.code,
          reason: row.reason,
          aloneBecause: row.no_second_reason,
          prescriberName: row.prescriberName,
          isOwn: row.prescriber_id === ctx.user.practitionerId,
          overriddenAt: row.overridden_at,
          reviewedAt: row.reviewed_at,
          reviewerName: row.reviewerName,
          verdict: row.verdict as AloneRow['verdict'],
          note: row.review_note,
          version: row.version,
        },
      ];
    }),
  };
};

/** @throws see preload/contract/safetyOverrides.ts */
export const reviewAlone: CommandHandler<'safety.review'> = {
  run: async (ctx, { alertId, version, verdict, note }) => {
    const alert = await findAlert(ctx.db, alertId);
    if (alert?.second_by !== 'nobody' || alert.overridden_at === null) throw new AppError('not_found', { resource: 'safety_alert' });
    if (alert.prescriber_id === ctx.user.practitionerId) throw new AppError('safety.own_review');
    if (alert.reviewed_at !== null) throw new AppError('safety.reviewed');
    const review = { reviewed_at: ctx.now(), reviewed_by: ctx.user.userId, verdict, review_note: note };
    amend(ctx, 'safety_alert', alertId, review, { version, reason: note });
    audit(ctx, {
      action: `override-${verdict}`,
      resource: 'safety_alert',
      resourceId: alertId,
      patientId: alert.patient_id,
      reason: note || alert.reason,
    });
    return {};
  },
};
