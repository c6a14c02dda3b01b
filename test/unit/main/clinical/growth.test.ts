import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessGrowth, type GrowthMeasurements } from '../../../../main/clinical/growth/assessGrowth.ts';
import { classify, classifyArm } from '../../../../main/clinical/growth/classify.ts';
import { growthCurves } from '../../../../main/clinical/growth/curves.ts';
import { growthIndicators, lmsAtAge, lmsAtLength, loadGrowthStandards } from '../../../../main/clinical/growth/standards.ts';
import { isImplausible, valueAtZ, zScore } from '../../../../main/clinical/growth/zScore.ts';

const standards = loadGrowthStandards();
const scoresOf = (child: GrowthMeasurements) =>
  Object.fromEntries(assessGrowth(standards, child).scores.map((score) => [score.indicator, score.z]));

// Worked by hand from the printed L, M and S: ((value / M) ^ L - 1) / (L x S).
test.each([
  ['newborn boy of 3.3464 kg, the median', { sex: 'male', ageDays: 0, weightKg: 3.3464 }, { 'weight-for-age': 0 }],
  // L 0.3487, M 3.3464, S 0.14602: (2.5 / 3.3464) ^ 0.3487 = 0.90335; (0.90335 - 1) / 0.050917 = -1.898
  ['newborn boy of 2.5 kg', { sex: 'male', ageDays: 0, weightKg: 2.5 }, { 'weight-for-age': -1.9 }],
  // L 1, M 49.8842, S 0.03795: (47 / 49.8842 - 1) / 0.03795 = -1.5235
  ['newborn boy of 47 cm', { sex: 'male', ageDays: 0, lengthCm: 47 }, { 'length-for-age': -1.52 }],
  // L 1, M 34.4618, S 0.03686: (36 / 34.4618 - 1) / 0.03686 = 1.2110
  ['newborn boy with a head of 36 cm', { sex: 'male', ageDays: 0, headCm: 36 }, { 'head-circumference-for-age': 1.21 }],
  // L 0.3933, M 13.4779, S 0.07474: (12.5 / 13.4779) ^ 0.3933 = 0.970817; -0.029183 / 0.029395 = -0.9928
  ['boy of 91 days with an arm of 12.5 cm', { sex: 'male', ageDays: 91, armCm: 12.5 }, { 'arm-circumference-for-age': -0.99 }],
] as const)('%s', (_, child, expected) => {
  expect(scoresOf(child)).toEqual(expected);
});

// Values that WHO's own tests of its program state.
test.each([
  ['a boy of 987 days, 72.86 cm lying', { sex: 'male', ageDays: 987, lengthCm: 72.86, position: 'lying' }, -6.09],
  ['a girl of 24 months, 77.5 cm', { sex: 'female', ageDays: 24 * 30.4375, lengthCm: 77.5 }, -2.55],
  ['a boy of 8 months said to stand: taken as lying', { sex: 'male', ageDays: 8 * 30.4375, lengthCm: 60, position: 'standing' }, -4.81],
  ['a boy of 9 months standing: 0.7 cm more', { sex: 'male', ageDays: 9 * 30.4375, lengthCm: 60, position: 'standing' }, -5.02],
] as const)('%s', (_, child, z) => {
  expect(scoresOf(child)['length-for-age']).toBe(z);
});

test('beyond 3 SD weight goes on in steps of the distance from 2 to 3 SD', () => {
  const lms = lmsAtAge(standards, 'weight-for-age', 'female', 365);
  expect(lms).not.toBeNull();
  const { l, m, s } = lms ?? { l: 0, m: 0, s: 0 };
  const at = (z: number) => m * (1 + l * s * z) ** (1 / l);
  expect(zScore('weight-for-age', at(3) + 2 * (at(3) - at(2)), { l, m, s })).toBe(5);
  expect(zScore('weight-for-age', at(-3) - (at(-2) - at(-3)), { l, m, s })).toBe(-4);
});

test('weight for length is read between tenths of a centimetre', () => {
  const a = lmsAtLength(standards, 'lying', 'male', 45);
  const between = lmsAtLength(standards, 'lying', 'male', 45.05);
  const b = lmsAtLength(standards, 'lying', 'male', 45.1);
  expect(between?.m).toBeCloseTo(((a?.m ?? 0) + (b?.m ?? 0)) / 2, 9);
  expect([44.9, 110.1].map((cm) => lmsAtLength(standards, 'lying', 'male', cm))).toEqual([null, null]);
  expect([64.9, 120.1].map((cm) => lmsAtLength(standards, 'standing', 'male', cm))).toEqual([null, null]);
  expect(lmsAtLength(standards, 'standing', 'female', 120)).not.toBeNull();
});

