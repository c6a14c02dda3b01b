import type { LinkedPerson } from '../../../db/queries/identity.ts';
import { usualBirth } from './compareDates.ts';
import { type Comparison, missing, same } from './comparison.ts';
import { fieldsOf } from './fields.ts';
import { compareAll, kindsOf, standardWeights } from './learn.ts';
import { usualName } from './names.ts';
import { columnsOfPeople } from './people.ts';

/** What is known of everybody else: how many they are, and which share of them has a name or lives in a place. */
export type Population = { people: number; share: (word: string) => number };
/** `level` and both values by field, as they were compared; `score` 0 to 1. */
export type Likeness = { score: number; levels: ReadonlyMap<string, string>; values: ReadonlyMap<string, [string, string]> };

/** A clinic is there for a thousand people at least, however few of them it has written down. */
const fewest = 1000;

/** One person beside each of several, by the comparison that looks through whole files (link.ts). */
export function liken(person: LinkedPerson, others: readonly LinkedPerson[], population: Population): Likeness[] {
  const comparisons = fieldsOf(columnsOfPeople([person, ...others])).comparisons.map((comparison) => ({
    ...comparison,
    commonness: commonnessAmong(comparison, population),
  }));
  const weights = standardWeights(comparisons, Math.max(fewest, population.people));
  const pairs = { one: new Int32Array(others.length), other: Int32Array.from(others, (_, at) => at + 1) };
  const compared = compareAll(comparisons, pairs, weights);
  const share = new Float64Array(5);
  return others.map((_, at) => {
    kindsOf(weights, comparisons, compared, at, share);
    const levels = comparisons.map(
      ({ field, levels: names }, nth) => [field, names[compared.levels[at * comparisons.length + nth]!]!] as const,
    );
    return {
      score: share[0]!,
      levels: new Map(levels),
      values: new Map(comparisons.map(({ field, shown }) => [field, shown(0, at + 1)])),
    };
  });
}

const sharedTelephone = 1e-4;
const sharedInitial = 0.08;

function commonnessAmong({ field, nature, levels, shown }: Comparison, { share }: Population): Comparison['commonness'] {
  const isNear = (level: number) => level !== missing && !['part', 'different'].includes(levels[level]!);
  return (one, other, level) => {
    if (nature === 'birth') return level === same ? usualBirth(shown(one, other)[0]) : 0;
    if (field === 'sex') return level === same ? 0.5 : 0;
    if (field === 'phone') return level === same ? sharedTelephone : 0;
    if (!isNear(level)) return 0;
    if (levels[level] === 'initial') return sharedInitial;
    return Math.max(...shown(one, other).map((value) => Math.max(1e-5, ...rarest(value, share))));
  };
}

/** Of several words the rarest tells most. */
function rarest(value: string, share: (word: string) => number): number[] {
  const shares = value.split(' ').map(share);
  return shares.length === 0 ? [usualName] : [Math.min(...shares)];
}
