import { parseNumber } from '../../preload/contract/readableNumber.ts';
import { digitWords, nameWords, phoneDigits, readDigitRuns, sortName } from './names.ts';
import { sounds } from './sounds.ts';

/** What the index and the ranking know of a person. */
export type Findable = {
  number: string;
  family_name: string;
  given_names: string;
  birth_date: string | null;
  phone: string;
  village: string;
  /** other names, telephones and numbers, a line each */
  also_known?: string;
};

const shortestFragment = 4;

/** Words for the full-text index. Every ending of the telephone number is one, so that any part of it is found. */
export function searchWords(person: Findable): { words: string; sounds: string } {
  const others = !person.also_known ? [] : person.also_known.split('\n');
  const names = [...nameWords(person.given_names), ...nameWords(person.family_name), ...others.filter(isName).flatMap(nameWords)];
  const numbers = others.filter((other) => !isName(other)).map(compactNumber);
  const endings = [phoneDigits(person.phone), ...numbers.flatMap(digitsWithin)].flatMap(endingsOf);
  const numbered = [person.given_names, person.family_name, person.village].flatMap((text) =>
    readDigitRuns(text).digits.flatMap(digitWords),
  );
  const birth = person.birth_date === null ? [] : [person.birth_date.slice(0, 4), person.birth_date.replaceAll('-', '')];
  const words = [...names, ...nameWords(person.village), ...numbered, ...numberWords(person.number), ...birth, ...numbers, ...endings];
  return { words: [...new Set(words)].map(indexable).join(' '), sounds: [...new Set(names.flatMap(sounds))].join(' ') };
}

/** Of an identifier its digits, zeros and all; without those before it, too: it may be a telephone. */
const digitsWithin = (number: string): string[] => digitWords(number.replaceAll(/\D/g, '') || number);

const isName = (text: string): boolean => !/\d/.test(text);

function endingsOf(digits: string): string[] {
  return Array.from({ length: Math.max(0, digits.length - shortestFragment + 1) }, (_, at) => digits.slice(at));
}

/** P-K7M2QX-A00042-C5 as pk7m2qxa00042c5 (the row is found again by it), a00042 and 42. */
export function numberWords(number: string): string[] {
  const parsed = parseNumber(number);
  const compact = compactNumber(number);
  if (!parsed) return [compact];
  return [compact, (parsed.epoch + String(parsed.counter).padStart(5, '0')).toLowerCase(), String(parsed.counter)];
}

export function compactNumber(number: string): string {
  return number.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/**
 * A word as it stands in the index. SQLite's tokenizer knows Unicode 6.1, and no vowel signs: they, and letters beyond the first plane (Adlam, in which
 * Fula is written) go in as their numbers. Words with digits and letters begin with 0, before all names: the vocabulary of names is read alone.
 */
export function indexable(word: string): string {
  const plain = word.replaceAll(
    /[\u{10000}-\u{10ffff}\u19b0-\u19c9\u1cf2\u1cf3\p{M}]/gu,
    (letter) => `x${(letter.codePointAt(0) ?? 0).toString(16)}`,
  );
  return /\d/.test(word) && /\p{L}/u.test(word) ? `0${plain}` : plain;
}

/** For db/seed, which fills the index and must not import this rule. */
export function describePerson(person: Findable): { sortName: string; words: string; sounds: string } {
  return { sortName: sortName({ familyName: person.family_name, givenNames: person.given_names }), ...searchWords(person) };
}
