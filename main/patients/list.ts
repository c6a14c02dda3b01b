import { pageOfPatients, toPatientRow } from '../../db/queries/patients.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { filterMatch } from './match.ts';
import { readTyped } from './typed.ts';

/** A page of the register; the filter keeps those whose words begin like each word typed. */
export const listPatients: QueryHandler<'patients.list'> = async (ctx, { sort, offset, limit, filter }) => {
  const match = filterMatch(readTyped(filter));
  const { total, patients } = await pageOfPatients(ctx.db, { sort, offset, limit, match: match === '' ? null : match });
  ctx.facility.settled.noteSearch(
    ctx,
    'patients.list',
    patients.map((patient) => patient.id),
  );
  return { total, patients: patients.map(toPatientRow) };
};
