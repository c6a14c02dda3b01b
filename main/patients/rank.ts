import { fold, nameWords, phoneDigits } from './names.ts';
import { forgiven, type Nearness, nearnessTo } from './nearness.ts';
import { compactNumber, type Findable, numberWords } from './searchWords.ts';
import { sounds } from './sounds.ts';
import type { Typed } from './typed.ts';

// Costs of one typed word, in edits.
const unfinished = 0.25;
const inVillage = 0.1;
const soundsLike = 1.25;
/** a further name of somebody whose whole name may have been typed: Awa Sow before Awa Marie Sow */
const unasked = 0.02;
export const notFound = 4;

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

type Wanted = { word: string; nearness: (word: string) => Nearness; sounds: readonly string[] };

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
  const wanted = typed.names.map((word) => ({ word, nearness: nearnessTo(word), sounds: sounds(word) }));
  return (person) => {
    const given = wordsOf(person.given_names);
    const family = wordsOf(person.family_name);
    const village = wordsOf(person.village);
    const others = person.also_known ? wordsOf(person.also_known) : [];
    let cost = 0;
    for (const word of wanted) {
      cost += Math.min(
        nameCost(word, given),
        nameCost(word, family),
        nameCost(word, village) + inVillage,
        nameCost(word, others) + inVillage,
      );
    }
    if (wanted.length > 1) cost += Math.max(0, wordCount(person) - wanted.length) * unasked;
    for (const digits of typed.digits) cost += digitsCost(digits, person);
    for (const day of typed.days) cost += person.birth_date?.replaceAll('-', '') === day ? 0 : notFound;
    return cost;
  };
}

const wordCount = (person: Findable): number => `${person.given_names} ${person.family_name}`.split(/[\s-]+/).length;

function nameCost(wanted: Wanted, words: readonly string[]): number {
  let best = notFound;
  for (const word of words) {
    if (word === wanted.word) return 0;
    if (word.startsWith(wanted.word)) {
      best = Math.min(best, unfinished);
      continue;
    }
    const { whole, beginning } = wanted.nearness(word);
    best = Math.min(best, whole, beginning <= forgiven(wanted.word) ? beginning + unfinished : notFound);
    if (best > soundsLike && soundsOf(word).some((sound) => wanted.sounds.includes(sound))) best = soundsLike;
  }
  return best;
}

function digitsCost(digits: string, person: Findable): number {
  const numbers = numberWords(person.number);
  if (person.birth_date?.startsWith(digits) && digits.length === 4) return 0;
  if (numbers.includes(digits)) return 0;
  if (numbers.some((number) => number.startsWith(digits)) || phoneDigits(person.phone).includes(digits)) return unfinished;
  if (person.also_known && compactNumber(person.also_known).includes(digits)) return unfinished;
  return fold(person.village).includes(digits) || fold(person.given_names).includes(digits) || fold(person.family_name).includes(digits)
    ? unfinished
    : notFound;
}
