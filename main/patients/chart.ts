import { findActivePregnancy } from '../../db/queries/pregnancies.ts';
import { findLatestObservation, listActiveConditions, listAllergies, listRefutedAllergies } from '../../db/queries/encounters.ts';
import { findPatient, linkedPatientIds, toPatientRow } from '../../db/queries/patients.ts';
import {
  listCriticalsOf,
  listDocuments,
  listEncounters,
  listLinkedNumbers,
  listMedications,
  listObservations,
} from '../../db/queries/charts.ts';
import type { Row } from '../../db/schema/index.ts';
import { monthsBetween } from '../../preload/contract/dates.ts';
import { type VitalSign, vitalSigns } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { AllergyLine, Chart } from '../../preload/contract/patients.ts';
import { vitalFlag, vitalRange } from '../clinical/vitals/ranges.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { datesOf } from '../pregnancies/dates.ts';
import { conditionsNow } from '../problems/conditionsNow.ts';
import { pregnancyNow } from '../problems/pregnancyNow.ts';
import { noteRead } from './noteRead.ts';

/** What is known of a person, from all records that are linked as theirs. Opening it is written down once in ten minutes a reader. @throws 'not_found' */
export const chart: QueryHandler<'patients.chart'> = (ctx, { patientId }) =>
  inTransaction(ctx, async (inside) => {
    const read = await readChart(inside, patientId);
    await noteRead(inside, patientId);
    return read;
  });

async function readChart({ db, now, today }: Context, patientId: string): Promise<Chart> {
  const patient = await findPatient(db, patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const ids = await linkedPatientIds(db, patientId);
  const episode = await findActivePregnancy(db, ids);
  const weight = await findLatestObservation(db, ids, vitalSigns['body-weight'].loinc);
  return {
    patient: {
      ...toPatientRow(patient),
      version: patient.version,
      familyName: patient.family_name,
      givenNames: patient.given_names,
      linkedNumbers: (await listLinkedNumbers(db, ids)).filter((number) => number !== patient.number),
    },
    allergies: toStatement(await listAllergies(db, ids), await listRefutedAllergies(db, ids)),
    weight: weight ? { kg: weight.value, at: weight.effective_at } : null,
    pregnancy:
      patient.sex === 'male'
        ? null
        : pregnancyNow(
            {
              episode: episode ? { ...datesOf(episode), recordedAt: episode.recorded_at } : null,
              conditions: await conditionsNow(db, ids),
            },
            now(),
            today(),
          ),
    criticals: await listCriticalsOf(db, ids),
    deceasedOn: patient.deceased_on,
    isUnidentified: patient.is_unidentified === 1,
    conditions: (await listActiveConditions(db, ids)).map(toCondition),
    observations: (await listObservations(db, ids)).map((row) => ({ ...row, flag: flagOf(row, patient.birth_date) })),
    medications: await listMedications(db, ids),
    encounters: await listEncounters(db, ids),
    documents: await listDocuments(db, ids),
  };
}

export function toCondition(row: Row<'condition'>): Chart['conditions'][number] {
  const coding = { system: row.code_system, edition: row.code_edition, code: row.code, display: row.display };
  return { id: row.id, coding, recordedAt: row.recorded_at, status: row.status };
}

const signByCode = new Map(Object.entries(vitalSigns).map(([sign, { loinc }]) => [loinc as string, sign as VitalSign]));

/** Against what is usual at the age on that day; without a birth date there is no statement. */
export function flagOf(row: { code: string; value: number; effectiveAt: string }, birthDate: string | null) {
  const sign = signByCode.get(row.code);
  const day = row.effectiveAt.slice(0, 10);
  if (!sign || birthDate === null || birthDate > day) return '';
  return vitalFlag(vitalRange(sign, monthsBetween(birthDate, day)), row.value);
}

type AllergyRows = Awaited<ReturnType<typeof listAllergies>>;

/** "None known" was said of one of the records; an allergy in another one outweighs it. */
function toStatement(rows: AllergyRows, refuted: AllergyRows): Chart['allergies'] {
  const list = rows.filter((row) => row.kind === 'allergy').map(toAllergyLine);
  const status = list.length > 0 ? 'recorded' : rows.length > 0 ? 'none-known' : 'not-asked';
  return { status, askedAt: rows[0]?.recorded_at ?? null, list, refuted: refuted.map(toAllergyLine) };
}

function toAllergyLine(row: AllergyRows[number]): AllergyLine {
  return {
    id: row.id,
    substance: row.substance,
    criticality: row.criticality as AllergyLine['criticality'],
    severity: row.severity as AllergyLine['severity'],
    certainty: row.verification_status as AllergyLine['certainty'],
    reaction: row.reaction,
    recordedAt: row.recorded_at,
    version: row.version,
  };
}
