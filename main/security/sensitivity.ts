import { listRolePermissions } from '../../db/queries/accounts.ts';
import { findPatient, linkedPatientIds, toPatientRow } from '../../db/queries/patients.ts';
import { listDepartments, listMarks } from '../../db/queries/visibility.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { sightNow } from './sightNow.ts';

/** @throws 'not_found' */
export const sensitivityOf: QueryHandler<'sensitivity.of'> = async (ctx, { patientId }) => {
  const patient = await findPatient(ctx.db, patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const { sight, glass } = sightNow(ctx)?.(patientId) ?? { sight: 'own' as const, glass: null };
  const marks = await listMarks(ctx.db, await linkedPatientIds(ctx.db, patientId));
  return {
    patient: toPatientRow(patient),
    sight,
    marks: marks.map(({ id, departments, roles, reason, set_at, setByName }) => ({
      markId: id,
      departments,
      roles,
      reason,
      setAt: set_at,
      setByName,
    })),
    glass: glass && sight === 'break-glass' ? { breakGlassId: glass.id, reason: glass.reason, endsAt: glass.endsAt } : null,
  };
};

/** @throws 'not_found' */
export const markSensitive: CommandHandler<'sensitivity.mark'> = {
  run: async (ctx, { patientId, departmentIds, roleCodes, reason }) => {
    await assertPatient(ctx.db, patientId);
    const departments = new Set((await listDepartments(ctx.db)).map((one) => one.id));
    const roles = listRolePermissions(ctx.raw);
    if (departmentIds.some((id) => !departments.has(id))) throw new AppError('not_found', { resource: 'department' });
    if (roleCodes.some((code) => !roles.has(code))) throw new AppError('not_found', { resource: 'Role' });
    const markId = ctx.newId();
    insert(ctx, 'sensitivity_mark', { id: markId, patient_id: patientId, reason, set_at: ctx.now(), set_by: ctx.user.userId });
    for (const id of new Set(departmentIds)) insert(ctx, 'sensitivity_scope', { id: ctx.newId(), mark_id: markId, department_id: id });
    for (const code of new Set(roleCodes)) insert(ctx, 'sensitivity_scope', { id: ctx.newId(), mark_id: markId, role_code: code });
    return { markId };
  },
  about: (input) => input.patientId,
};

/** @throws 'not_found', 'patient.restricted' under a break-glass */
export const liftMark: CommandHandler<'sensitivity.lift'> = {
  run: async (ctx, { patientId, markId, reason }) => {
    const marks = await listMarks(ctx.db, await linkedPatientIds(ctx.db, patientId));
    const mark = marks.find((one) => one.id === markId);
    if (!mark) throw new AppError('not_found', { resource: 'sensitivity_mark' });
    if (sightNow(ctx)?.(patientId).sight !== 'own') throw new AppError('patient.restricted');
    const end = { ended_at: ctx.now(), ended_by: ctx.user.userId, end_reason: reason };
    amend(ctx, 'sensitivity_mark', markId, end, { version: mark.version, reason });
    return {};
  },
  about: (input) => input.patientId,
};
