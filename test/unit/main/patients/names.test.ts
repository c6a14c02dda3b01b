import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, nameWords, phoneDigits, sortName } from '../../../../main/patients/names.ts';

test.each([
  ['Traoré', 'traore'],
  ["N'DIAYE", 'ndiaye'],
  ['N’Diaye', 'ndiaye'],
  ['Nʼguessan', 'nguessan'],
  ['Jean-Baptiste', 'jean baptiste'],
  ['Weiß Œdipe Łukasz', 'weiss oedipe lukasz'],
  ['Ɓello Ɗan Ƙano', 'bello dan kano'],
  ['Agbeŋu Kɔfi', 'agbengu kofi'],
  ['  O’Brien,   Mary.  ', 'obrien mary'],
  ['مُحَمَّد', 'محمد'],
  ['ጌታቸው', 'ጌታቸው'],
  ['सीता', 'सीता'],
  ['김철수', '김철수'],
  ['Ｋｏｆｉ', 'kofi'],
  ['', ''],
  ['--- ??', ''],
])('%s is compared as %s', (text, folded) => expect(fold(text)).toBe(folded));

test('a name is found run together, apart, and without its particle', () => {
  expect(nameWords('Abdou Rahmane')).toEqual(['abdou', 'rahmane', 'abdourahmane']);
  expect(nameWords('Jean-Baptiste')).toEqual(['jean', 'baptiste', 'jeanbaptiste']);
  expect(nameWords('N’Diaye')).toEqual(['ndiaye', 'diaye']);
  expect(nameWords('')).toEqual([]);
});

test('the register is sorted by family name without accents', () => {
  expect(sortName({ familyName: 'Élan', givenNames: 'Awa Marie' })).toBe('elan awa marie');
  expect(sortName({ familyName: 'Sow', givenNames: '' })).toBe('sow');
});

test.each([
  ['+221 77 123 45 67', '221771234567'],
  ['00221771234567', '221771234567'],
  ['077 123', '77123'],
  ['', ''],
])('the digits of %s are %s', (phone, digits) => expect(phoneDigits(phone)).toBe(digits));

test('plain letters are folded as they are beside others', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(fold(text)).toBe(fold(`${text} é`).replace(/ ?e$/, ''));
    }),
  );
});
