import { describe, expect, test } from 'vitest';
import { likely, possible, resemblances } from '../../../../main/patients/score.ts';
import type { PersonDetails } from '../../../../preload/contract/patients.ts';

/** A clinic of a thousand people, in which no name is very common; a tenth of them live in the town. */
const clinic = { people: 1000, share: (word: string) => (word === 'town' ? 0.1 : 0.003) };
const resemblance = (one: PersonDetails, other: PersonDetails) => resemblances(one, [other], clinic)[0]!;

const person = (changes: Partial<PersonDetails> = {}): PersonDetails => ({
  familyName: 'Traoré',
  givenNames: 'Aminata',
  sex: 'female',
  birthDate: '1991-04-12',
  birthDatePrecision: 'day',
  phone: '',
  village: '',
  ...changes,
});
const john = person({ familyName: 'Mensah', givenNames: 'John', sex: 'male', birthDate: '1980-02-03' });

/** Somebody of the town whose age was guessed. */
const guessed = (givenNames: string, familyName: string, changes: Partial<PersonDetails> = {}): PersonDetails =>
  person({ givenNames, familyName, birthDate: '1986-01-01', birthDatePrecision: 'year', village: 'Town', ...changes });

type Pair = [what: string, one: PersonDetails, other: PersonDetails];

describe('one person', () => {
  test.each<Pair>([
    ['the same words', person(), person()],
    ['without accents', person(), person({ familyName: 'TRAORE' })],
    ['a letter left out', person(), person({ givenNames: 'Amnata' })],
    ['a letter wrong in both names', person(), person({ familyName: 'Troare', givenNames: 'Aminatta' })],
    ['John typed Jon', john, person({ ...john, givenNames: 'Jon' })],
    ['names exchanged', person(), person({ familyName: 'Aminata', givenNames: 'Traoré' })],
    ['another spelling of the same sound', person({ familyName: 'Diallo' }), person({ familyName: 'Jalloh' })],
    ['everyday short form', person({ givenNames: 'Fatoumata' }), person({ givenNames: 'Fatou' })],
    ['one of two given names', person({ givenNames: 'Marie Claire' }), person({ givenNames: 'Claire' })],
    ['given names run together', person({ givenNames: 'Abdou Rahmane' }), person({ givenNames: 'Abdourahmane' })],
    ['day and month exchanged', person(), person({ birthDate: '1991-12-04' })],
    ['one digit of the birth date wrong', person(), person({ birthDate: '1991-04-17' })],
    ['birth date not asked, same telephone', person({ phone: '+221 77 123 45 67' }), person({ birthDate: null, phone: '77 123 45 67' })],
    ['the year only', person({ village: 'Kolda' }), person({ birthDate: '1991-01-01', birthDatePrecision: 'year', village: 'Kolda' })],
    ['the same guessed year and names', guessed('Awa', 'Traoré'), guessed('Hawa', 'Traore')],
    ['the same names, guessed a year apart', guessed('Awa', 'Traoré'), guessed('Awa', 'Traoré', { birthDate: '1987-01-01' })],
    ['nothing but the name, twice', person({ birthDate: null }), person({ birthDate: null })],
  ])('%s', (_, one, other) => {
    expect(resemblance(one, other).score).toBeGreaterThanOrEqual(likely);
    expect(resemblance(other, one).score).toBeCloseTo(resemblance(one, other).score, 10);
  });
});

describe('two people', () => {
  const home = { phone: '+221 77 123 45 67', village: 'Kolda' };
  test.each<Pair>([
    ['twins', person(home), person({ ...home, givenNames: 'Awa' })],
    [
      'twin brothers whose names are close',
      person({ ...home, sex: 'male', givenNames: 'Hassan' }),
      person({ ...home, sex: 'male', givenNames: 'Hussein' }),
    ],
    ['brother and sister', person(home), person({ ...home, givenNames: 'Moussa', sex: 'male' })],
    ['mother and daughter of one name', person(home), person({ ...home, birthDate: '2014-08-30' })],
    ['namesakes of different age', person(), person({ birthDate: '1962-09-30' })],
    ['namesakes of one year', person(), person({ birthDate: '1991-10-25' })],
    [
      'a telephone lent in the village',
      person(home),
      person({ ...home, familyName: 'Sow', givenNames: 'Kadiatou', birthDate: '1970-01-02' }),
    ],
    ['nothing in common', person(), john],
    ['one guessed year, one given name, other families', guessed('Awa', 'Traoré'), guessed('Awa', 'Cissé')],
    ['one guessed year, one family', guessed('Awa', 'Traoré'), guessed('Fanta', 'Traoré')],
    ['one guessed year, names that are unlike', guessed('Awa', 'Traoré'), guessed('Mariama', 'Cissé')],
    [
      'one month, other families',
      guessed('Awa', 'Traoré', { birthDate: '1986-05-01', birthDatePrecision: 'month' }),
      guessed('Awa', 'Cissé', { birthDate: '1986-05-01', birthDatePrecision: 'month' }),
    ],
  ])('%s', (_, one, other) => expect(resemblance(one, other).score).toBeLessThan(likely));

  test('twins are shown all the same, for somebody to look', () => {
    expect(resemblance(person(home), person({ ...home, givenNames: 'Awa' })).score).toBeGreaterThanOrEqual(possible);
  });
  test('nothing in common is not even shown', () => expect(resemblance(person(), john).score).toBeLessThan(possible));
});

test('the reasons name what agrees, with both values', () => {
  const { reasons } = resemblance(
    person({ phone: '771234567', village: 'Kolda' }),
    person({ givenNames: 'Aminta', phone: '+221 771234567', village: 'Kolda' }),
  );
  expect(reasons).toEqual([
    { code: 'similar-name', detail: 'Aminata Traoré · Aminta Traoré' },
    { code: 'same-birth-date', detail: '1991-04-12' },
    { code: 'same-phone', detail: '771234567 · +221 771234567' },
    { code: 'same-village', detail: 'Kolda' },
    { code: 'same-sex', detail: 'female' },
  ]);
});

test('a year that both were guessed to be born in is not called the same birth date', () => {
  expect(resemblance(guessed('Awa', 'Traoré'), guessed('Awa', 'Traoré')).reasons.map(({ code }) => code)).toContain('close-birth-date');
});
