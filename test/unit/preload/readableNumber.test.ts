import { expect, test } from 'vitest';
import { facilityCodeOf, formatNumber, nextEpochLetter, numberKinds, parseNumber } from '../../../preload/contract/readableNumber.ts';

const card = { kind: numberKinds.patient, code: 'K7M2QX', epoch: 'A', counter: 42 };

test('the digits of the whole number leave 1 when divided by 97, as ISO/IEC 7064 MOD 97-10 asks', () => {
  // P K 7 M 2 Q X A 0 0 0 4 2 in the alphabet without I, L, O, U, two digits each, then the check digits
  const digits = '22 19 07 20 02 23 29 10 00 00 00 04 02'.replaceAll(' ', '');
  const check = formatNumber(card).slice(-2);
  expect(BigInt(digits + check) % 97n).toBe(1n);
  expect(formatNumber(card)).toBe('P-K7M2QX-A00042-45');
});

test('a number has kind, facility, epoch with counter, and check digits', () => {
  expect(formatNumber(card)).toMatch(/^P-K7M2QX-A00042-\d{2}$/);
  expect(parseNumber(formatNumber(card))).toEqual(card);
});

test('what people type is read: case, spaces, other dashes, no dashes, O for 0, I and L for 1', () => {
  const number = { kind: 'R', code: '10ABCD', epoch: 'B', counter: 101_001 };
  const printed = formatNumber(number);
  for (const typed of [
    printed.toLowerCase(),
    printed.replaceAll('-', ''),
    printed.replaceAll('-', ' – '),
    printed.replaceAll('0', 'O').replaceAll('1', 'I'),
    printed.replaceAll('0', 'o').replaceAll('1', 'l'),
    ` ${printed}\n`,
  ]) {
    expect({ typed, read: parseNumber(typed) }).toEqual({ typed, read: number });
  }
});

test('what is no number is null, however long or odd', () => {
  const printed = formatNumber(card);
  for (const typed of [
    '',
    'P',
    printed.slice(0, -1),
    `${printed}0`,
    printed.replace('P', 'R'),
    printed.replace('00042', '000042'),
    'x'.repeat(1e6),
    '🙂'.repeat(17),
  ]) {
    expect(parseNumber(typed)).toBeNull();
  }
});

test('no printed number holds I, L, O or U, and each counter has its own', () => {
  const printed = Array.from({ length: 5000 }, (_, index) => formatNumber({ ...card, counter: index + 1 }));
  expect(printed.filter((number) => /[ILOU]/.test(number))).toEqual([]);
  expect(new Set(printed).size).toBe(5000);
});

test('the facility code comes from the random end of the UUID', () => {
  expect(facilityCodeOf('019aa4c0-0000-7000-8000-000000000000')).toBe('000000');
  expect(facilityCodeOf('019aa4c0-0000-7000-8000-0000ffffffff')).toBe('ZZZZZZ');
  expect(facilityCodeOf('019AA4C0-0000-7000-8000-00000000002A')).toBe('00001A');
  expect(() => facilityCodeOf('K7M2QX')).toThrow('UUID');
});

test('epochs go on after Z and never repeat', () => {
  const seen = ['A'];
  while (seen.at(-1) !== 'ZZ') seen.push(nextEpochLetter(seen.at(-1) ?? ''));
  expect(seen.slice(0, 10).join('')).toBe('ABCDEFGHJK');
  expect(seen).toHaveLength(22 + 22 * 22);
  expect(new Set(seen).size).toBe(seen.length);
  expect(() => nextEpochLetter('ZZ')).toThrow('used');
  expect(() => nextEpochLetter('I')).toThrow('Not an epoch letter');
});

test('wrong parts are a bug of the caller', () => {
  expect(() => formatNumber({ ...card, counter: 0 })).toThrow('counts from 1');
  expect(() => formatNumber({ ...card, counter: 1.5 })).toThrow('counts from 1');
  expect(() => formatNumber({ ...card, code: 'K7M2Q' })).toThrow('wrong shape');
  expect(() => formatNumber({ ...card, kind: 'O' })).toThrow('wrong shape');
});
