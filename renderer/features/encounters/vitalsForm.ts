import type { VitalSign } from '../../../preload/contract/encounters.ts';
import { type Measure, parseBloodPressure, parseVital, type Unread } from '../../../preload/contract/units.ts';

/** The fields in the order in which a nurse works; blood pressure is one field and two signs. */
const usualFields = ['body-temperature', 'heart-rate', 'respiratory-rate', 'blood-pressure', 'oxygen-saturation', 'body-weight'] as const;
export type VitalField = Exclude<VitalSign, 'systolic-pressure' | 'diastolic-pressure'> | 'blood-pressure';

/** What is measured at this age (completed months; null = unknown): a length lying under 2 years, circumferences under 5, capillary refill under 16. */
export function fieldsFor(ageMonths: number | null): VitalField[] {
  const heights: VitalField[] =
    ageMonths === null || ageMonths >= 60 ? ['body-height'] : ageMonths < 24 ? ['body-length'] : ['standing-height', 'body-length'];
  const circumferences: VitalField[] = ageMonths === null || ageMonths >= 60 ? [] : ['head-circumference', 'arm-circumference'];
  const refill: VitalField[] = ageMonths === null || ageMonths >= 192 ? [] : ['capillary-refill'];
  return [...usualFields, ...heights, ...circumferences, 'oxygen-flow', ...refill, 'blood-glucose'];
}

const allFields: readonly VitalField[] = [...new Set([...fieldsFor(null), ...fieldsFor(0), ...fieldsFor(30)])];

export type TypedVitals = Partial<Record<VitalField, string>>;

export type ReadVital = { state: 'empty' } | { state: 'read'; measures: readonly Measure[] } | { state: 'wrong'; unread: Unread };

export function readVital(field: VitalField, text: string): ReadVital {
  if (text.trim() === '') return { state: 'empty' };
  if (field !== 'blood-pressure') {
    const measure = parseVital(field, text);
    return measure.ok ? { state: 'read', measures: [measure] } : { state: 'wrong', unread: measure };
  }
  const pressure = parseBloodPressure(text);
  return pressure.ok ? { state: 'read', measures: [pressure.systolic, pressure.diastolic] } : { state: 'wrong', unread: pressure };
}

type Ready = Extract<Measure, { ok: true }>;

/** Everything that is typed: what can be saved, what is wrong, what must be asked about. */
export function readVitals(typed: TypedVitals): { values: { sign: VitalSign; value: number }[]; wrong: VitalField[]; ask: VitalField[] } {
  const values: { sign: VitalSign; value: number }[] = [];
  const wrong: VitalField[] = [];
  const ask: VitalField[] = [];
  for (const field of allFields) {
    const read = readVital(field, typed[field] ?? '');
    if (read.state === 'wrong') wrong.push(field);
    if (read.state !== 'read') continue;
    for (const measure of read.measures as readonly Ready[]) values.push({ sign: measure.sign, value: measure.value });
    if (read.measures.some((measure) => measure.verdict === 'ask')) ask.push(field);
  }
  return { values, wrong, ask };
}

export function signsOf(field: VitalField): VitalSign[] {
  return field === 'blood-pressure' ? ['systolic-pressure', 'diastolic-pressure'] : [field];
}

/** How to type a unit that `parseVital` offers by its UCUM name. */
export function typedUnit(ucum: string): string {
  return (
    { '[degF]': 'F', Cel: 'C', '[lb_av]': 'lb', '[oz_av]': 'oz', '[stone_av]': 'st', '[ft_i]': 'ft', '[in_i]': 'in', 'cm[Hg]': 'cmHg' }[
      ucum
    ] ?? ucum
  );
}
