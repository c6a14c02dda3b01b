import { listOpenCriticals } from '../../db/queries/laboratory.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CriticalRow } from '../../preload/contract/laboratory.ts';
import { criticalAlert } from '../clinical/laboratory/criticalAlert.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { toResult } from './toResult.ts';

/**
 * Whoever ordered the test is told at once; unacknowledged, everybody who may order is told too, and at last everybody who may read results.
 * Times: main/clinical/laboratory/criticalAlert.ts.
 */
export const criticals: QueryHandler<'laboratory.criticals'> = async (ctx) => {
  const rows = await listOpenCriticals(ctx.db);
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  const canOrder = ctx.can('ServiceRequest.create');
  const told = rows.flatMap((row): CriticalRow[] => {
    const patient = people.get(row.patient_id);
    const alert = criticalAlert({ issuedAt: row.criticalAt, acknowledgedAt: null }, ctx.now());
    if (!patient || alert.state !== 'waiting') return [];
    const isTold = row.requesterId === ctx.user.practitionerId || alert.level === 'in-charge' || (alert.level === 'clinicians' && canOrder);
    if (!isTold) return [];
    const { criticalResultId, requesterName, criticalAt: issuedAt, criticalVersion: version } = row;
    return [
      { criticalResultId, patient, result: toResult(row), requesterName, issuedAt, level: alert.level, minutes: alert.minutes, version },
    ];
  });
  ctx.facility.settled.noteSearch(ctx, 'laboratory.criticals', [...new Set(told.map(({ patient }) => patient.patientId))]);
  return { criticals: told };
};

/** Seen, and what was done about it. @throws 'not_found', 'version.conflict' when somebody else was faster */
export const acknowledgeCritical: CommandHandler<'laboratory.acknowledge'> = {
  run: async (ctx, { criticalResultId, version, actionTaken }) => {
    const found = await ctx.db
      .selectFrom('critical_result')
      .select('acknowledged_at')
      .where('id', '=', criticalResultId)
      .executeTakeFirst();
    if (!found) throw new AppError('not_found', { resource: 'critical_result' });
    const changes = { acknowledged_at: ctx.now(), acknowledged_by: ctx.user.practitionerId, action_taken: actionTaken };
    amend(ctx, 'critical_result', criticalResultId, changes, { version });
    return {};
  },
};
