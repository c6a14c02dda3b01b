import { findPatient, linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { findBedOf, findStay, listBeds } from '../../db/queries/wards.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Bed } from '../../preload/contract/wards.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const allBeds: QueryHandler<'wards.beds'> = async (ctx) => {
  const rows = await listBeds(ctx.db);
  const patients = await listPatientRows(ctx.db, rows.flatMap((row) => row.patient_id ?? [])); // prettier-ignore
  return {
    beds: rows.map((row) => ({
      bedId: row.id,
      name: row.name,
      departmentId: row.department_id,
      departmentName: row.departmentName,
      status: row.status as Bed['status'],
      patient: row.patient_id === null ? null : (patients.get(row.patient_id) ?? null),
      since: row.since,
      note: row.note,
      version: row.version,
    })),
  };
};

export const addBed: CommandHandler<'wards.addBed'> = {
  run: async (ctx, { departmentId, name }) => {
    const department = await ctx.db.selectFrom('department').select('id').where('id', '=', departmentId).executeTakeFirst();
    if (!department) throw new AppError('not_found', { resource: 'department' });
    const same = await ctx.db.selectFrom('bed').select('id').where('department_id', '=', departmentId).where('name', '=', name).executeTakeFirst();
    if (same) throw new AppError('ward.bed_taken', { name });
    const bedId = ctx.newId();
    insert(ctx, 'bed', { id: bedId, department_id: departmentId, name, since: ctx.now() });
    return { bedId };
  },
}; // prettier-ignore

export const setBed: CommandHandler<'wards.setBed'> = {
  run: async (ctx, { bedId, version: seen, status, patientId, note }) => {
    if (patientId !== null && status !== 'occupied') throw new AppError('ipc.invalid_input', { path: 'patientId' });
    if (patientId !== null) {
      if (!(await findPatient(ctx.db, patientId))) throw new AppError('not_found', { resource: 'Patient' });
      const other = await findBedOf(ctx.db, await linkedPatientIds(ctx.db, patientId));
      if (other && other.id !== bedId) throw new AppError('ward.already_in_bed', { name: other.name });
    }
    const stay = await findStay(ctx.db, bedId);
    if (stay && stay.patient_id !== patientId) amend(ctx, 'bed_stay', stay.id, { ended_at: ctx.now() });
    const version = amend(ctx, 'bed', bedId, { status, note, since: ctx.now() }, { version: seen, reason: note });
    if (patientId !== null && stay?.patient_id !== patientId)
      insert(ctx, 'bed_stay', { id: ctx.newId(), bed_id: bedId, patient_id: patientId, started_at: ctx.now() });
    return { version };
  },
  about: (input) => input.patientId,
};
