import { expect, test } from 'vitest';
import { checkDigitOf, hasCheckDigit, toGtin14 } from '../../../../../preload/contract/gs1/checkDigit.ts';
import { readGs1Day } from '../../../../../preload/contract/gs1/dates.ts';
import { readBarcode } from '../../../../../preload/contract/gs1/readBarcode.ts';

const today = '2026-11-21';
const gtin = '09501101530003'; // GS1's own example number
const gs = '\u001d';
const read = (text: string, sendsSeparators = false) => readBarcode(text, { today, sendsSeparators });
const content = (text: string, sendsSeparators = false) => {
  const reading = read(text, sendsSeparators);
  if (!reading.ok) throw new Error(`${reading.problem} ${reading.ai} ${reading.value}`);
  return reading.content;
};

test.each([
  ['DataMatrix', `]d201${gtin}1727113010ABC123${gs}21S-9`],
  ['GS1-128', `]C101${gtin}17271130${gs}10ABC123${gs}21S-9`],
  ['GS1 QR', `]Q301${gtin}10ABC123${gs}1727113021S-9`],
  ['without an identifier', `01${gtin}21S-9${gs}1727113010ABC123`],
  ['FNC1 first', `${gs}01${gtin}21S-9${gs}1727113010ABC123`],
  ['a bar for FNC1', `01${gtin}10ABC123|21S-9|17271130`],
  ['^] for FNC1', `01${gtin}10ABC123^]21S-9^]17271130`],
  ['<GS> for FNC1', `01${gtin}10ABC123<GS>21S-9<GS>17271130`],
  ['as people read it', `(01)${gtin}(17)271130(10)ABC123(21)S-9`],
])('reads GTIN, lot, expiry and serial: %s', (_, text) => {
  expect(content(text)).toMatchObject({ gtin, lot: 'ABC123', expiry: '2027-11-30', serial: 'S-9' });
});

test('reads what else stands on packs and cases', () => {
  expect(content(`02${gtin}3724${gs}1127013115280200`)).toMatchObject({
    gtin,
    count: 24,
    production: '2027-01-31',
    bestBefore: '2028-02-29',
  });
  expect(content(`01${gtin}310300125030 12`.replace(' ', ''))).toMatchObject({ gtin, weightKg: 1.25, count: 12 });
  expect(content(`01${gtin}7003${'2711301200'}${gs}10A`).expiry).toBe('2027-11-30');
  expect(content(`01${gtin}7145678901${gs}10A`).elements).toContainEqual({ ai: '714', value: '5678901' });
  expect(content(`01${gtin}7240PROT${gs}10A`, true)).toMatchObject({ lot: 'A' }); // not on our list: kept, the rest is read
});

test('a lot may hold brackets and digits that look like another element where separators are sent', () => {
  expect(content(`01${gtin}10A(2)B`).lot).toBe('A(2)B');
  expect(content(`01${gtin}10AB2112${gs}17271130`)).toMatchObject({ lot: 'AB2112', serial: null });
  expect(content(`01${gtin}1727113010AB2112`, true)).toMatchObject({ lot: 'AB2112', serial: null });
});

test('separators left out: decided where one reading is left, said where more are', () => {
  expect(content(`01${gtin}1727113010AB12`)).toMatchObject({ lot: 'AB12', expiry: '2027-11-30' });
  const doubtful = read(`01${gtin}1727113010AB21SER`);
  expect(doubtful).toMatchObject({ ok: false, problem: 'ambiguous' });
  expect(doubtful.ok ? [] : doubtful.readings.map(({ lot, serial }) => [lot, serial])).toEqual([
    ['AB21SER', null],
    ['AB', 'SER'],
  ]);
});

test('a digit read wrong, a day no calendar has, a stranger: each by its name', () => {
  expect(read(`01${gtin.slice(0, -1)}4`)).toMatchObject({ ok: false, problem: 'check_digit', ai: '01' });
  expect(read(`]d201${gtin}17270231`)).toMatchObject({ ok: false, problem: 'impossible_date', ai: '17', value: '270231' });
  expect(read(`]d201${gtin}17271300`)).toMatchObject({ ok: false, problem: 'impossible_date' });
  expect(read('hello')).toMatchObject({ ok: false, problem: 'not_gs1' });
  expect(read('')).toMatchObject({ ok: false, problem: 'empty' });
  expect(read('1'.repeat(500))).toMatchObject({ ok: false, problem: 'too_long' });
  expect(read(`]d201${gtin}10${'X'.repeat(21)}`)).toMatchObject({ ok: false, problem: 'wrong_length', ai: '10' });
  expect(read(`]d201${gtin}10A B`)).toMatchObject({ ok: false, problem: 'wrong_character', ai: '10' });
  expect(read(`]d201${gtin}10A${gs}10B`)).toMatchObject({ ok: false, problem: 'contradiction' });
  expect(content(`]d201${gtin}10A${gs}10A`).lot).toBe('A');
});

test.each([
  ['EAN-13', '4006381333931', '04006381333931'],
  ['EAN-13 with its identifier', ']E04006381333931', '04006381333931'],
  ['EAN-8', '96385074', '00000096385074'],
  ['UPC-A', '036000291452', '00036000291452'],
  ['ITF-14', ']I115400141288763', '15400141288763'],
])('%s is a GTIN', (_, text, expected) => {
  expect(content(text)).toMatchObject({ gtin: expected, lot: null, expiry: null });
  expect(read(text.slice(0, -1) + String((Number(text.at(-1)) + 1) % 10))).toMatchObject({ ok: false, problem: 'check_digit' });
});

test('day 00 is the last of its month, leap years counted', () => {
  expect(readGs1Day('271100', today)).toBe('2027-11-30');
  expect(readGs1Day('280200', today)).toBe('2028-02-29');
  expect(readGs1Day('270200', today)).toBe('2027-02-28');
  expect(readGs1Day('270229', today)).toBeNull();
});

test('two-digit years lie within 50 years of today', () => {
  expect(readGs1Day('760101', today)).toBe('2076-01-01'); // 50 ahead: this century
  expect(readGs1Day('770101', today)).toBe('1977-01-01'); // 51 ahead: the last
  expect(readGs1Day('010101', '2051-06-01')).toBe('2101-01-01'); // 50 behind: the next
  expect(readGs1Day('020101', '2051-06-01')).toBe('2002-01-01');
});

test('check digits', () => {
  expect(checkDigitOf('629104150021')).toBe('3'); // the example of section 7.9.1
  expect(hasCheckDigit('6291041500213')).toBe(true);
  expect(toGtin14('6291041500213')).toBe('06291041500213');
  expect(toGtin14('629104150021')).toBeNull();
});
