import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vitalSigns, type VitalSign } from '../../../preload/contract/encounters.ts';
import { judge, parseBloodPressure, parseVital, plausible } from '../../../preload/contract/units.ts';

describe('parseVital reads', () => {
  test.each<[VitalSign, string, number, string]>([
    ['body-temperature', '38.5c', 38.5, '38.5 °C'],
    ['body-temperature', '38,5', 38.5, '38.5 °C'],
    ['body-temperature', '101 F', 38.3, '38.3 °C (101 °F)'],
    ['body-temperature', '98.6°F', 37, '37 °C (98.6 °F)'],
    ['body-temperature', ' 36.60 ', 36.6, '36.6 °C'],
    ['body-weight', '12kg', 12, '12 kg'],
    ['body-weight', '3.250', 3.25, '3.25 kg'],
    ['body-weight', '3,250 kg', 3.25, '3.25 kg'],
    ['body-weight', '3,250 g', 3.25, '3.25 kg (3250 g)'],
    ['body-weight', '3250g', 3.25, '3.25 kg (3250 g)'],
    ['body-weight', '8 lb 4 oz', 3.742, '3.742 kg (8 lb 4 oz)'],
    ['body-weight', '11 st 6', 72.575, '72.575 kg (11 st 6 lb)'],
    ['body-height', '5ft 3in', 160, '160 cm (5 ft 3 in)'],
    ['body-height', '5\'3"', 160, '160 cm (5 ft 3 in)'],
    ['body-height', '5’ 3”', 160, '160 cm (5 ft 3 in)'],
    ['body-height', '1.62 m', 162, '162 cm (1.62 m)'],
    ['body-height', '1m62', 162, '162 cm (1 m 62 cm)'],
    ['body-height', '162', 162, '162 cm'],
    ['heart-rate', '72 bpm', 72, '72 /min'],
    ['heart-rate', '72/min', 72, '72 /min'],
    ['arm-circumference', '115 mm', 11.5, '11.5 cm (115 mm)'],
    ['head-circumference', '13.5 in', 34.3, '34.3 cm (13.5 in)'],
    ['oxygen-flow', '2 l/min', 2, '2 L/min'],
    ['capillary-refill', '2 sec', 2, '2 s'],
    ['blood-glucose', '5.4 mmol/l', 5.4, '5.4 mmol/L'],
    ['blood-glucose', '97 mg/dL', 5.4, '5.4 mmol/L (97 mg/dL)'],
    ['blood-glucose', '0,97 g/l', 5.4, '5.4 mmol/L (0.97 g/L)'],
    ['oxygen-saturation', '98 %', 98, '98 %'],
  ])('%s %s', (sign, typed, value, shown) => {
    expect(parseVital(sign, typed)).toEqual({ ok: true, sign, value, unit: vitalSigns[sign].unit, shown, verdict: 'plausible' });
  });
});

describe('parseVital does not guess', () => {
  test.each<[VitalSign, string, string, string[]]>([
    ['body-temperature', '', 'empty', []],
    ['body-temperature', '38.5 kg', 'not_a_value', []],
    ['body-temperature', '-38', 'not_a_value', []],
    ['body-temperature', '3 8 . . 5', 'not_a_value', []],
    ['body-temperature', '101', 'unit_missing', ['[degF]']],
    ['body-temperature', '385', 'implausible', []],
    ['body-weight', '3200', 'unit_missing', ['g', '[oz_av]']],
    ['body-weight', '12 kg 12', 'not_a_value', []],
    ['body-weight', '1e3', 'not_a_value', []],
    ['body-height', '1.75', 'unit_missing', ['m', '[ft_i]']],
    ['arm-circumference', '115', 'unit_missing', ['mm']],
    ['blood-glucose', '30', 'unit_missing', ['mmol/L', 'mg/dL', 'g/L']],
    ['body-height', '5 ft 3 ft', 'not_a_value', []],
    ['body-height', '3 in 5 ft', 'not_a_value', []],
    ['oxygen-saturation', '101', 'implausible', []],
    ['heart-rate', 'x'.repeat(100_000), 'not_a_value', []],
  ])('%s %s is %s', (sign, typed, reason, units) => {
    expect(parseVital(sign, typed)).toEqual({ ok: false, reason, units });
  });

  test('an unusual value is asked about, not refused', () => {
    expect(parseVital('body-temperature', '42')).toMatchObject({ ok: true, value: 42, verdict: 'ask' });
    expect(parseVital('oxygen-saturation', '65')).toMatchObject({ ok: true, verdict: 'ask' });
    expect(parseVital('body-weight', '700 kg')).toMatchObject({ ok: true, value: 700, verdict: 'ask' });
  });
});

