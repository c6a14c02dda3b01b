import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeDose } from '../../../../main/documents/pdf/dose.ts';
import { formatCount, formatDay, formatInstant, formatMonth } from '../../../../main/documents/pdf/format.ts';

const spaced = (text: string) => text.replaceAll('\u00A0', ' ');

describe('writeDose', () => {
  test.each([
    ['Digoxin .125 mg', 'Digoxin 0.125 mg'],
    ['Prednisolone 5.0 mg', 'Prednisolone 5 mg'],
    ['Risperidone 0.50mg', 'Risperidone 0.5 mg'],
    ['Salbutamol 100mcg', 'Salbutamol 100 micrograms'],
    ['Levothyroxine 50 µg', 'Levothyroxine 50 micrograms'],
    ['Insulin 10U at night', 'Insulin 10 units at night'],
    ['Oxytocin 10 IU/mL', 'Oxytocin 10 units/mL'],
    ['Artemether 20/120mg', 'Artemether 20/120 mg'],
    ['Timolol 5.0/2.50 mg', 'Timolol 5/2.5 mg'],
    ['Saline 500ml', 'Saline 500 mL'],
    ['take .5 tablet', 'take 0.5 tablet'],
    // read as a thousand in one country and as one in another: left as written
    ['Heparin 1.000 mg', 'Heparin 1.000 mg'],
    ['Heparin 5,000 IU', 'Heparin 5,000 units'],
    // no amounts
    ['at 8.00 and 20.00', 'at 8.00 and 20.00'],
    ['until 21.11.2026', 'until 21.11.2026'],
    ['vitamin B12, U-100 syringe, 5G network', 'vitamin B12, U-100 syringe, 5G network'],
    ['Paracetamol 100 mg', 'Paracetamol 100 mg'],
  ])('%s', (written, printed) => expect(spaced(writeDose(written, 'en'))).toBe(printed));

  test.each([
    ['Digoxine 0.125 mg', 'Digoxine 0.125 mg'],
    ['Rispéridone 0.5mg', 'Rispéridone 0,5 mg'],
    ['Rispéridone ,5 mg', 'Rispéridone 0,5 mg'],
    ['Insuline 10 UI', 'Insuline 10 unités'],
    ['Salbutamol 100 µg', 'Salbutamol 100 microgrammes'],
  ])('in French: %s', (written, printed) => expect(spaced(writeDose(written, 'fr'))).toBe(printed));

  test('no line can end between a number and what it counts', () => {
    expect(writeDose('at most 8 puffs of 100 mcg in 24 hours', 'en')).toBe('at most 8\u00A0puffs of 100\u00A0micrograms in 24\u00A0hours');
  });

  test('no amount is changed, and writing twice is writing once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom('mg', ' mg', 'mcg', ' mL', 'IU'),
        fc.constantFrom('en', 'fr'),
        (digits, places, unit, locale) => {
          const text = (digits / 10 ** places).toFixed(places);
          const printed = writeDose(`X ${text}${unit}`, locale);
          expect(Number(/^X (\S+)/.exec(spaced(printed))?.[1]?.replace(',', '.'))).toBe(digits / 10 ** places);
          expect(writeDose(printed, locale)).toBe(printed);
          expect(/(?:^|\s)[.,]\d/.test(printed)).toBe(false);
        },
      ),
    );
  });
});

test('days have their month in letters, counts their groups', () => {
  expect(spaced(formatDay('2026-11-21', 'en'))).toBe('21 Nov 2026');
  expect(spaced(formatDay('2026-08-01', 'fr'))).toBe('1 août 2026');
  expect(formatMonth('2026-11', 'fr')).toBe('novembre 2026');
  expect(spaced(formatInstant('2026-11-21T22:30:00Z', 'Africa/Kampala', 'en'))).toBe('22 Nov 2026, 01:30');
  expect([0, -5, 999, 1000, -1_234_567].map((count) => formatCount(count, 'en'))).toEqual(['0', '−5', '999', '1,000', '−1,234,567']);
  expect(formatCount(1234.56, 'fr', 1)).toBe('1\u202F234,6');
  expect(formatCount(-0.04, 'en', 1)).toBe('0.0');
});
