import { findPreviousResult } from '../../db/queries/laboratory.ts';
import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import { daysBetween, today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Interpretation, presenceAnswers, presenceUnit } from '../../preload/contract/laboratory.ts';
import { deltaCheck } from '../clinical/laboratory/deltaCheck.ts';
import { labFlag } from '../clinical/laboratory/flag.ts';
import { labRange, loadLabCatalogue } from '../clinical/laboratory/ranges.ts';
import { convertUnit, toUcum } from '../clinical/units/ucum.ts';
import type { Context } from '../facility/context.ts';
import { labTests } from './catalogue.ts';
import { ownRanges } from './ownRanges.ts';

export type Entered = { loinc: string; value: number; unit: string };
export type Judged = Entered & {
  name: string;
  interpretation: Interpretation;
  referenceLow: number | null;
  referenceHigh: number | null;
  isCritical: boolean;
  /** changed more since the last result than chance explains */
  hasJumped: boolean;
};

/**
 * Each result in the unit it was reported in, held against the range for this person and against their last result.
 * @throws 'not_found' no such test, 'result.unit' { loinc, expected } a unit that does not measure it, 'result.impossible' { loincs }
 */
export async function judge(ctx: Context, patientId: string, results: readonly Entered[], takenAt: string): Promise<Judged[]> {
  const { ranges, tests } = loadLabCatalogue();
  const known = labTests();
  const own = await ownRanges(ctx.db);
  const patient = await findPatient(ctx.db, patientId);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const takenOn = today(takenAt, ctx.facility.self.time_zone);
  const ageDays = patient.birth_date === null ? null : Math.max(0, daysBetween(patient.birth_date, takenOn));
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const judged: Judged[] = [];
  for (const { loinc, value, unit: written } of results) {
    const test = known.get(loinc);
    if (!test) throw new AppError('not_found', { resource: 'LabTest' });
    if (test.unit === presenceUnit) {
      judged.push(judgePresence({ loinc, value, unit: written }, test.name));
      continue;
    }
    const unit = toUcum(written);
    const molarMass = tests.get(loinc)?.molarMass ?? null;
    if (convertUnit(1, unit, test.unit, molarMass) === null) throw new AppError('result.unit', { loinc, expected: test.unit });
    if (value < 0) throw new AppError('result.impossible', { loincs: [loinc] });
    const range = labRange(ranges, { sex: patient.sex, ageDays }, { loinc, unit, molarMass }, own);
    const interpretation = labFlag(range, value);
    const previous = await findPreviousResult(ctx.db, { patientIds, loinc, before: takenAt });
    const before = previous && convertUnit(previous.value, previous.unit, unit, molarMass);
    const last =
      previous && before !== null && before !== undefined
        ? { value: before, on: today(previous.effective_at, ctx.facility.self.time_zone) }
        : null;
    judged.push({
      loinc,
      value,
      unit,
      name: test.name,
      interpretation,
      referenceLow: range?.normalLow ?? null,
      referenceHigh: range?.normalHigh ?? null,
      isCritical: interpretation === 'LL' || interpretation === 'HH',
      hasJumped: deltaCheck({ loinc, value, on: takenOn }, last)?.isBeyond ?? false,
    });
  }
  return judged;
}

function judgePresence({ loinc, value, unit }: Entered, name: string): Judged {
  const answer = presenceAnswers[value];
  if (unit !== presenceUnit) throw new AppError('result.unit', { loinc, expected: presenceUnit });
  if (answer === undefined) throw new AppError('result.impossible', { loincs: [loinc] });
  const interpretation = answer === 'positive' ? 'A' : answer === 'negative' ? 'N' : '';
  return { loinc, value, unit, name, interpretation, referenceLow: null, referenceHigh: null, isCritical: false, hasJumped: false };
}

/** What must be looked at once more before it is issued. @throws 'result.confirm' { critical, changed } */
export function assertConfirmed(judged: readonly Judged[], confirmed: readonly string[]): void {
  const asked = judged.filter(({ loinc }) => !confirmed.includes(loinc));
  const critical = asked.filter(({ isCritical }) => isCritical).map(({ loinc }) => loinc);
  const changed = asked.filter(({ hasJumped }) => hasJumped).map(({ loinc }) => loinc);
  if (critical.length + changed.length > 0) throw new AppError('result.confirm', { critical, changed });
}
