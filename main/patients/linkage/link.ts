import { candidatePairs } from './candidates.ts';
import { cluster } from './cluster.ts';
import { type Comparison, missing } from './comparison.ts';
import { type Column, fieldsOf } from './fields.ts';
import { byChance, compareAll, type Compared, kindsOf, learn, type Pairs, type Weights } from './learn.ts';

/** certain: one person beyond reasonable doubt, and nobody of the household fits as well; likely: one person; review: undecided. */
export type Verdict = 'certain' | 'likely' | 'review';
/** `weight`: evidence in bits (powers of two) for one person, against is negative. */
export type FieldEvidence = { field: string; level: string; values: [string, string]; weight: number };
export type LinkedPair = { one: number; other: number; score: number; verdict: Verdict };
/** What was learned of a field: how often its levels stand between one person's records and between strangers', 0 to 1, and so many bits they count. */
export type FieldWeights = { field: string; levels: { level: string; agree: number; chance: number; weight: number }[] };
export type Linkage = {
  pairs: LinkedPair[];
  compared: number;
  weights: FieldWeights[];
  explain: (pair: { one: number; other: number }) => FieldEvidence[];
};

const firstRounds = 20;
const settledRounds = 2;
const regroupings = 2;

// Log-odds: e^4.5 is ninety to one.
const certainFrom = 4.5;
const reviewFrom = -2;
const strongest = 12;
/** Two of one household in one group count ten times what two strangers do: a family shall not become one person. */
const householdVeto = 10;

/** Finds who stands in a file more than once. Rows are counted from 0; the same columns always give the same answer. */
export function link(columns: readonly Column[]): Linkage {
  const rows = columns[0]?.values.length ?? 0;
  const { comparisons, keys } = fieldsOf(columns);
  const pairs = candidatePairs(rows, keys);
  const chance = byChance(comparisons, rows);
  const compared = compareAll(comparisons, pairs, chance);
  let weights = learn(comparisons, rows, compared, chance, firstRounds);
  let judged = judge(comparisons, weights, pairs, compared, rows);
  for (let again = 0; again < regroupings; again++) {
    const settled = Uint8Array.from(pairs.one, (one, at) => (judged.group[one] === judged.group[pairs.other[at]!] ? 1 : 0));
    weights = learn(comparisons, rows, compared, weights, settledRounds, settled);
    judged = judge(comparisons, weights, pairs, compared, rows);
  }
  return {
    pairs: verdicts(comparisons, judged, pairs, rows),
    compared: pairs.one.length,
    weights: learned(comparisons, weights),
    explain: ({ one, other }) => explain(comparisons, weights, one, other),
  };
}

function learned(comparisons: readonly Comparison[], { agree, chance }: Weights): FieldWeights[] {
  return comparisons.map(({ field, levels }, at) => ({
    field,
    levels: levels.slice(missing + 1).map((level, nth) => {
      const [one, strangers] = [agree[at]![nth + 1]!, chance[at]![nth + 1]!];
      return { level, agree: one, chance: strangers, weight: Math.round(Math.log2(one / strangers) * 10) / 10 };
    }),
  }));
}

type Judged = { group: Int32Array; odds: Float64Array; between: (one: number, other: number) => number };

function judge(comparisons: readonly Comparison[], weights: Weights, pairs: Pairs, compared: Compared, rows: number): Judged {
  const share = new Float64Array(5);
  const odds = new Float64Array(pairs.one.length);
  const known = new Map<number, number>();
  for (let pair = 0; pair < odds.length; pair++) {
    kindsOf(weights, comparisons, compared, pair, share);
    odds[pair] = oddsOf(share);
    if (odds[pair]! > -strongest) known.set(pairs.one[pair]! * rows + pairs.other[pair]!, odds[pair]!);
  }
  const between = (a: number, b: number) => {
    const [one, other] = a < b ? [a, b] : [b, a];
    const key = one * rows + other;
    let found = known.get(key);
    if (found === undefined) {
      const single = { one: Int32Array.of(one), other: Int32Array.of(other) };
      kindsOf(weights, comparisons, compareAll(comparisons, single, weights), 0, share);
      found = oddsOf(share);
      known.set(key, found);
    }
    return found;
  };
  return { group: cluster(rows, pairs, odds, between, 0), odds, between };
}

