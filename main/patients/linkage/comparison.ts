import { lettersOf } from './slips.ts';

/**
 * One thing that is compared between two records: a name, the birth date, a telephone.
 * Level 0 means that one of the two has no value and nothing can be said; level 1 is agreement; the last is plain disagreement.
 */
export type Comparison = {
  field: string;
  levels: readonly string[];
  /** What a household shares (family name, address, telephone), what tells its members apart (given name, birth date), or what nobody shares (an identifier, and sex, which follows no household). */
  nature: 'household' | 'given' | 'birth' | 'own';
  /** How often one person's two records stand at each level: a first guess, which the file corrects. */
  guess: readonly number[];
  /** How often two strangers do, elsewhere: what a short list cannot tell by itself. */
  strangers: readonly number[];
  /** How often two people of one name do. */
  namesakes?: readonly number[];
  compare: (one: number, other: number) => number;
  /** How common the value is on which the two agree, 0 to 1; 0 where that is not known. */
  commonness: (one: number, other: number, level: number) => number;
  /** The two values as they were compared: a family name beside a given name when they were exchanged. */
  shown: (one: number, other: number) => [string, string];
};

export const missing = 0;
export const same = 1;

/** Values counted once. `of[row]` is the number of the row's value, 0 for none. */
export type Dictionary = { values: string[]; of: Int32Array; share: Float64Array; letters: Int32Array };

/** How many rows the usual commonness counts for. */
const trustInUsual = 100;

/** @param usual how common a value of this kind is elsewhere: what a short list cannot tell by itself */
export function dictionaryOf(column: readonly string[], usual: number): Dictionary {
  const values = [''];
  const numbers = new Map<string, number>([['', 0]]);
  const counts = [0];
  const of = Int32Array.from(column, (value) => {
    let number = numbers.get(value);
    if (number === undefined) {
      number = values.push(value) - 1;
      numbers.set(value, number);
      counts.push(0);
    }
    counts[number]!++;
    return number;
  });
  const filled = column.length - counts[0]!;
  counts[0] = 0;
  return {
    values,
    of,
    share: Float64Array.from(counts, (count) => (count === 0 ? 0 : (count + usual * trustInUsual) / (filled + trustInUsual))),
    letters: Int32Array.from(values, lettersOf),
  };
}
