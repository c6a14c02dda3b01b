import { type Comparison, dictionaryOf, missing, same } from './comparison.ts';
import { nameBookOf, nameLevel, nameLevels, usualName } from './names.ts';

const { initial, part, different } = nameLevel;
const strangers = [0, 0.01, 0.002, 0.001, 0.002, 0.012, 0.001, 0.01, 0.962];
const guess = [0, 0.65, 0.1, 0.1, 0.04, 0.03, 0.03, 0.02, 0.03];

/** How well an arrangement of two names fits, by level; only the order of the sums matters. */
const fitOf: readonly number[] = [0.3, 4, 3, 3, 2, 1, 1.5, 0.7, 0];

/** Given and family names, compared straight or exchanged, whichever fits better. */
export function compareNames(given: readonly string[], family: readonly string[]): Comparison[] {
  const rows = given.length;
  const book = nameBookOf(given, family);
  const shareOf = { given: sharesIn(book.values, given), family: sharesIn(book.values, family) };
  const givenOf = (row: number) => book.of[row]!;
  const familyOf = (row: number) => book.of[rows + row]!;

  const wordsOf = (mine: number, theirs: number) => [book.values[mine]!, book.values[theirs]!].toSorted().join('|');
  let last = { one: -1, other: -1, given: 0, family: 0, isExchanged: false, isTurned: false };
  const arranged = (one: number, other: number) => {
    if (last.one === one && last.other === other) return last;
    const [g1, f1, g2, f2] = [givenOf(one), familyOf(one), givenOf(other), familyOf(other)];
    last = { one, other, given: book.level(g1, g2), family: book.level(f1, f2), isExchanged: false, isTurned: false };
    if (last.given === same || last.family === same) return last;
    const [given, family] = [book.level(g1, f2), book.level(f1, g2)];
    if (given === different || family === different || (isWeak(given) && isWeak(family))) return last;
    if (fitOf[given]! + fitOf[family]! <= fitOf[last.given]! + fitOf[last.family]!) return last;
    // Which of the two names of an exchanged pair is the given one is not known: the worse fit is, so that it says less, whoever is asked first.
    const isTurned = given === family ? wordsOf(f1, g2) < wordsOf(g1, f2) : fitOf[given]! > fitOf[family]!;
    last = { one, other, given: isTurned ? family : given, family: isTurned ? given : family, isExchanged: true, isTurned };
    return last;
  };
  const numbers = (side: 'given' | 'family', one: number, other: number): [number, number] => {
    const { isExchanged, isTurned } = arranged(one, other);
    const isGiven = (side === 'given') !== isTurned;
    return [isGiven ? givenOf(one) : familyOf(one), isGiven === isExchanged ? familyOf(other) : givenOf(other)];
  };
  const side = (field: 'given' | 'family', nature: Comparison['nature']): Comparison => ({
    field,
    levels: nameLevels,
    nature,
    guess,
    strangers,
    compare: (one, other) => arranged(one, other)[field],
    commonness: (one, other, level) => {
      if (level === missing || level === part || level === different) return 0;
      const [mine, theirs] = numbers(field, one, other);
      if (level === initial) return book.initialShare(mine);
      if (level !== same) return Math.sqrt(book.crowd()[mine]! * book.crowd()[theirs]!);
      return arranged(one, other).isExchanged ? Math.max(shareOf.given[mine]!, shareOf.family[mine]!) : shareOf[field][mine]!;
    },
    shown: (one, other) => {
      const [mine, theirs] = numbers(field, one, other);
      return [book.values[mine]!, book.values[theirs]!];
    },
  });
  return [side('given', 'given'), side('family', 'household')];
}

/** An initial or a part of a name does not by itself say that names were exchanged. */
const isWeak = (level: number): boolean => level === missing || level === initial || level === part;

function sharesIn(values: readonly string[], column: readonly string[]): Float64Array {
  const names = dictionaryOf(column, usualName);
  const numbers = new Map(names.values.map((value, number) => [value, number]));
  return Float64Array.from(values, (value) => names.share[numbers.get(value) ?? 0]!);
}
