import type { DuplicateCandidate, PersonDetails } from '../../preload/contract/patients.ts';
import { compareBirthDates } from './birthDates.ts';
import { fold, foldedTokens, phoneDigits } from './names.ts';
import { edits, jaroWinkler } from './nearness.ts';
import { sounds } from './sounds.ts';

type Reason = DuplicateCandidate['reasons'][number];
export type Resemblance = { score: number; reasons: Reason[] };

/** From here on a registration is answered with the person found. Chosen by the cases in test/unit/main/patients/score.test.ts. */
export const likely = 0.7;
/** From here on a person is shown beside a registration that is being typed. */
export const possible = 0.15;

// Weights of evidence, added up as log-odds (the reasoning of Fellegi and Sunter 1969, weights set by hand for a clinic's register).
// The prior: of the people whom blocking brings up, few are the one at the desk.
const prior = -6;

/** 0 to 1 that two descriptions are one person, with what agrees. What differs lowers the score and is not a reason. */
export function resemblance(one: PersonDetails, other: PersonDetails): Resemblance {
  const names = compareNames(one, other);
  const birth = compareBirthDates(one, other);
  const phones = [phoneDigits(one.phone), phoneDigits(other.phone)] as const;
  const isSamePhone = samePhone(...phones);
  const villages = [fold(one.village), fold(other.village)] as const;
  const isSameVillage = villages[0] !== '' && jaroWinkler(...villages) > 0.92;
  const bothSexes = one.sex !== 'unknown' && other.sex !== 'unknown';
  const evidence =
    prior +
    names.weight +
    birth.weight +
    (isSamePhone ? 3 : 0) +
    (isSameVillage ? 0.7 : villages.includes('') ? 0 : -0.3) +
    (bothSexes ? (one.sex === other.sex ? 0.3 : -3) : 0);
  const reasons: Reason[] = [];
  const say = (code: Reason['code'], mine: string, theirs: string) =>
    reasons.push({ code, detail: mine === theirs ? mine : `${mine} · ${theirs}` });
  if (names.code) say(names.code, fullName(one), fullName(other));
  if (birth.code) say(birth.code, one.birthDate ?? '', other.birthDate ?? '');
  if (isSamePhone) say('same-phone', one.phone, other.phone);
  if (isSameVillage) say('same-village', one.village, other.village);
  if (bothSexes && one.sex === other.sex && reasons.length > 0) say('same-sex', one.sex, other.sex);
  return { score: 1 / (1 + Math.exp(-evidence)), reasons };
}

function fullName(person: PersonDetails): string {
  return `${person.givenNames} ${person.familyName}`.trim();
}

/** People keep or drop the country's number; a shared ending of seven digits or more is one line. */
function samePhone(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return length >= 7 && one.slice(-length) === other.slice(-length);
}

type NameEvidence = { weight: number; code: Reason['code'] | null };

function compareNames(one: PersonDetails, other: PersonDetails): NameEvidence {
  const mine = { family: foldedTokens(one.familyName), given: foldedTokens(one.givenNames) };
  const theirs = { family: foldedTokens(other.familyName), given: foldedTokens(other.givenNames) };
  const straight = [agreement(mine.family, theirs.family), agreement(mine.given, theirs.given)] as const;
  const crossed = [agreement(mine.family, theirs.given), agreement(mine.given, theirs.family)] as const;
  const isCrossed = Math.min(...crossed) > Math.min(...straight) && Math.min(...crossed) >= alike;
  const [family, given] = isCrossed ? crossed : straight;
  const weight = familyWeight(family) + givenWeight(given);
  if (Math.min(family, given) < hardlyAlike || given < alike) return { weight, code: null };
  if (isCrossed) return { weight: weight - 0.5, code: 'swapped-names' };
  return { weight, code: family === 1 && given === 1 ? 'same-name' : 'similar-name' };
}

const alike = 0.85;
const somewhatAlike = 0.8;
const hardlyAlike = 0.75;

/** A sister, a wife, a neighbour has the same family name. */
function familyWeight(agreed: number): number {
  return agreed === 1 ? 3.5 : agreed >= 0.92 ? 3 : agreed >= alike ? 1.5 : agreed >= hardlyAlike ? 0.5 : agreed === unknown ? 0 : -3;
}

/** Twins share everything but this. */
function givenWeight(agreed: number): number {
  return agreed === 1 ? 4 : agreed >= 0.92 ? 3 : agreed >= alike ? 1.5 : agreed >= somewhatAlike ? -3 : agreed === unknown ? 0 : -7.5;
}

const unknown = 0.5;

/** Names of several words: how well the words of the shorter one are found in the longer, each taken once. 1 = the same words in any order. */
function agreement(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return unknown;
  if (one.join('') === other.join('')) return 1;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const left = [...long];
  let worst = 1;
  for (const word of short) {
    const [best, at] = left
      .map((candidate, index) => [wordAgreement(word, candidate), index] as const)
      .reduce((a, b) => (b[0] > a[0] ? b : a), [0, 0]);
    worst = Math.min(worst, best);
    left.splice(at, 1);
  }
  return short.length === long.length ? worst : Math.min(worst, 0.95); // Marie Claire and Claire: perhaps
}

function wordAgreement(one: string, other: string): number {
  if (one === other) return 1;
  const shorter = Math.min(one.length, other.length);
  // Fatou and Fatoumata, Ibra and Ibrahima: the short form that is used every day
  if (shorter >= 4 && (one.startsWith(other) || other.startsWith(one))) return 0.93;
  if (shorter <= 2) return one.startsWith(other) || other.startsWith(one) ? 0.86 : 0; // an initial
  const near = edits(one, other) <= (Math.max(one.length, other.length) >= 8 ? 2 : 1);
  const spelt = near ? Math.max(jaroWinkler(one, other), alike) : roughly(jaroWinkler(one, other));
  const shared = sharedSound(one, other);
  if (shared === 0) return Math.min(0.97, spelt);
  return Math.min(0.97, Math.max(spelt, near || shared >= 3 ? 0.93 : hardlyAlike));
}

const roughly = (similarity: number): number => (similarity >= 0.93 ? alike : similarity >= 0.82 ? somewhatAlike : 0);

/** How many consonants two words share where they sound alike. Hassan and Hussein, twins as a rule, have only s and n. */
function sharedSound(one: string, other: string): number {
  const others = sounds(other);
  return Math.max(
    0,
    ...sounds(one)
      .filter((sound) => others.includes(sound))
      .map((sound) => sound.length),
  );
}
