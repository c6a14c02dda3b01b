import { listGiven, listReactions } from '../../db/queries/immunizations.ts';
import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { immunizationCard } from '../clinical/immunization/card.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { activeOnly, scheduleNow } from './scheduleNow.ts';

type Card = Output<'immunizations.card'>;

/** @throws 'not_found' */
export const card: QueryHandler<'immunizations.card'> = async (ctx, { patientId }) => {
  const patient = await findPatient(ctx.db, patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const ids = await linkedPatientIds(ctx.db, patientId);
  const rows = await listGiven(ctx.db, ids);
  const reactions = Map.groupBy(await listReactions(ctx.db, ids), (row) => row.immunization_id);
  const given: Card['given'] = rows.map((row) => ({
    immunizationId: row.id,
    series: row.series,
    vaccine: row.vaccine,
    day: row.occurrence_date,
    isPrimarySource: row.is_primary_source === 1,
    lotNumber: row.lot_number,
    expiry: row.expiry,
    site: row.site,
    overrideReason: row.override_reason,
    recordedAt: row.recorded_at,
    by: row.by ?? '',
    isFromStock: row.lot_id !== null,
    reactions: (reactions.get(row.id) ?? []).map((one) => ({
      day: one.onset_date,
      reaction: one.reaction,
      severity: one.severity as 'mild' | 'moderate' | 'severe',
      isSerious: one.is_serious === 1,
    })),
  }));
  const birthDate = patient.birth_date;
  const answer = { birthDate, sex: patient.sex as Card['sex'], given, series: [] };
  if (birthDate === null) return { ...answer, why: 'birth-date-unknown' };
  if (patient.birth_date_precision === 'year') return { ...answer, why: 'birth-date-estimated' };
  const doses = given.map((dose) => ({ id: dose.immunizationId, series: dose.series, day: dose.day }));
  const schedule = activeOnly(await scheduleNow(ctx.db));
  return { ...answer, why: '', series: immunizationCard({ birthDate, sex: patient.sex }, schedule, doses, ctx.today()) };
};
