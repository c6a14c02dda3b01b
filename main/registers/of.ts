import { listPatientRows } from '../../db/queries/patients.ts';
import type { Registered, RegisterName } from '../../preload/contract/registers.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { intervalsNow } from './intervals.ts';
import { bookedNext, type Member, members } from './members.ts';

export const register: QueryHandler<'registers.of'> = async (ctx, { register: name, onlyOverdue, offset, limit }) => {
  const { all, intervalDays } = await membersNow(ctx, name);
  const overdue = all.filter((one) => one.daysOverdue > 0);
  const asked = onlyOverdue ? overdue : all;
  const people = await withPeople(ctx, asked.slice(offset, offset + limit));
  ctx.facility.settled.noteSearch(ctx, 'registers.of', people.map(({ patient }) => patient.patientId)); // prettier-ignore
  return { total: asked.length, overdue: overdue.length, intervalDays, people };
};

export async function membersNow(ctx: Context, name: RegisterName): Promise<{ all: Member[]; intervalDays: number }> {
  const intervalDays = (await intervalsNow(ctx)).find((one) => one.register === name)?.intervalDays ?? 1;
  return { all: members(ctx, name, intervalDays), intervalDays };
}

export async function withPeople(ctx: Context, found: readonly Member[]): Promise<Registered[]> {
  const rows = await listPatientRows(ctx.db, found.map(({ patientId }) => patientId)); // prettier-ignore
  const booked = bookedNext(ctx, [...rows.keys()]);
  return found.flatMap(({ patientId, ...member }) => {
    const patient = rows.get(patientId);
    return patient ? [{ patient, ...member, nextAppointment: booked.get(patientId) ?? null }] : [];
  });
}