test('where WHO has no value there is no score', () => {
  expect(scoresOf({ sex: 'male', ageDays: 121 * 30.4375, weightKg: 30, lengthCm: 135 })).not.toHaveProperty('weight-for-age');
  expect(scoresOf({ sex: 'female', ageDays: 229 * 30.4375, weightKg: 50, lengthCm: 160 })).toEqual({});
  expect(scoresOf({ sex: 'female', ageDays: 120 * 365, weightKg: 50, lengthCm: 160, headCm: 55 })).toEqual({});
  expect(scoresOf({ sex: 'male', ageDays: 90, armCm: 12 })).toEqual({});
  expect(scoresOf({ sex: 'male', ageDays: -1, weightKg: 3, headCm: 34 })).toEqual({});
  expect(scoresOf({ sex: 'male', ageDays: 2000, weightKg: 17, lengthCm: 108, headCm: 51 })).not.toHaveProperty('weight-for-length');
});

test('swelling: length is scored, weight is not; an unknown age leaves weight for length', () => {
  const child = { sex: 'female', ageDays: 400, weightKg: 9, lengthCm: 74, armCm: 13 } as const;
  expect(Object.keys(scoresOf({ ...child, hasOedema: true }))).toEqual(['length-for-age', 'arm-circumference-for-age']);
  expect(Object.keys(scoresOf({ ...child, ageDays: null }))).toEqual(['weight-for-length']);
});

test('the month from 60 to 61 is scored, and the change of tables makes no jump', () => {
  const before = scoresOf({ sex: 'female', ageDays: 1826, weightKg: 18, lengthCm: 109 });
  const after = scoresOf({ sex: 'female', ageDays: 1827, weightKg: 18, lengthCm: 109 });
  for (const indicator of ['weight-for-age', 'length-for-age', 'bmi-for-age'])
    expect(Math.abs((before[indicator] ?? 9) - (after[indicator] ?? -9))).toBeLessThan(0.1);
});

test('grams typed as kilograms, and an infant of 700 kg, are flagged, not clipped', () => {
  const z = scoresOf({ sex: 'male', ageDays: 0, weightKg: 3.2 * 2.2 })['weight-for-age'] ?? 0;
  expect(isImplausible('weight-for-age', z)).toBe(true);
  const [score] = assessGrowth(standards, { sex: 'male', ageDays: 300, weightKg: 700 }).scores;
  expect(score).toMatchObject({ isImplausible: true });
  expect(score?.z).toBeGreaterThan(100);
});

test.each([
  ['weight-for-age', -3.01, 700, 'severely-underweight'],
  ['weight-for-age', -2, 700, 'expected'],
  ['weight-for-age', 3.5, 700, 'expected'],
  ['length-for-age', -2.01, 4000, 'stunted'],
  ['weight-for-length', -3, 700, 'wasted'],
  ['bmi-for-age', 1.01, 700, 'possible-risk-of-overweight'],
  ['bmi-for-age', 1.01, 2000, 'overweight'],
  ['bmi-for-age', 2.5, 700, 'overweight'],
  ['bmi-for-age', 2.5, 2000, 'obese'],
  ['bmi-for-age', -2.5, 2000, 'thin'],
  ['head-circumference-for-age', -4, 300, null],
] as const)('%s of %f at %i days is %s', (indicator, z, ageDays, expected) => {
  expect(classify({ indicator, z }, ageDays)).toBe(expected);
});

test('the arm is judged from 6 to 59 months only', () => {
  expect([182, 183, 1826, 1827].map((ageDays) => classifyArm(11.4, ageDays))).toEqual([null, 'severe-acute-malnutrition', 'severe-acute-malnutrition', null]);
  expect([11.5, 12.4, 12.5].map((cm) => classifyArm(cm, 400))).toEqual(['moderate-acute-malnutrition', 'moderate-acute-malnutrition', 'expected']);
}); // prettier-ignore

test('a curve ends at its last age, lies above the one below it, and its points score what it says', () => {
  const curves = growthCurves(standards, { indicator: 'weight-for-age', sex: 'male', from: 0, to: 1826 });
  expect(curves.map((curve) => curve.z)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  expect(curves.every((curve) => curve.points.length > 60 && curve.points.at(-1)?.[0] === 1826)).toBe(true);
  for (const [index, curve] of curves.entries())
    for (const [at, [x, y]] of curve.points.entries()) {
      expect(y).toBeGreaterThan(curves[index - 1]?.points[at]?.[1] ?? 0);
      expect(scoresOf({ sex: 'male', ageDays: x, weightKg: y })['weight-for-age']).toBeCloseTo(curve.z, 1);
    }
});

test('property: a value and its z-score say the same, heavier is never a lower score', () => {
  const anyIndicator = fc.constantFrom(...growthIndicators.filter((name) => name !== 'weight-for-length'));
  fc.assert(
    fc.property(anyIndicator, fc.constantFrom('male', 'female'), fc.integer({ min: 0, max: 7500 }), fc.double({ min: -6, max: 6, noNaN: true }), (indicator, sex, ageDays, z) => {
      const lms = lmsAtAge(standards, indicator, sex, ageDays);
      if (!lms) return;
      const value = valueAtZ(indicator, z, lms);
      expect(zScore(indicator, value, lms)).toBeCloseTo(z, 1);
      expect(zScore(indicator, value * 1.01, lms)).toBeGreaterThanOrEqual(zScore(indicator, value, lms));
    }),
  ); // prettier-ignore
});