/** Log-odds for one person, against the household where that explains the pair better than chance does. */
function oddsOf(share: Float64Array): number {
  const [person, household, stranger] = [share[0]!, share[1]! + share[2]! + share[3]!, share[4]!];
  const odds = Math.log((person + 1e-30) / (household + stranger + 1e-30));
  if (odds < 0 && household > stranger) return householdVeto * Math.max(-strongest, odds);
  return Math.max(-strongest, Math.min(strongest, odds));
}

function verdicts(comparisons: readonly Comparison[], { group, odds, between }: Judged, pairs: Pairs, rows: number): LinkedPair[] {
  const rivals = rivalsOf(group, odds, pairs, rows);
  const found: LinkedPair[] = [];
  const add = (one: number, other: number) => {
    const direct = between(one, other);
    const isCertain = direct >= certainFrom && !isDoubtful(comparisons, one, other) && rivals[one]! < 0 && rivals[other]! < 0;
    found.push({ one, other, score: probability(Math.max(0, direct)), verdict: isCertain ? 'certain' : 'likely' });
  };
  for (const members of groups(group)) {
    members.forEach((one, at) => {
      for (const other of members.slice(at + 1)) add(one, other);
    });
  }
  for (let pair = 0; pair < odds.length; pair++) {
    const [one, other] = [pairs.one[pair]!, pairs.other[pair]!];
    if (odds[pair]! >= reviewFrom && group[one] !== group[other])
      found.push({ one, other, score: probability(Math.min(0, odds[pair]!)), verdict: 'review' });
  }
  return found.sort((a, b) => b.score - a.score || a.one - b.one || a.other - b.other);
}

/** Another given name or birthday is what twins and namesakes have. Only an identifier makes such a pair certain, and one in which either is not known. */
function isDoubtful(comparisons: readonly Comparison[], one: number, other: number): boolean {
  let isDoubted = false;
  for (const { nature, levels, compare } of comparisons) {
    const level = levels[compare(one, other)]!;
    if (nature === 'own' && levels.includes('near') && level === 'same') return false;
    if (nature === 'given' || nature === 'birth') isDoubted ||= level === 'missing' || tellsApart.has(level);
    else isDoubted ||= level === 'both-in-use';
  }
  return isDoubted || !comparisons.some(({ nature }) => nature === 'given') || !comparisons.some(({ nature }) => nature === 'birth');
}
const tellsApart = new Set(['different', 'both-in-use', 'two-slips', 'initial', 'part', 'near', 'near-year-only', 'same-day-of-year']);

/** For each row how well the best record outside its group fits: a rival leaves doubt. */
function rivalsOf(group: Int32Array, odds: Float64Array, pairs: Pairs, rows: number): Float64Array {
  const best = new Float64Array(rows).fill(-strongest);
  for (let pair = 0; pair < odds.length; pair++) {
    const [one, other] = [pairs.one[pair]!, pairs.other[pair]!];
    if (group[one] === group[other]) continue;
    best[one] = Math.max(best[one]!, odds[pair]!);
    best[other] = Math.max(best[other]!, odds[pair]!);
  }
  return best;
}

function groups(group: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  group.forEach((of, row) => members.set(of, [...(members.get(of) ?? []), row]));
  return [...members.values()].filter((rows) => rows.length > 1);
}

const probability = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * What each field says, in bits: how much more often one person's records stand so than two strangers'. What two people of one
 * household would share as well is taken off again in a line of its own, so that twins do not look like one person.
 */
function explain(comparisons: readonly Comparison[], weights: Weights, one: number, other: number): FieldEvidence[] {
  const compared = compareAll(comparisons, { one: Int32Array.of(one), other: Int32Array.of(other) }, weights);
  const share = new Float64Array(5);
  kindsOf(weights, comparisons, compared, 0, share);
  const fields = comparisons.map(({ field, levels, shown }, at): FieldEvidence => {
    const level = compared.levels[at]!;
    const weight = level === missing ? 0 : Math.log2(weights.agree[at]![level]! / compared.chances[at]!);
    return { field, level: levels[level]!, values: shown(one, other), weight };
  });
  const household = share[1]! + share[2]! + share[3]!;
  const takenOff = -Math.log2(1 + household / Math.max(1e-12, share[4]!));
  return takenOff < -tellable ? [...fields, { field: 'household', level: 'shared', values: ['', ''], weight: takenOff }] : fields;
}
const tellable = 0.5;
