import { listAllergies, listOpenEncounters } from '../../db/queries/encounters.ts';
import { linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { QueryHandler } from '../facility/handlers.ts';

type Waiting = Output<'encounters.queue'>['queue'][number];

export const queue: QueryHandler<'encounters.queue'> = async (ctx) => {
  const rows = await listOpenEncounters(ctx.db);
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  ctx.facility.settled.noteSearch(ctx, 'encounters.queue', [...people.keys()]);
  const waiting: Waiting[] = [];
  for (const { patient_id, hasVitals, status, ...row } of rows) {
    const patient = people.get(patient_id);
    if (!patient) continue;
    const allergies = await listAllergies(ctx.db, await linkedPatientIds(ctx.db, patient_id));
    waiting.push({
      ...row,
      patient,
      status: status as Waiting['status'],
      hasVitals: Boolean(hasVitals),
      allergiesAsked: allergies.length > 0,
      allergies: allergies.filter((allergy) => allergy.kind === 'allergy').map((allergy) => allergy.substance),
    });
  }
  return { queue: waiting };
};
