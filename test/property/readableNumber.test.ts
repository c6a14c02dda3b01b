import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber, parseNumber } from '../../preload/contract/readableNumber.ts';

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ'.split('');
const signs = '0123456789'.split('').concat(letters);
const everyCharacter = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const means = (character: string) => (character === 'O' ? '0' : character === 'I' || character === 'L' ? '1' : character);

const number = fc.record({
  kind: fc.constantFrom(...letters),
  code: fc.array(fc.constantFrom(...signs), { minLength: 6, maxLength: 6 }).map((code) => code.join('')),
  epoch: fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 2 }).map((epoch) => epoch.join('')),
  counter: fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 2 ** 40 })),
});

test('what is printed is read back', () => {
  fc.assert(
    fc.property(number, (given) => {
      expect(parseNumber(formatNumber(given))).toEqual(given);
    }),
  );
});

test('every single wrong character is noticed, in every place, for every other character', () => {
  fc.assert(
    fc.property(number, (given) => {
      const printed = formatNumber(given).replaceAll('-', '');
      for (let place = 0; place < printed.length; place++) {
        for (const wrong of everyCharacter) {
          if (means(wrong) === printed[place]) continue;
          const typed = printed.slice(0, place) + wrong + printed.slice(place + 1);
          expect(parseNumber(typed), `${typed} instead of ${printed}`).toBeNull();
        }
      }
    }),
  );
});

test('every swap of neighbours is noticed', () => {
  fc.assert(
    fc.property(number, (given) => {
      const printed = formatNumber(given).replaceAll('-', '');
      for (let place = 1; place < printed.length; place++) {
        const [left, right] = [printed.charAt(place - 1), printed.charAt(place)];
        if (left === right) continue;
        const typed = printed.slice(0, place - 1) + right + left + printed.slice(place + 1);
        expect(parseNumber(typed), `${typed} instead of ${printed}`).toBeNull();
      }
    }),
    { numRuns: 1000 },
  );
});

test('no text makes the reader fail', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^[A-Z][0-9A-Z]{6}[A-Z]\d{5,9}\d\d$/));
  fc.assert(
    fc.property(anyText, (text) => {
      const read = parseNumber(text);
      expect(read === null || formatNumber(read).replaceAll('-', '').length <= text.length).toBe(true);
    }),
  );
});
