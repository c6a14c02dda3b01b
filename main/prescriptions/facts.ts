import { listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findActivePregnancy } from '../../db/queries/pregnancies.ts';
import { listCurrentMedicines } from '../../db/queries/prescriptions.ts';
import { findAnswers, findLatestOf } from '../../db/queries/safety.ts';
import { addDays, today as dayOf } from '../../preload/contract/dates.ts';
import { vitalSigns } from '../../preload/contract/encounters.ts';
import type { SafetyFacts, TakenMedicine } from '../../preload/contract/safety.ts';
import { datePregnancy, gestationDays } from '../clinical/pregnancy/dating.ts';
import { convertUnit } from '../clinical/units/ucum.ts';
import type { Context } from '../facility/context.ts';
import { datesOf } from '../pregnancies/dates.ts';
import { takenBeside } from '../medications/takenBeside.ts';
import { conditionsNow } from '../problems/conditionsNow.ts';
import { dosageOf } from './rows.ts';

/** Creatinine in serum, plasma or blood: substance and mass concentration. LOINC. */
const creatinineCodes = ['14682-9', '2160-0', '38483-4', '59826-8'];
/** g/mol. Source: LOINC 2160-0 (resources/labs). */
const creatinineMass = 113.1179;

/** Days an answer is good for. Source: MedVault's own choice; a pregnancy may begin any month. */
const goodFor = { pregnant: 28, lactating: 90, hepatic: 365 } as const;

/** What the record knows of a person for the safety check; what was never asked stays null and is told as unchecked. */
export async function gatherFacts(
  ctx: Context,
  patientId: string,
  own?: string,
): Promise<{ facts: SafetyFacts; current: TakenMedicine[] | null }> {
  const ids = await linkedPatientIds(ctx.db, patientId);
  const patient = await ctx.db.selectFrom('patient').select(['birth_date', 'sex']).where('id', '=', patientId).executeTakeFirstOrThrow();
  const allergies = await listAllergies(ctx.db, ids);
  const conditions = await conditionsNow(ctx.db, ids);
  const answers = await recentAnswers(ctx, ids);
  const pregnancy = await findActivePregnancy(ctx.db, ids);
  const dating = pregnancy && datePregnancy(datesOf(pregnancy));
  const gestation = dating ? gestationDays(dating.edd, ctx.today()) : null;
  return {
    facts: {
      today: ctx.today(),
      patient: {
        birthDate: patient.birth_date,
        sex: patient.sex as 'male' | 'female' | 'other' | 'unknown',
        ...(await measured(ctx, ids)),
        // no pregnancy recorded is no statement that there is none
        pregnant: gestation === null ? yesNo(answers.pregnant) : true,
        gestationWeeks: gestation === null ? null : Math.floor(gestation / 7),
        lactating: yesNo(answers.lactating),
        hepatic: answers.hepatic === undefined ? (conditions.some(isLiver) ? true : null) : hepaticOf(answers.hepatic),
      },
      allergies:
        allergies.length === 0
          ? null
          : allergies
              .filter((row) => row.kind === 'allergy')
              .map((row) => ({ text: row.substance, reaction: row.reaction, isSevere: row.criticality === 'high' })),
      conditions: conditions.length === 0 ? null : conditions.map(({ coding }) => coding.code),
    },
    current: await takenNow(ctx, ids, own),
  };
}

async function measured(ctx: Context, ids: readonly string[]) {
  const weight = await findLatestOf(ctx.db, ids, [vitalSigns['body-weight'].loinc]);
  const height = await findLatestOf(
    ctx.db,
    ids,
    (['body-height', 'standing-height', 'body-length'] as const).map((sign) => vitalSigns[sign].loinc),
  );
  const creatinine = await findLatestOf(ctx.db, ids, creatinineCodes);
  const umol = creatinine && convertUnit(creatinine.value, creatinine.unit, 'umol/L', creatinineMass);
  return {
    weightKg: (weight && convertUnit(weight.value, weight.unit, 'kg')) ?? null,
    weightAt: weight?.effective_at ?? null,
    heightCm: (height && convertUnit(height.value, height.unit, 'cm')) ?? null,
    creatinineUmolL: umol ?? null,
    creatinineAt: creatinine?.effective_at ?? null,
  };
}

/** What is prescribed here, what is being written beside the order, and what the person says they take. */
async function takenNow(ctx: Context, ids: readonly string[], own: string | undefined): Promise<TakenMedicine[] | null> {
  const lines = (await listCurrentMedicines(ctx.db, ids, ctx.today(), addDays(ctx.today(), -1))).filter((row) => row.id !== own);
  const stated = await takenBeside(ctx, ids);
  // nothing prescribed here is not the same as taking nothing, unless somebody went through it with the person
  if (lines.length === 0 && stated === null) return null;
  return [
    ...lines.map((row) => ({
      text: row.medicine,
      dosage: dosageOf(row),
      directions: row.directions,
      since: row.status === 'draft' ? null : dayOf(row.authored_at, ctx.facility.self.time_zone),
    })),
    ...(stated ?? []).map((text) => ({ text })),
  ];
}

async function recentAnswers(ctx: Context, ids: readonly string[]) {
  const answers = await findAnswers(ctx.db, ids);
  const recent = (question: 'pregnant' | 'lactating' | 'hepatic') => {
    const row = answers.get(question);
    const since = addDays(ctx.today(), -goodFor[question]);
    return row && dayOf(row.answered_at, ctx.facility.self.time_zone) >= since ? row.answer : undefined;
  };
  return { pregnant: recent('pregnant'), lactating: recent('lactating'), hepatic: recent('hepatic') };
}

const yesNo = (answer: string | undefined): boolean | null => (answer === undefined ? null : answer === 'yes');
const hepaticOf = (answer: string): boolean | string => (answer === 'no' ? false : answer === 'yes' ? true : answer);
/** ICD-10 K70 to K77, diseases of the liver. */
const isLiver = ({ coding }: { coding: { code: string } }): boolean => /^K7[0-7]/.test(coding.code);
