import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import { findActivePregnancy, listContacts } from '../../db/queries/pregnancies.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { antenatalContacts } from '../clinical/pregnancy/contacts.ts';
import { datePregnancy, gestationDays, trimesterOf } from '../clinical/pregnancy/dating.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { datesOf } from './dates.ts';

type Visit = NonNullable<Output<'pregnancies.current'>['pregnancy']>['visits'][number];

/** Baseline of a fetal heart rate, /min. Source: FIGO consensus guidelines on intrapartum fetal monitoring, Int J Gynaecol Obstet 2015;131:13-24. */
const usualHeartRate = [110, 160] as const;

/** @throws 'not_found' */
export const currentPregnancy: QueryHandler<'pregnancies.current'> = async (ctx, { patientId }) => {
  if (!(await findPatient(ctx.db, patientId))) throw new AppError('not_found', { resource: 'Patient' });
  const row = await findActivePregnancy(ctx.db, await linkedPatientIds(ctx.db, patientId));
  const dating = row && datePregnancy(datesOf(row));
  if (!row || !dating) return { pregnancy: null };
  const visits = (await listContacts(ctx.db, row.id)).map((visit): Visit => ({
    contactId: visit.id,
    encounterId: visit.encounter_id,
    day: visit.contact_date,
    gestationDays: gestationDays(dating.edd, visit.contact_date),
    fundalHeightCm: visit.fundal_height,
    fetalHeartRate: visit.fetal_heart_rate,
    isHeartRateUnusual:
      visit.fetal_heart_rate !== null && (visit.fetal_heart_rate < usualHeartRate[0] || visit.fetal_heart_rate > usualHeartRate[1]),
    presentation: visit.presentation as Visit['presentation'],
    urineProtein: visit.urine_protein as Visit['urineProtein'],
    dangerSigns: visit.danger_signs,
    recordedAt: visit.recorded_at,
  }));
  const days = gestationDays(dating.edd, ctx.today());
  return {
    pregnancy: {
      pregnancyId: row.id,
      version: row.version,
      ...datesOf(row),
      ...dating,
      gestationDays: days,
      trimester: days === null ? null : trimesterOf(days),
      contacts: antenatalContacts(
        dating.edd,
        ctx.today(),
        visits.map((visit) => visit.day),
      ),
      visits,
    },
  };
};
