import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDirections, writeDirections } from '../../preload/contract/directionsLine.ts';
import { dosage, doseMoments, doseRoutes, doseUnits } from '../../preload/contract/dosage.ts';

const dose = fc.oneof(
  fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 2.5, 10, 500, 1000),
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 1, max: 9999 }).map((n) => n / 100),
);
const step = fc.record({
  dose,
  unit: fc.constantFrom(...doseUnits),
  timing: fc.record({
    frequency: fc.integer({ min: 1, max: 24 }),
    period: fc.integer({ min: 1, max: 72 }),
    periodUnit: fc.constantFrom('h', 'd', 'wk', 'mo'),
  }),
  when: fc.uniqueArray(fc.constantFrom(...doseMoments), { maxLength: 6 }),
  asNeeded: fc.option(fc.constantFrom('', 'pain', 'fever above 38', 'douleur', 'cough at night')),
  mostPerDay: fc.option(dose),
  days: fc.option(fc.integer({ min: 1, max: 1100 })),
});
const directions = fc.record({
  route: fc.option(fc.constantFrom(...doseRoutes)),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  note: fc.constantFrom('', 'with food', 'shake well', 'au repas'),
});
const sorted = (value: unknown) =>
  JSON.stringify(value, (_key, inner: unknown) =>
    Array.isArray(inner) && inner.every((one) => typeof one === 'string') ? [...inner].sort() : inner,
  );

test('what is written as a line is read back as the same directions', () => {
  fc.assert(
    fc.property(directions, (raw) => {
      const meant = dosage.parse(raw);
      const line = writeDirections(meant);
      const read = readDirections(line);
      expect(read, line).toMatchObject({ ok: true });
      if (read.ok) expect(sorted(read.dosage), line).toBe(sorted(meant));
    }),
  );
});

test('a word that is not understood is never dropped: the line is not read', () => {
  fc.assert(
    fc.property(directions, fc.constantFrom('banana', 'teaspoons', 'left', 'xyz', '7', '1-2'), (raw, word) => {
      const line = writeDirections({ ...dosage.parse(raw), note: '' });
      if (line.endsWith('prn') || line.includes('prn then')) return; // there a word says what for
      expect(readDirections(`${line} ${word}`).ok, `${line} ${word}`).toBe(false);
    }),
  );
});

test('any text at all is read or said to be unread, with what was not understood', () => {
  const pieces = fc.constantFrom(
    '1',
    '0',
    '1e9',
    'ten',
    'tab',
    'mg',
    'mcg',
    'tds',
    'po',
    'x',
    '5d',
    '-',
    '/',
    'then',
    'prn',
    'max',
    ';',
    '§',
    '½',
    ',',
    'a',
    'every',
    '()',
    '"',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 12 }).map((some) => some.join(' ')),
        fc.string({ maxLength: 60 }),
      ),
      (text) => {
        const read = readDirections(text, 'tablet');
        if (read.ok) for (const one of read.dosage.steps) expect(one.dose).toBeGreaterThan(0);
        else expect(typeof read.unread).toBe('string');
      },
    ),
  );
});
