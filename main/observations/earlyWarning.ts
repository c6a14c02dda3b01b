import { findEncounter, findLatestObservation } from '../../db/queries/encounters.ts';
import { listOfEncounter } from '../../db/queries/observations.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findActivePregnancy } from '../../db/queries/pregnancies.ts';
import { monthsBetween } from '../../preload/contract/dates.ts';
import { findings } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { bedsidePews } from '../clinical/vitals/bedsidePews.ts';
import { news2, news2FromYears } from '../clinical/vitals/news2.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { signsOf } from './signs.ts';

/** @throws 'not_found' */
export const earlyWarningNow: QueryHandler<'observations.earlyWarning'> = async (ctx, { encounterId }) => {
  const encounter = await findEncounter(ctx.db, encounterId);
  if (!encounter) throw new AppError('not_found', { resource: 'Encounter' });
  const patient = await ctx.db.selectFrom('patient').select('birth_date').where('id', '=', encounter.patient_id).executeTakeFirstOrThrow();
  if (patient.birth_date === null) return { earlyWarning: null, why: 'age-unknown' };
  const months = monthsBetween(patient.birth_date, encounter.local_date);
  if (months < 0) return { earlyWarning: null, why: 'age-unknown' };
  const ids = await linkedPatientIds(ctx.db, encounter.patient_id);
  // NEWS2 is not made for pregnancy: a changed physiology would be scored as illness, and illness missed (RCP 2017)
  if (months >= news2FromYears * 12 && (await findActivePregnancy(ctx.db, ids))) return { earlyWarning: null, why: 'pregnant' };
  const { value, answer } = signsOf(await listOfEncounter(ctx.db, encounterId));
  const signs = {
    respiratoryRate: value('respiratory-rate'),
    oxygenSaturation: value('oxygen-saturation'),
    oxygenFlow: value('oxygen-flow'),
    systolicPressure: value('systolic-pressure'),
    heartRate: value('heart-rate'),
  };
  const isAdult = months >= news2FromYears * 12;
  const score = isAdult
    ? news2({
        ...signs,
        consciousness: answer('consciousness'),
        temperature: value('body-temperature'),
        usesScale2: await usesScale2(ctx, ids),
      })
    : bedsidePews(months, { ...signs, capillaryRefill: value('capillary-refill'), respiratoryEffort: answer('respiratory-effort') });
  return score.measured === 0 ? { earlyWarning: null, why: 'nothing-measured' } : { earlyWarning: score, why: '' };
};

/** Decided for the person, not for the visit: it holds until somebody decides otherwise. */
async function usesScale2(ctx: Parameters<typeof earlyWarningNow>[0], patientIds: readonly string[]): Promise<boolean> {
  const { code, answers } = findings['oxygen-scale'];
  const decided = await findLatestObservation(ctx.db, patientIds, code);
  return decided !== undefined && answers[decided.value] === 'scale-2';
}
