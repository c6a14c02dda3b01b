import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalAlert } from '../../../../main/clinical/laboratory/criticalAlert.ts';
import { deltaCheck } from '../../../../main/clinical/laboratory/deltaCheck.ts';
import { labFlag } from '../../../../main/clinical/laboratory/flag.ts';
import { labRange, type LabRange, loadLabCatalogue } from '../../../../main/clinical/laboratory/ranges.ts';
import { convertUnit, isUnit, toUcum } from '../../../../main/clinical/units/ucum.ts';

const { tests, ranges } = loadLabCatalogue();

describe('units', () => {
  test.each([
    [100, 'mg/dL', 'mmol/L', 180.156, 5.5507],
    [5.5, 'mmol/L', 'mg/dL', 180.156, 99.0858],
    [1, 'mg/dL', 'umol/L', 113.1179, 88.4033], // creatinine
    [1, 'mg/dL', 'umol/L', 584.6621, 17.1039], // bilirubin
    [12.5, 'g/dL', 'g/L', null, 125],
    [250, 'ug/L', 'ng/mL', null, 250],
    [7.2, '10*3/uL', '10*9/L', null, 7.2],
    [4.5, '10*6/uL', '10*12/L', null, 4.5],
    [350, '/uL', '10*9/L', null, 0.35],
    [40, 'U/L', 'ukat/L', null, 0.66667],
    [40, '%', '1', null, 0.4],
    [24, 'mg/(24.h)', 'mg/h', null, 1],
    [24, 'mg/(24.h)', 'mg/d', null, 24],
    [16, 'kPa', 'mm[Hg]', null, 120.01],
    [38, 'Cel', '[degF]', null, 100.4],
    [98.6, '[degF]', 'Cel', null, 37],
    [3.25, 'kg', 'g', null, 3250],
    [10, '[lb_av]', 'kg', null, 4.5359],
    [5, 'm[IU]/mL', '[IU]/L', null, 5000 / 1000],
  ])('%f %s is %s (molar mass %s)', (value, from, to, mass, expected) => {
    expect(convertUnit(value, from, to, mass)).toBeCloseTo(expected, 3);
  });

  test('what measures something else has no conversion, nor mass and moles without a molar mass', () => {
    expect(convertUnit(100, 'mg/dL', 'mmol/L')).toBeNull();
    expect(convertUnit(1, 'mg/dL', 'mm[Hg]', 180)).toBeNull();
    expect(convertUnit(1, 'U/L', '[IU]/L')).toBeNull();
    expect(convertUnit(1, 'Cel', 'mg')).toBeNull();
    expect(convertUnit(1, 'meq/L', 'mmol/L')).toBeNull();
    for (const text of ['', 'banana', 'mgg', 'm/', 'toString', 'constructor', '__proto__', `${'k'.repeat(70)}g`]) expect([text, isUnit(text)]).toEqual([text, false]);
  }); // prettier-ignore

  test.each([
    ['mcg/mL', 'ug/mL'],
    ['µmol/l', 'umol/L'],
    ['x10^9/L', '10*9/L'],
    ['10^3/uL', '10*3/uL'],
    ['cells/mm3', '/uL'],
    ['mmHg', 'mm[Hg]'],
    ['IU/L', '[IU]/L'],
    ['mg/dl', 'mg/dL'],
    ['mm/hr', 'mm/h'],
    ['°C', 'Cel'],
    ['pints', 'pints'],
  ])('%s is written %s', (written, ucum) => {
    expect(toUcum(written)).toBe(ucum);
  });

  test('every unit that is shipped can be read', () => {
    for (const each of tests.values()) expect([each.loinc, isUnit(each.unit)]).toEqual([each.loinc, true]);
    for (const each of ranges) expect([each.loinc, isUnit(each.unit)]).toEqual([each.loinc, true]);
  });

  test('property: there and back again', () => {
    const pairs = [['mg/dL', 'mmol/L'], ['10*3/uL', '10*9/L'], ['Cel', '[degF]'], ['kPa', 'mm[Hg]'], ['g/dL', 'mg/L'], ['U/L', 'nkat/mL']] as const; // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.double({ min: 0.001, max: 1e5, noNaN: true }), ([a, b], value) => {
        const there = convertUnit(value, a, b, 180.156);
        expect(there).not.toBeNull();
        expect(convertUnit(there ?? 0, b, a, 180.156)).toBeCloseTo(value, 5);
      }),
    );
  });
});

const years = (count: number) => Math.ceil(count * 365.25);
const hb = (sex: string, ageDays: number | null) => labRange(ranges, { sex, ageDays }, { loinc: '718-7', unit: 'g/dL' });