describe('blood pressure', () => {
  test.each([
    ['120/80', 120, 80],
    ['120 / 80 mmHg', 120, 80],
    ['12/8 cmHg', 120, 80],
    ['13,5/8,5cmHg', 135, 85],
    ['16/10.7 kPa', 120, 80],
  ])('%s', (typed, systolic, diastolic) => {
    expect(parseBloodPressure(typed)).toMatchObject({
      ok: true,
      systolic: { value: systolic, unit: 'mm[Hg]' },
      diastolic: { value: diastolic },
    });
  });

  test.each([
    ['80/120', 'order', []],
    ['120/120', 'order', []],
    ['12/8', 'unit_missing', ['cm[Hg]', 'kPa']],
    ['120', 'not_a_value', []],
    ['120/', 'not_a_value', []],
    ['1200/80', 'implausible', []],
    ['', 'empty', []],
  ])('%s is %s', (typed, reason, units) => {
    expect(parseBloodPressure(typed)).toEqual({ ok: false, reason, units });
  });
});

const signs = Object.keys(vitalSigns) as VitalSign[];

test('what is asked about lies within what is accepted, for every sign', () => {
  for (const sign of signs) {
    const { refuse, ask } = plausible[sign];
    expect(refuse[0] <= ask[0] && ask[0] < ask[1] && ask[1] <= refuse[1]).toBe(true);
    expect(judge(sign, Number.NaN)).toBe('refuse');
    expect(judge(sign, refuse[1] + 0.1)).toBe('refuse');
    expect(judge(sign, ask[0])).toBe('plausible');
  }
});

test('any accepted number in the stored unit is read back as itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...signs), fc.integer({ min: 0, max: 7000 }), (sign, tenths) => {
      const value = ['body-temperature', 'body-weight', 'body-height'].includes(sign) ? tenths / 10 : Math.round(tenths / 10);
      const read = parseVital(sign, `${value}${sign === 'blood-glucose' ? ' mmol/L' : ''}`);
      expect(read.ok ? read.value : judge(sign, value)).toBe(read.ok ? value : 'refuse');
    }),
  );
});

test('Fahrenheit, pounds and feet agree with the stored unit to its last digit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 800, max: 1150 }),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(11),
      (tenthsF, lb, ft, inches) => {
        const temperature = parseVital('body-temperature', `${tenthsF / 10} F`);
        expect(temperature.ok && Math.abs((temperature.value * 9) / 5 + 32 - tenthsF / 10) <= 0.0901).toBe(true);
        const weight = parseVital('body-weight', `${lb}lb`);
        expect(weight.ok && Math.abs(weight.value / 0.45359237 - lb) < 0.002).toBe(true);
        const height = parseVital('body-height', `${ft}ft${inches}`);
        expect(height.ok && Math.abs(height.value / 2.54 - ft * 12 - inches) < 0.021).toBe(true);
      },
    ),
  );
});

test('no text makes it fail, and nothing refused is accepted', () => {
  fc.assert(
    fc.property(fc.constantFrom(...signs), fc.string({ unit: 'grapheme', maxLength: 12 }), (sign, text) => {
      const read = parseVital(sign, text);
      expect(!read.ok || judge(sign, read.value) !== 'refuse').toBe(true);
    }),
  );
});
