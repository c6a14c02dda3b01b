import { listByCodes } from '../../db/queries/observations.ts';
import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import { daysBetween, today } from '../../preload/contract/dates.ts';
import { findings, type VitalSign, vitalSigns } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { assessGrowth } from '../clinical/growth/assessGrowth.ts';
import { classify, classifyArm } from '../clinical/growth/classify.ts';
import { type GrowthSex, loadGrowthStandards } from '../clinical/growth/standards.ts';
import { measurementsOf } from '../encounters/judgeVitals.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { signsOf } from './signs.ts';

const measured: readonly VitalSign[] = [
  'body-weight',
  'body-height',
  'body-length',
  'standing-height',
  'head-circumference',
  'arm-circumference',
];
const codes = [...measured.map((sign) => vitalSigns[sign].loinc), findings['feet-oedema'].code];
/** The last day of WHO's reference: 229 months. */
const lastDay = 229 * 30.4375;

type Visit = Output<'observations.growth'>['visits'][number];

/** @throws 'not_found' */
export const growth: QueryHandler<'observations.growth'> = async (ctx, { patientId }) => {
  const patient = await findPatient(ctx.db, patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const sex = patient.sex as Output<'observations.growth'>['sex'];
  const birthDate = patient.birth_date;
  const isAgeKnown = birthDate !== null && patient.birth_date_precision !== 'year';
  const answer = { sex, birthDate, isAgeApproximate: patient.birth_date_precision === 'month', visits: [] };
  if (sex !== 'male' && sex !== 'female') return { ...answer, why: 'sex-unknown' };
  const rows = await listByCodes(ctx.db, await linkedPatientIds(ctx.db, patientId), codes);
  const zone = ctx.facility.self.time_zone;
  const visits = [...Map.groupBy(rows, (row) => row.encounter_id ?? today(row.effective_at, zone)).values()].map((group): Visit => {
    const at = group.at(-1)?.effective_at ?? '';
    const ageDays = isAgeKnown ? daysBetween(birthDate, today(at, zone)) : null;
    return toVisit(sex, at, ageDays, signsOf(group));
  });
  const known = visits.filter((visit) => visit.scores.length > 0 || visit.hasOedema);
  if (known.length > 0) return { ...answer, why: '', visits: known };
  if (!isAgeKnown) return { ...answer, why: 'birth-date-unknown' };
  return { ...answer, why: daysBetween(birthDate, ctx.today()) >= lastDay ? 'over-19' : 'nothing-measured' };
};

function toVisit(sex: GrowthSex, at: string, ageDays: number | null, { value, answer }: ReturnType<typeof signsOf>): Visit {
  const hasOedema = answer('feet-oedema') === 'present';
  const { scores, lengthCm } = assessGrowth(loadGrowthStandards(), { sex, ageDays, hasOedema, ...measurementsOf(value) });
  const arm = value('arm-circumference');
  return {
    at,
    ageDays,
    hasOedema,
    scores: scores.flatMap((score) => {
      const x = score.indicator === 'weight-for-length' ? lengthCm : ageDays;
      return x === null ? [] : [{ ...score, x, class: classify(score, ageDays) }];
    }),
    arm: arm === undefined || ageDays === null ? null : classifyArm(arm, ageDays),
  };
}