describe('ranges', () => {
  test('haemoglobin by age and sex', () => {
    expect(hb('male', 0)).toMatchObject({ normalLow: 14.5, criticalLow: 11 });
    expect(hb('female', 400)).toMatchObject({ normalLow: 10.5 });
    expect(hb('female', years(30))).toMatchObject({ normalLow: 12 });
    expect(hb('male', years(120))).toMatchObject({ normalLow: 13.5 });
    expect(hb('unknown', years(30))).toBeNull(); // the limits differ by sex
    expect(hb('male', 25)).toBeNull(); // a gap in the source is no adult's range
  });

  test('an adult range serves a child for critical limits only', () => {
    const potassium = (ageDays: number) => labRange(ranges, { sex: 'male', ageDays }, { loinc: '6298-4', unit: 'mmol/L' });
    expect(potassium(years(40))).toMatchObject({ normalLow: 3.5, criticalHigh: 6, isForAdults: false });
    expect(potassium(years(4))).toMatchObject({ normalLow: null, normalHigh: null, criticalLow: 2.5, criticalHigh: 6, isForAdults: true });
  });

  test('the range comes in the unit of the result, or not at all', () => {
    const glucose = labRange(ranges, { sex: 'male', ageDays: years(40) }, { loinc: '2339-0', unit: 'mmol/L', molarMass: tests.get('2339-0')?.molarMass ?? null });
    expect(glucose?.unit).toBe('mmol/L');
    expect(glucose?.normalHigh).toBeCloseTo(6.05, 2);
    expect(labRange(ranges, { sex: 'male', ageDays: years(40) }, { loinc: '2339-0', unit: '%' })).toBeNull();
  }); // prettier-ignore

  test("the laboratory's own range stands before the shipped one", () => {
    const own: LabRange = { loinc: '6298-4', unit: 'mmol/L', sex: '', fromDays: 0, beforeDays: Infinity, criticalLow: null, normalLow: 3.6, normalHigh: 5.1, criticalHigh: 6.5, source: 'own' };
    expect(labRange([own, ...ranges], { sex: 'male', ageDays: years(4) }, { loinc: '6298-4', unit: 'mmol/L' })).toMatchObject({ normalLow: 3.6, source: 'own' });
  }); // prettier-ignore

  test('limits stand in their order, and no critical limit lies inside the normal range', () => {
    for (const each of ranges) {
      const limits = [each.criticalLow, each.normalLow, each.normalHigh, each.criticalHigh].filter(
        (limit): limit is number => limit !== null,
      );
      expect([each.loinc, limits]).toEqual([each.loinc, [...limits].sort((a, b) => a - b)]);
      expect(each.fromDays).toBeLessThan(each.beforeDays);
    }
  });
});

test('flags: at a critical limit critical, at a normal limit normal, nothing to compare with is no statement', () => {
  const range = { criticalLow: 2.5, normalLow: 3.5, normalHigh: 4.9, criticalHigh: 6 };
  expect([2.5, 2.6, 3.4, 3.5, 4.9, 5, 5.9, 6].map((value) => labFlag(range, value))).toEqual(['LL', 'L', 'L', 'N', 'N', 'H', 'H', 'HH']);
  expect(labFlag(null, 5)).toBe('');
  expect(labFlag({ criticalLow: 2.5, normalLow: null, normalHigh: null, criticalHigh: 6 }, 4)).toBe('');
});

describe('delta check', () => {
  const result = { loinc: '2160-0', value: 1.2, on: '2026-11-21' };
  test.each([
    [1.05, 14.3, false],
    [1.04, 15.4, true],
    [1.41, -14.9, true],
    [1.2, 0, false],
  ])('creatinine from %f: %f %%', (value, percent, isBeyond) => {
    expect(deltaCheck(result, { value, on: '2026-10-01' })).toMatchObject({ percent, isBeyond, limitPercent: 14.5 });
  });

  test('no statement without a limit, a comparable result, or from zero; the laboratory may set its own', () => {
    const before = { value: 1, on: '2026-10-01' };
    expect(deltaCheck({ ...result, loinc: '718-7' }, before)).toBeNull();
    expect(deltaCheck(result, null)).toBeNull();
    expect(deltaCheck(result, { value: 0, on: '2026-10-01' })).toBeNull();
    expect(deltaCheck(result, { value: 1, on: '2025-11-20' })).toBeNull(); // more than a year ago
    expect(deltaCheck(result, { value: 1, on: '2026-11-22' })).toBeNull(); // after this one
    expect(deltaCheck({ ...result, loinc: '718-7' }, before, { '718-7': 10 })).toMatchObject({ isBeyond: true });
  });
});

test('a critical result: who must know by now', () => {
  const at = (minutes: number) => new Date(Date.parse('2026-11-21T08:00:00Z') + minutes * 60_000).toISOString();
  const waiting = (minutes: number) => criticalAlert({ issuedAt: at(0), acknowledgedAt: null }, at(minutes));
  expect([0, 29, 30, 59, 60, 6000].map((minutes) => waiting(minutes)).map((one) => (one.state === 'waiting' ? one.level : ''))).toEqual([
    'orderer', 'orderer', 'clinicians', 'clinicians', 'in-charge', 'in-charge',
  ]); // prettier-ignore
  expect(waiting(10)).toMatchObject({ minutes: 10, nextAt: at(30) });
  expect(waiting(45)).toMatchObject({ nextAt: at(60) });
  expect(waiting(70)).toMatchObject({ nextAt: null });
  expect(waiting(-5)).toMatchObject({ level: 'orderer', minutes: 0 });
  expect(criticalAlert({ issuedAt: at(0), acknowledgedAt: at(12) }, at(600))).toEqual({ state: 'acknowledged', minutes: 12 });
});
