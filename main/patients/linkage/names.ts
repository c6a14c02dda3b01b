import { sounds } from '../sounds.ts';
import { type Dictionary, dictionaryOf } from './comparison.ts';
import { mayBeWithin, slips } from './slips.ts';

export const nameLevels = [
  'missing',
  'same',
  'sounds-alike',
  'one-slip',
  'two-slips',
  'initial',
  'part',
  'both-in-use',
  'different',
] as const;
export const nameLevel = Object.fromEntries(nameLevels.map((level, at) => [level, at])) as Record<(typeof nameLevels)[number], number>;
const { initial, different, part } = nameLevel;

/** One in a hundred: a name that is neither the commonest nor rare. */
export const usualName = 0.01;

/** From the third record on, a spelling is a name of its own and not somebody's slip … */
const inUse = 3;
/** … unless the other spelling is so much more common that its slips repeat. */
const slipsAmong = 10;

/** All given and family names of a file: what two of them are to each other, and how common each is with its misspellings. */
export type NameBook = Dictionary & {
  level: (a: number, b: number) => number;
  /** share of all names that are this one or close to it: a slip in a common name is as common as the name */
  crowd: () => Float64Array;
  /** share of names that begin with a letter like this one's */
  initialShare: (number: number) => number;
};

/** `given` and `family` are folded, their words separated by one space. */
export function nameBookOf(given: readonly string[], family: readonly string[]): NameBook {
  const names = dictionaryOf([...given, ...family], usualName);
  const { values, letters, share, of } = names;
  const filled = of.reduce((sum, number) => sum + (number === 0 ? 0 : 1), 0);
  const soundsOf = values.map(soundsOfName);
  const slipsOrSounds = (a: number, b: number): number => {
    const level = closeness(values[a]!, values[b]!, letters[a]!, letters[b]!, () => share2(soundsOf[a]!, soundsOf[b]!));
    if (level === initial || level === part || level === different) return level;
    const [fewer, more] = share[a]! < share[b]! ? [share[a]!, share[b]!] : [share[b]!, share[a]!];
    return Math.round(fewer * filled) >= Math.max(inUse, (more * filled) / slipsAmong) ? nameLevel['both-in-use'] : level;
  };
  const byLetter = new Map<string, number>();
  values.forEach((value, number) => {
    const sound = letterSound(value);
    byLetter.set(sound, (byLetter.get(sound) ?? 0) + share[number]!);
  });
  const level = (a: number, b: number) => (a === 0 || b === 0 ? nameLevel.missing : a === b ? nameLevel.same : slipsOrSounds(a, b));
  let crowd: Float64Array | undefined; // only a whole file asks for it
  return {
    ...names,
    level,
    crowd: () => (crowd ??= crowdOf(names, level)),
    initialShare: (number) => byLetter.get(letterSound(values[number]!)) ?? 0,
  };
}

const mostNeighbours = 2000;

/** Every name beside every other in a small file, beside names drawn evenly from a large one. */
function crowdOf({ values, share, of }: Dictionary, level: (a: number, b: number) => number): Float64Array {
  const crowd = Float64Array.from(share);
  const isSmall = values.length <= mostNeighbours;
  const filled = isSmall ? [] : of.filter((number) => number !== 0);
  const step = filled.length / mostNeighbours;
  const drawn = isSmall
    ? values.map((_, number) => number)
    : Array.from({ length: mostNeighbours }, (_, at) => filled[Math.floor(at * step)]!);
  const weightOf = new Map<number, number>();
  for (const number of drawn) weightOf.set(number, isSmall ? share[number]! : (weightOf.get(number) ?? 0) + 1 / mostNeighbours);
  for (const [other, weight] of weightOf) {
    if (weight === 0) continue;
    for (let one = 1; one < values.length; one++) {
      if (one === other) continue;
      const found = level(one, other);
      if (found !== different && found !== initial && found !== part) crowd[one]! += weight;
    }
  }
  return crowd;
}

function closeness(one: string, other: string, oneLetters: number, otherLetters: number, shareSound: () => boolean): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 1) return letterSound(short) === letterSound(long) ? initial : different;
  const forgiven = long.length < 9 ? 2 : 3;
  const found = mayBeWithin(oneLetters, otherLetters, forgiven) ? slips(one, other, forgiven) : forgiven + 1;
  if (long.length - short.length <= 3) {
    const alike = shareSound();
    if (alike && (found <= 2 || one.replaceAll(' ', '') === other.replaceAll(' ', ''))) return nameLevel['sounds-alike'];
    if (found <= 1) return nameLevel['one-slip'];
    if (alike || (found <= forgiven && long.length >= 5)) return nameLevel['two-slips'];
  }
  if (short.length >= 4 && long.startsWith(short)) return part;
  return long.includes(' ') && isPart(short, long) ? part : different;
}

/** Marie Claire and Claire: every word of the shorter stands in the longer. */
function isPart(short: string, long: string): boolean {
  const words = long.split(' ');
  return short
    .split(' ')
    .every((word) => word.length >= 2 && words.some((each) => each === word || (word.length >= 5 && slips(each, word, 1) <= 1)));
}

/** Skeletons of two consonants or more; a shorter one says too little. */
export function soundsOfName(name: string): string[] {
  return sounds(name.replaceAll(' ', '')).filter((sound) => sound.length >= 2);
}

function share2(one: readonly string[], other: readonly string[]): boolean {
  for (const sound of one) if (other.includes(sound)) return true;
  return false;
}

const alikeLetters = ['ckqg', 'iyje', 'bvpf', 'lr', 'sz', 'ouw', 'td'];
const soundOfLetter = new Map(alikeLetters.flatMap((letters) => letters.split('').map((letter) => [letter, letters.slice(0, 1)] as const)));

/** The first letter, letters that spelling habits exchange taken as one. */
function letterSound(name: string): string {
  const first = name.slice(0, 1);
  return soundOfLetter.get(first) ?? first;
}
