import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dosage, dosage, doseMoments, doseRoutes, doseUnits } from '../../preload/contract/dosage.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';

const words = fc.constantFrom('', 'pain', 'la douleur', 'fever above 38.5', '  ');
export const anyStep = fc.record({
  dose: fc.oneof(fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 2.5, 500, 1000), fc.double({ min: 0.01, max: 100_000, noNaN: true })),
  unit: fc.constantFrom(...doseUnits),
  timing: fc.option(
    fc.record({
      frequency: fc.integer({ min: 1, max: 24 }),
      period: fc.integer({ min: 1, max: 72 }),
      periodUnit: fc.constantFrom('h', 'd', 'wk', 'mo'),
    }),
  ),
  when: fc.array(fc.constantFrom(...doseMoments), { maxLength: 6 }),
  asNeeded: fc.option(words),
  mostPerDay: fc.option(fc.constantFrom(0.5, 1, 4, 4000)),
  days: fc.option(fc.integer({ min: 1, max: 1100 })),
});
const anyDosage = fc.record({
  route: fc.option(fc.constantFrom(...doseRoutes)),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 12 }),
  note: fc.constantFrom('', 'with food', 'Shake well.', 'à jeun'),
});

test('any directions become one whole sentence in each language, with numbers as that language writes them', () => {
  fc.assert(
    fc.property(anyDosage, fc.constantFrom('en' as const, 'fr' as const), (raw, locale) => {
      const read = dosage.parse(raw) as Dosage;
      const sentence = directionsSentence(read, locale);
      expect(sentence).toMatch(/^\p{Lu}.+[.!?]$/u);
      expect(sentence).not.toMatch(/undefined|null|NaN|\{|\}|\[|\]| {2}|,,|, ,/u);
      for (const { dose, days, timing } of read.steps) {
        const said = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
        if (dose !== 0.5 && dose !== 0.25) expect(sentence).toContain(said.format(dose));
        if (days !== null && timing !== null) expect(sentence).toContain(said.format(days));
      }
      // every step is said
      expect(sentence.split(locale === 'en' ? ', then ' : ', puis ').length).toBe(read.steps.length);
    }),
  );
});

test('nobody reads the number nought for a small dose, nor a comma for a point', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.000_1, max: 0.999, noNaN: true }), (dose) => {
      const one = (locale: 'en' | 'fr') => directionsSentence(dosage.parse({ steps: [{ dose, unit: 'mg', timing: null }] }), locale);
      expect(one('en')).toMatch(/ 0\.\d*[1-9] mg/u);
      expect(one('fr')).toMatch(/ 0,\d*[1-9] mg/u);
    }),
  );
});
