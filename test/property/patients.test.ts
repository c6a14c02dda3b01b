import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import { fold, nameWords } from '../../main/patients/names.ts';
import { nearnessTo } from '../../main/patients/nearness.ts';
import { resemblances } from '../../main/patients/score.ts';
import type { PersonDetails } from '../../preload/contract/patients.ts';
import { findPeople } from '../../main/patients/search.ts';
import { describePerson } from '../../main/patients/searchWords.ts';
import { sounds } from '../../main/patients/sounds.ts';

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));
const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 12 });

/** The whole table, as Damerau and Levenshtein wrote it down (optimal string alignment). */
function table(one: string, other: string): number[][] {
  const rows = Array.from({ length: one.length + 1 }, (_, row) => [row]);
  for (let column = 1; column <= other.length; column++) rows[0]!.push(column);
  for (let row = 1; row <= one.length; row++) {
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(rows[row - 1]![column]! + 1, rows[row]![column - 1]! + 1, rows[row - 1]![column - 1]! + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, rows[row - 2]![column - 2]! + 1);
      rows[row]!.push(cost);
    }
  }
  return rows;
}

test('edits counted in bits are the edits of the whole table, for words and their beginnings', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      const last = table(one, other).at(-1)!;
      expect(nearnessTo(one)(other)).toEqual({ whole: last.at(-1), beginning: Math.min(...last) });
    }),
    { numRuns: 2000 },
  );
});

test('folding is done once: folded text does not change again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 1000 },
  );
});

test('every word has at most two sounds, and they are plain letters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const name of nameWords(text)) for (const sound of sounds(name)) expect(sound).toMatch(/^[a-z]*$/);
    }),
  );
});

const person = fc.record({
  familyName: anyText,
  givenNames: anyText,
  sex: fc.constantFrom('female', 'male', 'other', 'unknown'),
  birthDate: fc.constantFrom(null, '1991-04-12', '1991-12-04', '1991-04-13', '2014-01-01'),
  birthDatePrecision: fc.constantFrom('day', 'month', 'year'),
  phone: fc.constantFrom('', '+221 77 123 45 67', '771234567', '5'),
  village: anyText,
});

const nobody = {
  familyName: '',
  givenNames: '',
  sex: 'unknown',
  birthDate: null,
  birthDatePrecision: 'day',
  phone: '',
  village: '',
} as const;
const clinic = { people: 1000, share: (word: string) => 0.001 * (1 + (word.length % 7)) };
const resemblance = (one: PersonDetails, other: PersonDetails) => resemblances(one, [other], clinic)[0]!;

test('resemblance is a share, and does not ask who came first', () => {
  fc.assert(
    fc.property(person, person, (one, other) => {
      const { score } = resemblance(one, other);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(resemblance(other, one).score).toBeCloseTo(score, 6);
    }),
    {
      examples: [
        [
          { ...nobody, givenNames: '00' },
          { ...nobody, familyName: '00' },
        ],
      ],
    },
  );
});

test('nothing that is typed is query syntax: every text gets an answer', async () => {
  const open = openMemoryDatabase();
  migrate(open.raw);
  const syntax = fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '*',
        '(',
        ')',
        ':',
        '^',
        '+',
        '-',
        '{',
        '}',
        'AND',
        'OR',
        'NOT',
        'NEAR',
        'words',
        'sounds',
        'awa',
        ' ',
        '\u0000',
        ',',
        '42',
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyText, syntax), async (text) => {
      expect(await findPeople(open, text, 10)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('whoever is registered is found by each of their names, in any script', async () => {
  const open = openMemoryDatabase();
  migrate(open.raw);
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('مُحَمَّد', 'ጌታቸው', 'सीता', '𞤀𞤁𞤂𞤃', '김철수', "N'Diaye", 'Ɗan-Ƙano', 'Œdipe'),
  );
  await fc.assert(
    fc.asyncProperty(name, name, async (family, given) => {
      open.raw.exec('DELETE FROM patient_search; DELETE FROM patient');
      const columns = {
        id: 'p',
        number: 'P-K7M2QX-A00001-00',
        family_name: family,
        given_names: given,
        birth_date: null,
        phone: '',
        village: '',
      };
      const { sortName, ...index } = describePerson(columns);
      open.raw
        .prepare(
          `INSERT INTO patient (id, number, family_name, given_names, sort_name, sex, birth_date_precision, created_at) VALUES ('p', ?, ?, ?, ?, 'unknown', 'day', '2026-11-21T08:00:00.000Z')`,
        )
        .run(columns.number, family, given, sortName);
      open.raw.prepare('INSERT INTO patient_search (patient_id, words, sounds) VALUES (?, ?, ?)').run('p', index.words, index.sounds);
      const found = await Promise.all([family, given].filter((typed) => fold(typed) !== '').map((typed) => findPeople(open, typed, 10)));
      expect(found.map((people) => people.map((patient) => patient.id))).toEqual(found.map(() => ['p']));
    }),
    {
      numRuns: 300,
      examples: [
        ['مُحَمَّد', '0'],
        ['0077', 'ᦰ'],
        ['1 2 3', "ｦ'⒈"],
        ['שׁ⁰', '00'],
      ],
    },
  );
});
