import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bedsidePews, type PewsSigns } from '../../../../main/clinical/vitals/bedsidePews.ts';
import { news2, type News2Signs } from '../../../../main/clinical/vitals/news2.ts';
import { vitalFlag, vitalRange } from '../../../../main/clinical/vitals/ranges.ts';

const well: News2Signs = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  oxygenFlow: 0,
  systolicPressure: 125,
  heartRate: 72,
  consciousness: 'alert',
  temperature: 36.8,
};
const pointsFor = (signs: News2Signs, sign: string) => news2(signs).parts.find((part) => part.sign === sign)?.points;

describe('NEWS2, every edge of chart 1', () => {
  test.each([
    ['respiratory-rate', 'respiratoryRate', { 8: 3, 9: 1, 11: 1, 12: 0, 20: 0, 21: 2, 24: 2, 25: 3 }],
    ['oxygen-saturation', 'oxygenSaturation', { 91: 3, 92: 2, 93: 2, 94: 1, 95: 1, 96: 0, 100: 0 }],
    ['oxygen-flow', 'oxygenFlow', { 0: 0, 1: 2, 15: 2 }],
    ['systolic-pressure', 'systolicPressure', { 90: 3, 91: 2, 100: 2, 101: 1, 110: 1, 111: 0, 219: 0, 220: 3 }],
    ['heart-rate', 'heartRate', { 40: 3, 41: 1, 50: 1, 51: 0, 90: 0, 91: 1, 110: 1, 111: 2, 130: 2, 131: 3 }],
    ['body-temperature', 'temperature', { '35.0': 3, '35.1': 1, '36.0': 1, '36.1': 0, '38.0': 0, '38.1': 1, '39.0': 1, '39.1': 2 }],
  ] as const)('%s', (sign, field, edges) => {
    for (const [value, points] of Object.entries(edges)) expect([value, pointsFor({ ...well, [field]: Number(value) }, sign)]).toEqual([value, points]);
  }); // prettier-ignore

  test('consciousness: anything but alert is 3, new confusion too', () => {
    for (const consciousness of ['confusion', 'voice', 'pain', 'unresponsive'] as const)
      expect(pointsFor({ ...well, consciousness }, 'consciousness')).toBe(3);
  });

  test('scale 2: low saturations as on the chart, high ones only with oxygen', () => {
    const on = (oxygenSaturation: number, oxygenFlow: number | undefined) =>
      pointsFor({ ...well, oxygenSaturation, oxygenFlow, usesScale2: true }, 'oxygen-saturation');
    expect([83, 84, 85, 86, 87, 88, 92].map((value) => on(value, 0))).toEqual([3, 2, 2, 1, 1, 0, 0]);
    expect([93, 94, 95, 96, 97].map((value) => on(value, 0))).toEqual([0, 0, 0, 0, 0]);
    expect([93, 94, 95, 96, 97].map((value) => on(value, 2))).toEqual([1, 1, 2, 2, 3]);
    expect(on(95, undefined)).toBeNull(); // air or oxygen was not said: no points, not 0
  });
});

test('NEWS2 levels: low, one value of 3, 5, 7', () => {
  const score = (signs: Partial<News2Signs>) => {
    const { score: points, level } = news2({ ...well, ...signs });
    return [points, level];
  };
  expect(score({})).toEqual([0, 'low']);
  expect(score({ heartRate: 112, respiratoryRate: 21 })).toEqual([4, 'low']);
  expect(score({ heartRate: 131 })).toEqual([3, 'low-medium']);
  expect(score({ heartRate: 131, respiratoryRate: 21 })).toEqual([5, 'medium']);
  expect(score({ heartRate: 131, respiratoryRate: 21, oxygenFlow: 2 })).toEqual([7, 'high']);
});

test('what was not measured is missing, never normal', () => {
  const partly = news2({ respiratoryRate: 16, heartRate: 72, systolicPressure: 125, temperature: 36.8, oxygenSaturation: 97 });
  expect(partly).toMatchObject({ score: 0, measured: 5, of: 7 });
  expect(partly.parts.filter((part) => part.points === null).map((part) => part.sign)).toEqual(['oxygen-flow', 'consciousness']);
  expect(news2({})).toMatchObject({ measured: 0, of: 7, score: 0 });
});

const wellChild: PewsSigns = {
  heartRate: 105,
  systolicPressure: 100,
  capillaryRefill: 2,
  respiratoryRate: 25,
  respiratoryEffort: 'normal',
  oxygenSaturation: 98,
  oxygenFlow: 0,
};

