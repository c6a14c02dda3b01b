import { describe, expect, test } from 'vitest';
import { convertAmount, sayAmount } from '../../../../preload/contract/amounts.ts';
import { maintenanceFluid, planA, planB, planC } from '../../../../preload/contract/fluids.ts';
import { dropsPerMinute, flowOf, pumpRate } from '../../../../preload/contract/infusion.ts';

describe('maintenance (Holliday and Segar 1957)', () => {
  test.each([
    [3.5, 350],
    [10, 1000],
    [14, 1200],
    [20, 1500],
    [32, 1740],
    [0.9, 90],
  ])('%s kg: %s mL a day', (kg, perDay) => {
    const fluid = maintenanceFluid(kg);
    expect(fluid.perDay).toBe(perDay);
    expect(fluid.perHour).toBeCloseTo(perDay / 24, 9);
    expect(fluid.parts.reduce((sum, part) => sum + part.kg, 0)).toBeCloseTo(kg, 9);
  });
  test('no weight, no fluid', () => expect(() => maintenanceFluid(0)).toThrow('without a weight'));
});

describe('diarrhoea (WHO 2005)', () => {
  test('plan A by age', () =>
    expect([planA(8), planA(30), planA(130)]).toEqual([
      { from: 50, to: 100 },
      { from: 100, to: 200 },
      { from: 200, to: null },
    ]));
  test('plan B: 75 mL/kg in 4 hours', () => expect(planB(8)).toEqual({ kg: 8, rate: 75, volume: 600, hours: 4 }));
  test('plan C under a year: 30 mL/kg in one hour, 70 in five', () =>
    expect(planC(8, 6).map(({ volume, hours, perHour }) => [volume, hours, perHour])).toEqual([
      [240, 1, 240],
      [560, 5, 112],
    ]));
  test('plan C from a year on: half an hour, two and a half', () =>
    expect(planC(12, 12).map(({ volume, hours, perHour }) => [volume, hours, perHour])).toEqual([
      [360, 0.5, 720],
      [840, 2.5, 336],
    ]));
});

describe('infusions', () => {
  test('500 mL in 4 h is 125 mL/h, 42 drops a minute with 20 a mL', () => {
    expect(flowOf(500, 4)).toBe(125);
    expect(dropsPerMinute(125, 20)).toEqual({ exact: 41.6666666667, drops: 42, mlPerHour: 126 });
    expect(dropsPerMinute(125, 60).drops).toBe(125);
  });
  test('dopamine 5 micrograms/kg/min at 70 kg, 200 mg in 50 mL: 21 mg/h, 4 mg/mL, 5.25 mL/h', () => {
    expect(pumpRate({ rate: 5, rateUnit: 'ug', each: 'min', size: 70, amount: { value: 200, unit: 'mg' }, volumeMl: 50 })).toEqual({
      perHour: { value: 21_000, unit: 'ug' },
      perMl: { value: 4000, unit: 'ug' },
      mlPerHour: 5.25,
    });
  });
  test.each([
    [{ amount: { value: 200, unit: '[iU]' as const } }],
    [{ amount: { value: 0, unit: 'mg' as const } }],
    [{ volumeMl: 0 }],
    [{ size: Number.NaN }],
    [{ rate: -1 }],
  ])('%j gives no rate', (wrong) => {
    expect(
      pumpRate({ rate: 5, rateUnit: 'ug', each: 'min', size: 70, amount: { value: 200, unit: 'mg' }, volumeMl: 50, ...wrong }),
    ).toBeNull();
  });
  test('nothing in no time', () => expect(() => flowOf(500, 0)).toThrow('a volume or a time'));
});

test('units: exact between masses, none between a mass and units', () => {
  expect(convertAmount(0.25, 'mg', 'ug')).toBe(250);
  expect(convertAmount(1.2, 'g', 'mg')).toBe(1200);
  expect(convertAmount(1, 'mg', '[iU]')).toBeNull();
  expect([
    sayAmount({ value: 250, unit: 'ug' }),
    sayAmount({ value: 0.5, unit: 'mg' }),
    sayAmount({ value: 600_000, unit: '[iU]' }, 'fr'),
  ]).toEqual(['250 micrograms', '0.5 mg', '600\u202f000 unités']);
});
