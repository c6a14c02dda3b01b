import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isDay } from '../../preload/contract/dates.ts';
import { checkDigitOf } from '../../preload/contract/gs1/checkDigit.ts';
import { readBarcode } from '../../preload/contract/gs1/readBarcode.ts';

const today = '2026-11-21';
const gs = '\u001d';
const encodable = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;
const value = fc.string({ unit: fc.constantFrom(...encodable), minLength: 1, maxLength: 20 }).filter((text) => !/<GS>|\[GS\]/i.test(text));
const gtin = fc.integer({ min: 0, max: 9_999_999_999_999 }).map((number) => {
  const digits = String(number).padStart(13, '0');
  return digits + checkDigitOf(digits);
});
const day = fc.integer({ min: 0, max: 49 * 365 }).map((days) => addDays('2027-01-01', days - 365));
const pack = fc.record({ gtin, lot: value, serial: value, expiry: day });
type Pack = { gtin: string; lot: string; serial: string; expiry: string };

const elementsOf = (one: Pack) => [
  { text: `01${one.gtin}`, isOpen: false },
  { text: `17${one.expiry.replaceAll('-', '').slice(2)}`, isOpen: false },
  { text: `10${one.lot}`, isOpen: true },
  { text: `21${one.serial}`, isOpen: true },
];

test('a text made by the rules, its elements in any order, is read back', () => {
  fc.assert(
    fc.property(
      pack,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.constantFrom('', ']d2', ']C1', ']Q3', gs),
      fc.constantFrom(gs, '|', '^]', '~'),
      (one, order, prefix, separator) => {
        const elements = order.map((number) => elementsOf(one)[number]!);
        const text = prefix + elements.map(({ text: part, isOpen }, at) => part + (isOpen && at < 3 ? separator : '')).join('');
        const reading = readBarcode(text, { today, sendsSeparators: true });
        expect(reading).toMatchObject({ ok: true, content: one });
      },
    ),
  );
});

test('without separators the true reading is given, alone or among those that are asked about', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMN'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.record({ gtin, lot: plain, serial: plain, expiry: day }), (one) => {
      const text = elementsOf(one)
        .map((element) => element.text)
        .join('');
      const reading = readBarcode(text, { today });
      const readings = reading.ok ? [reading.content] : reading.readings;
      expect(readings.some(({ lot, serial, expiry }) => lot === one.lot && serial === one.serial && expiry === one.expiry)).toBe(true);
    }),
  );
});

test('one wrong digit in a GTIN is never read as another pack', () => {
  fc.assert(
    fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (number, at, more) => {
      const wrong = number.slice(0, at) + String((Number(number.charAt(at)) + more) % 10) + number.slice(at + 1);
      expect(readBarcode(`]d201${wrong}10A`, { today })).toMatchObject({ ok: false, problem: 'check_digit' });
    }),
  );
});

test('any text gets an answer: days are days, quantities whole', () => {
  const pieces = fc.constantFrom(
    '01',
    '10',
    '17',
    '21',
    '30',
    '37',
    '3103',
    '(',
    ')',
    ']d2',
    ']',
    gs,
    '|',
    '00',
    '271130',
    '09501101530003',
    'A',
    ' ',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 14 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.boolean(), (typed, sendsSeparators) => {
      const reading = readBarcode(typed, { today, sendsSeparators });
      for (const content of reading.ok ? [reading.content] : reading.readings) {
        for (const read of [content.expiry, content.production, content.bestBefore]) expect(read === null || isDay(read)).toBe(true);
        expect(content.gtin === null || /^\d{14}$/.test(content.gtin)).toBe(true);
        expect(content.count === null || Number.isSafeInteger(content.count)).toBe(true);
      }
    }),
  );
});
