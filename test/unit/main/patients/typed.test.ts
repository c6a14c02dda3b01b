import { expect, test } from 'vitest';
import { formatNumber } from '../../../../preload/contract/readableNumber.ts';
import { readTyped } from '../../../../main/patients/typed.ts';

const nothing = { names: [], digits: [], days: [], number: null };

test.each([
  ['Awa TRAORÉ', { names: ['awa', 'traore'] }],
  ['traoré 1991', { names: ['traore'], digits: ['1991'] }],
  ['12/04/1991 awa', { names: ['awa'], days: ['19910412'] }],
  ['1991-4-12', { days: ['19910412'] }],
  ['77 123 45 67', { digits: ['771234567'] }],
  ['+221 77 123 45 67 sow', { names: ['sow'], digits: ['221771234567'] }],
  ['00042', { digits: ['00042'] }],
  ['A00042', { digits: ['a00042'] }],
  ['P-K7M2QX-A000', { digits: ['pk7m2qxa000'] }],
  ['" OR words : * NEAR(', { names: ['or', 'words', 'near'] }],
  ['   ', {}],
])('%s', (text, expected) => expect(readTyped(text)).toEqual({ ...nothing, ...expected }));

test('a whole number, as somebody says it', () => {
  const number = formatNumber({ kind: 'P', code: 'K7M2QX', epoch: 'A', counter: 42 });
  expect(readTyped(number.toLowerCase().replaceAll('-', ' ')).number).toBe(number);
  const prescription = formatNumber({ kind: 'R', code: 'K7M2QX', epoch: 'A', counter: 42 });
  expect(readTyped(prescription).number).toBeNull();
});
