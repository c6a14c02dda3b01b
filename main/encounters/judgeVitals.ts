import type { VitalSign } from '../../preload/contract/encounters.ts';
import { judge } from '../../preload/contract/units.ts';
import { assessGrowth, type GrowthMeasurements } from '../clinical/growth/assessGrowth.ts';
import type { GrowthIndicator, GrowthStandards } from '../clinical/growth/standards.ts';

export type MeasuredValue = { sign: VitalSign; value: number };
export type Child = Pick<GrowthMeasurements, 'sex' | 'ageDays'> | null;

const signsOf: Record<GrowthIndicator, readonly VitalSign[]> = {
  'weight-for-age': ['body-weight'],
  'length-for-age': ['body-length', 'standing-height', 'body-height'],
  'weight-for-length': ['body-weight', 'body-length', 'standing-height', 'body-height'],
  'bmi-for-age': ['body-weight', 'body-length', 'standing-height', 'body-height'],
  'head-circumference-for-age': ['head-circumference'],
  'arm-circumference-for-age': ['arm-circumference'],
};

/**
 * What can't be, and what must be asked about: 32 kg is no slip, at 3 months it is. Pure.
 * `child`: who has WHO growth standards, null for others. Source of its limits: WHO's flags for implausible z-scores.
 */
export function judgeVitals(values: readonly MeasuredValue[], child: Child, standards: GrowthStandards): { impossible: VitalSign[]; unlikely: VitalSign[] } {
  const impossible = values.filter(({ sign, value }) => judge(sign, value) === 'refuse').map(({ sign }) => sign);
  const valueOf = (sign: VitalSign) => values.find((one) => one.sign === sign)?.value;
  const systolic = valueOf('systolic-pressure');
  const diastolic = valueOf('diastolic-pressure');
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic) impossible.push('systolic-pressure', 'diastolic-pressure');

  const unlikely = new Set(values.filter(({ sign, value }) => judge(sign, value) === 'ask').map(({ sign }) => sign));
  for (const sign of child ? flaggedByGrowth(child) : []) if (valueOf(sign) !== undefined) unlikely.add(sign);
  return { impossible: [...new Set(impossible)], unlikely: [...unlikely] };

  function flaggedByGrowth(who: NonNullable<Child>): readonly VitalSign[] {
    return assessGrowth(standards, { ...who, ...measurementsOf(valueOf) }).scores.flatMap((score) => (score.isImplausible ? signsOf[score.indicator] : []));
  }
} // prettier-ignore

/** Signs as growth reads them; the position travels in the sign. */
export function measurementsOf(valueOf: (sign: VitalSign) => number | undefined): Omit<GrowthMeasurements, 'sex' | 'ageDays'> {
  const lying = valueOf('body-length');
  const standing = valueOf('standing-height');
  return {
    weightKg: valueOf('body-weight'),
    lengthCm: lying ?? standing ?? valueOf('body-height'),
    position: lying !== undefined ? 'lying' : standing !== undefined ? 'standing' : undefined,
    headCm: valueOf('head-circumference'),
    armCm: valueOf('arm-circumference'),
  };
}
