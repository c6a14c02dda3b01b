import { type Comparison, type Dictionary, dictionaryOf, missing, same } from './comparison.ts';
import { mayBeWithin, slips } from './slips.ts';

/** `usual`: how common one value of this kind is elsewhere. `near`: what counts as almost the same. 'words': also a word more or less; 'signs': a digit or two; 'no': nothing. */
type Kind = { nature: 'household' | 'own'; near: 'words' | 'signs' | 'no'; usual: number };

const near = 2;

/** A telephone, an identifier, a street, a sex: the same, a slip or two apart, or different. */
export function compareText(field: string, column: readonly string[], kind: Kind): Comparison {
  const texts = dictionaryOf(column, kind.usual);
  const { of, share, values } = texts;
  const hasNear = kind.near !== 'no';
  const words = kind.near === 'words' ? values.map(wordsOf) : [];
  return {
    field,
    levels: hasNear ? ['missing', 'same', 'near', 'different'] : ['missing', 'same', 'different'],
    nature: kind.nature,
    guess: hasNear ? [0, 0.7, 0.15, 0.15] : [0, 0.9, 0.1],
    strangers: hasNear ? [0, kind.usual, 0.002, 0.998 - kind.usual] : [0, kind.usual, 1 - kind.usual],
    compare: (one, other) => {
      const [a, b] = [of[one]!, of[other]!];
      if (a === 0 || b === 0) return missing;
      if (a === b) return same;
      return hasNear ? (isNear(texts, words, a, b, kind.near) ? near : 3) : 2;
    },
    commonness: (one, other, level) =>
      level === same ? share[of[one]!]! : level === near && hasNear ? Math.max(share[of[one]!]!, share[of[other]!]!) : 0,
    shown: (one, other) => [values[of[one]!]!, values[of[other]!]!],
  };
}

function isNear({ values, letters }: Dictionary, words: readonly Words[], a: number, b: number, how: Kind['near']): boolean {
  const [one, other] = [values[a]!, values[b]!];
  const longer = Math.max(one.length, other.length);
  const forgiven = longer < 3 ? 0 : longer < 6 ? 1 : 2;
  if (forgiven > 0 && mayBeWithin(letters[a]!, letters[b]!, forgiven) && slips(one, other, forgiven) <= forgiven) return true;
  return how === 'words' && Math.min(one.length, other.length) >= 4 && sharesWords(words[a]!, words[b]!);
}

/** A text by its words; `signs` has a bit for each word, so that most texts without a common word are told apart at once. */
type Words = { text: string; joined: string; list: readonly string[]; signs: number };

function wordsOf(text: string): Words {
  const list = text.split(' ').filter((word) => word.length >= 3);
  const signs = list.reduce(
    (bits, word) => bits | (1 << ((word.length + word.charCodeAt(0) * 7 + word.charCodeAt(word.length - 1) * 3) % 31)),
    0,
  );
  return { text, joined: text.replaceAll(' ', ''), list, signs };
}

function sharesWords(one: Words, other: Words): boolean {
  const [short, long] = one.text.length <= other.text.length ? [one, other] : [other, one];
  if (long.text.startsWith(short.text) || short.joined === long.joined) return true;
  if ((short.signs & long.signs) === 0) return false;
  let shared = 0;
  for (const word of short.list) if (long.list.includes(word)) shared += word.length;
  return shared * 2 >= short.text.length && shared * 3 >= long.text.length;
}
