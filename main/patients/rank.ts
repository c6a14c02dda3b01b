import { digitWords, fold, nameWords, phoneDigits } from './names.ts';
import { forgiven, type Nearness, nearnessTo } from './nearness.ts';
import { compactNumber, type Findable, numberWords } from './searchWords.ts';
import { sounds, soundsTyped } from './sounds.ts';
import type { Typed } from './typed.ts';

// Costs of one typed word, in edits.
const unfinished = 0.25;
const inVillage = 0.1;
const soundsLike = 1.25;
const inside = 0.75;
/** a further name of somebody whose whole name may have been typed: Awa Sow before Awa Marie Sow */
const unasked = 0.02;
/** two typed words that fit the same word of somebody: Ali Ali before Ali Hassan */
const again = 0.75;
/** the same words in another order than somebody is written; family name first or last is no other order */
const moved = 0.01;
export const notFound = 4;
const shortestInside = 3;

/** Names repeat: a few thousand texts cover a register, and folding is the slow part of ranking. */
const wordsOf = remembering(nameWords);
const soundsOf = remembering(sounds);

function remembering(read: (text: string) => string[]): (text: string) => string[] {
  const known = new Map<string, string[]>();
  return (text) => {
    let words = known.get(text);
    if (!words) {
      if (known.size >= 20_000) known.clear();
      known.set(text, (words = read(text)));
    }
    return words;
  };
}

type Wanted = { word: string; at: number; nearness: (word: string) => Nearness; sounds: readonly string[] };

/** Best first: fewest edits between what was typed and the person's words, then who was here last. */
export function rank<T extends Findable & { last_seen_at: string | null }>(typed: Typed, people: readonly T[], limit: number): T[] {
  const cost = costOf(typed);
  return people
    .map((person) => ({ person, cost: cost(person) }))
    .sort((a, b) => a.cost - b.cost || (b.person.last_seen_at ?? '').localeCompare(a.person.last_seen_at ?? ''))
    .slice(0, limit)
    .map(({ person }) => person);
}

/** How far a person is from what was typed. Makes the comparison once for many people. */
export function costOf(typed: Typed): (person: Findable) => number {
  // Longest first: a short word may begin many, and takes what is left.
  const wanted = typed.names
    .map((word, at) => ({ word, at, nearness: nearnessTo(word), sounds: soundsTyped(word) }))
    .sort((a, b) => b.word.length - a.word.length);
  const places = new Int8Array(wanted.length);
  return (person) => {
    const given = wordsOf(person.given_names);
    const family = wordsOf(person.family_name);
    const village = wordsOf(person.village);
    const others = person.also_known ? wordsOf(person.also_known) : [];
    let cost = 0;
    let taken = 0;
    for (const word of wanted) {
      let best = notFound;
      let place = -1;
      for (let at = 0; at < given.length + family.length && best > 0; at++) {
        const here = wordCost(word, given[at] ?? family[at - given.length] ?? '') + (taken & (1 << at) ? again : 0);
        if (here >= best) continue;
        best = here;
        place = at;
      }
      if (best > inVillage) {
        const elsewhere = Math.min(leastCost(word, village), leastCost(word, others)) + inVillage;
        if (elsewhere < best) [best, place] = [elsewhere, -1];
      }
      cost += best;
      places[word.at] = place;
      if (place >= 0) taken |= 1 << place;
    }
    if (wanted.length > 2) cost += breaks(places) * moved;
    if (wanted.length > 1) cost += Math.max(0, wordCount(person) - wanted.length) * unasked;
    for (const digits of typed.digits) cost += digitsCost(digits, person);
    for (const day of typed.days) cost += person.birth_date?.replaceAll('-', '') === day ? 0 : notFound;
    return cost;
  };
}

const wordCount = (person: Findable): number => `${person.given_names} ${person.family_name}`.split(/[\s-]+/).length;

function wordCost(wanted: Wanted, word: string): number {
  if (word === wanted.word) return 0;
  if (word.startsWith(wanted.word)) return unfinished;
  const { whole, beginning } = wanted.nearness(word);
  const best = Math.min(notFound, whole, beginning <= forgiven(wanted.word) ? beginning + unfinished : notFound);
  if (best > inside && wanted.word.length >= shortestInside && word.includes(wanted.word)) return inside;
  return best > soundsLike && soundsOf(word).some((sound) => wanted.sounds.includes(sound)) ? soundsLike : best;
}

function leastCost(wanted: Wanted, words: readonly string[]): number {
  let best = notFound;
  for (const word of words) best = Math.min(best, wordCost(wanted, word));
  return best;
}

/** How often the next word typed stands before the last one; going round once is a family name put first. */
function breaks(places: Int8Array): number {
  let before = -1;
  let first = -1;
  let found = 0;
  for (const place of places) {
    if (place < 0) continue;
    if (first < 0) first = place;
    if (place < before) found++;
    before = place;
  }
  return Math.max(0, found + (before > first ? 1 : 0) - 1);
}

function digitsCost(digits: string, person: Findable): number {
  if (digits.length === 4 && person.birth_date?.startsWith(digits)) return 0;
  const numbers = numberWords(person.number);
  const [asTyped = digits, withoutZeros] = digitWords(digits);
  if (numbers.includes(asTyped) || (withoutZeros !== undefined && numbers.includes(withoutZeros))) return 0;
  if (stands(asTyped, numbers, person)) return unfinished;
  return withoutZeros !== undefined && stands(withoutZeros, numbers, person) ? 2 * unfinished : notFound;
}

/** Somewhere in a number of this person, in the village or in a name. */
function stands(digits: string, numbers: readonly string[], person: Findable): boolean {
  return (
    numbers.some((number) => number.startsWith(digits)) ||
    phoneDigits(person.phone).includes(digits) ||
    (person.also_known !== undefined && compactNumber(person.also_known).includes(digits)) ||
    [person.village, person.given_names, person.family_name].some((text) => fold(text).includes(digits))
  );
}