describe('Bedside PEWS, table 1 of Parshuram 2009', () => {
  test.each([
    // [months, heart rates with 0, 1, 2 and 4 points]
    [0, { 111: 0, 149: 0, 150: 1, 110: 1, 180: 2, 90: 2, 190: 4, 80: 4 }],
    [3, { 101: 0, 150: 1, 100: 1, 170: 2, 80: 2, 180: 4, 70: 4 }],
    [12, { 119: 0, 120: 1, 90: 1, 150: 2, 70: 2, 170: 4, 60: 4 }],
    [48, { 109: 0, 110: 1, 70: 1, 130: 2, 60: 2, 150: 2, 151: 4, 50: 4 }],
    [144, { 61: 0, 99: 0, 100: 1, 60: 1, 120: 2, 50: 1, 49: 2, 140: 4, 40: 4 }],
  ] as const)('heart rate at %i months', (months, edges) => {
    for (const [rate, points] of Object.entries(edges))
      expect([rate, bedsidePews(months, { heartRate: Number(rate) }).score]).toEqual([rate, points]);
  });

  test.each([
    [2, { 30: 0, 60: 0, 61: 1, 29: 1, 81: 2, 19: 2, 91: 4, 15: 4 }],
    [11, { 50: 0, 51: 1, 24: 1, 71: 2, 81: 4 }],
    [47, { 20: 0, 40: 0, 41: 1, 19: 1, 61: 2, 15: 2, 71: 4, 12: 4 }],
    [143, { 30: 0, 31: 1, 19: 1, 41: 2, 14: 2, 51: 4, 10: 4 }],
    [180, { 12: 0, 16: 0, 17: 1, 11: 1, 23: 2, 10: 2, 30: 4, 9: 4 }],
  ] as const)('breathing rate at %i months', (months, edges) => {
    for (const [rate, points] of Object.entries(edges))
      expect([rate, bedsidePews(months, { respiratoryRate: Number(rate) }).score]).toEqual([rate, points]);
  });

  test('the other items, and the highest sum', () => {
    const score = (signs: PewsSigns) => bedsidePews(30, signs).score;
    expect([2, 3].map((capillaryRefill) => score({ capillaryRefill }))).toEqual([0, 4]);
    expect([95, 94, 91, 90].map((oxygenSaturation) => score({ oxygenSaturation }))).toEqual([0, 1, 1, 2]);
    expect([0, 1, 3.9, 4].map((oxygenFlow) => score({ oxygenFlow }))).toEqual([0, 2, 2, 4]);
    expect((['normal', 'mild', 'moderate', 'severe'] as const).map((respiratoryEffort) => score({ respiratoryEffort }))).toEqual([0, 1, 2, 4]);
    const worst = { heartRate: 200, systolicPressure: 200, capillaryRefill: 5, respiratoryRate: 90, respiratoryEffort: 'severe', oxygenSaturation: 70, oxygenFlow: 10 } as const;
    expect(bedsidePews(30, worst)).toMatchObject({ score: 26, maximum: 26, level: 'high', measured: 7, of: 7 });
    expect(bedsidePews(30, wellChild)).toMatchObject({ score: 0, level: 'low' });
  }); // prettier-ignore

  test('8 is high, 7 is not', () => {
    expect(bedsidePews(30, { ...wellChild, capillaryRefill: 3, heartRate: 170 })).toMatchObject({ score: 8, level: 'high' });
    expect(bedsidePews(30, { ...wellChild, capillaryRefill: 3, heartRate: 150, respiratoryEffort: 'mild' })).toMatchObject({
      score: 7,
      level: 'low',
    });
  });
});

test('property: one more thing measured never lowers a score, and the score is the sum of its parts', () => {
  const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const any = fc.record({
    respiratoryRate: some(fc.nat(150)),
    oxygenSaturation: some(fc.nat(100)),
    oxygenFlow: some(fc.nat(15)),
    systolicPressure: some(fc.nat(300)),
    heartRate: some(fc.nat(300)),
    temperature: some(fc.double({ min: 25, max: 45, noNaN: true })),
    usesScale2: fc.boolean(),
  });
  fc.assert(
    fc.property(any, fc.integer({ min: 0, max: 1500 }), (signs, months) => {
      for (const score of [news2(signs), bedsidePews(months, signs)]) {
        expect(score.score).toBe(score.parts.reduce((sum, part) => sum + (part.points ?? 0), 0));
        expect(score.measured).toBe(score.parts.filter((part) => part.points !== null).length);
        expect(score.score).toBeLessThanOrEqual(score.maximum);
      }
      expect(news2({ ...signs, consciousness: 'alert' }).score).toBe(news2(signs).score);
      expect(news2({ ...signs, consciousness: 'voice' }).score).toBe(news2(signs).score + 3);
    }),
  );
});

test('what is usual at an age: newborn, toddler, 120 years', () => {
  const flag = (sign: Parameters<typeof vitalRange>[0], months: number, value: number) => vitalFlag(vitalRange(sign, months), value);
  expect([119, 120, 160, 161, 181, 107].map((rate) => flag('heart-rate', 0, rate))).toEqual(['low', '', '', 'high', 'critical', 'critical']);
  expect([40, 59, 60, 100, 101, 131].map((rate) => flag('heart-rate', 120 * 12, rate))).toEqual(['critical', 'low', '', '', 'high', 'critical']);
  expect([35, 38.5, 39.1].map((degrees) => flag('body-temperature', 240, degrees))).toEqual(['critical', 'high', 'critical']);
  expect([38.5, 39.9, 40.1].map((degrees) => flag('body-temperature', 36, degrees))).toEqual(['high', 'high', 'critical']);
  expect(flag('body-temperature', 2, 38.1)).toBe('critical'); // fever of a young infant
  expect([95, 94, 90].map((value) => flag('oxygen-saturation', 24, value))).toEqual(['', 'low', 'critical']);
  expect([95, 91].map((value) => flag('oxygen-saturation', 192, value))).toEqual(['low', 'critical']);
  expect(flag('body-weight', 24, 300)).toBe('');
}); // prettier-ignore

test('the bands of each sign follow each other from birth on, without gap or overlap', () => {
  for (const sign of ['heart-rate', 'respiratory-rate', 'systolic-pressure', 'diastolic-pressure', 'body-temperature', 'oxygen-saturation'] as const)
    for (let months = 0; months <= 1500; months++) {
      const range = vitalRange(sign, months);
      expect([sign, months, range === null]).toEqual([sign, months, false]);
      expect(range?.normalLow ?? 0).toBeLessThan(range?.normalHigh ?? Infinity);
    }
}); // prettier-ignore
