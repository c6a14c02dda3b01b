import { type Comparison, missing, same } from './comparison.ts';
import { usualName } from './names.ts';

/**
 * What explains a pair: one person's two records; two of one household (twins share the birthday, namesakes the name,
 * siblings only what the household shares); or two strangers.
 */
export const kinds = ['person', 'twin', 'namesake', 'sibling', 'stranger'] as const;
export type Kind = (typeof kinds)[number];
const strangerAt = kinds.indexOf('stranger');

/** How often each level occurs, by comparison and level: `agree` between one person's two records, then between two of a household, `chance` between strangers. */
export type Weights = Record<'agree' | 'twin' | 'namesake' | 'sibling' | 'chance', number[][]> & {
  /** mean commonness of the values at a level, to which `chance` belongs */
  usual: number[][];
  /** how many of all pairs are of each kind */
  prior: Record<Kind, number>;
};

export type Pairs = { one: Int32Array; other: Int32Array };
/** `levels` by pair and comparison; `chances`: how likely strangers come to it, given how common the values are. */
export type Compared = { levels: Uint8Array; chances: Float32Array };

export function compareAll(comparisons: readonly Comparison[], pairs: Pairs, byChance: Pick<Weights, 'chance' | 'usual'>): Compared {
  const width = comparisons.length;
  const levels = new Uint8Array(pairs.one.length * width);
  const chances = new Float32Array(levels.length);
  for (let at = 0; at < pairs.one.length; at++) {
    const [one, other] = [pairs.one[at]!, pairs.other[at]!];
    for (let field = 0; field < width; field++) {
      const comparison = comparisons[field]!;
      const level = comparison.compare(one, other);
      levels[at * width + field] = level;
      chances[at * width + field] = level === missing ? 1 : chanceOf(byChance, field, level, comparison.commonness(one, other, level));
    }
  }
  return { levels, chances };
}

/** That strangers agree on a value is as likely as the value is common; a near agreement is scaled by how common the names around it are. */
function chanceOf({ chance, usual }: Pick<Weights, 'chance' | 'usual'>, field: number, level: number, common: number): number {
  if (level === same && common > 0) return common;
  const mean = usual[field]![level]!;
  return common === 0 || mean === 0 ? chance[field]![level]! : Math.min(0.5, (chance[field]![level]! * common) / mean);
}

// How many pairs the first guess counts for: the file has to bring more than that to move it.
const trust = { agree: 100, household: 20, strangers: 5000 };

const samples = 120_000;
const enoughToTell = 20;

/** How often each level occurs between two records drawn at random, and how common the values are that bring it about. */
export function byChance(comparisons: readonly Comparison[], rows: number): Pick<Weights, 'chance' | 'usual'> {
  const drawnPairs = Math.min(samples, (rows * (rows - 1)) / 2);
  const counts = comparisons.map((comparison) => comparison.levels.map(() => 0));
  const sums = comparisons.map((comparison) => comparison.levels.map(() => 0));
  const next = numbersBelow(rows);
  for (let drawn = 0; drawn < samples && rows > 1; drawn++) {
    const [one, other] = [next(), next()];
    if (one === other) continue;
    comparisons.forEach((comparison, field) => {
      const level = comparison.compare(one, other);
      counts[field]![level]!++;
      if (level !== missing) sums[field]![level]! += comparison.commonness(one, other, level);
    });
  }
  const usual = sums.map((levels, field) =>
    levels.map((sum, level) => (counts[field]![level]! > enoughToTell ? sum / counts[field]![level]! : 0)),
  );
  // a short list has few pairs, and its duplicates among them: what is usual elsewhere counts beside it
  const chance = counts.map((levels, field) => {
    const seen = levels.slice(1).reduce((sum, count) => sum + count, 0) / Math.max(1, drawnPairs);
    return normalized(levels.map((count, level) => count / Math.max(1, seen) + trust.strangers * comparisons[field]!.strangers[level]!));
  });
  return { chance, usual };
}

/** A fixed sequence: the same file always gets the same answer. */
function numbersBelow(limit: number): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/**
 * Learns from the file alone how often one person's records agree and differ (expectation maximisation); nobody says which
 * pairs are true. Households are classes of their own, so that what twins share does not count as agreement.
 * Source: Fellegi and Sunter 1969; Winkler 1988 for learning by EM.
 * @param from weights to go on from; @param settled which candidates stand in one group (1) or not (0), when that is already decided
 */
export function learn(
  comparisons: readonly Comparison[],
  rows: number,
  compared: Compared,
  from: Weights | Pick<Weights, 'chance' | 'usual'>,
  rounds: number,
  settled?: Uint8Array,
): Weights {
  const { levels } = compared;
  const width = comparisons.length;
  const pairs = levels.length / Math.max(1, width);
  const allPairs = Math.max(1, (rows * (rows - 1)) / 2);
  const first = firstGuess(comparisons, from.chance);
  const weights: Weights =
    'agree' in from ? structuredClone(from) : { ...structuredClone(first), ...from, prior: firstPrior(rows, pairs, allPairs) };
  const share = new Float64Array(kinds.length);
  let active: Int32Array | null = null;
  for (let round = 0; round < rounds; round++) {
    const agree = times(trust.agree, first.agree);
    const household = times(trust.household, first.twin);
    const twin = times(trust.household, first.twin);
    const namesake = times(trust.household, first.namesake);
    const sums = new Float64Array(kinds.length);
    const looksAtAll = round === 0 || round % recheck === 0;
    const noted: number[] = [];
    const count: number = looksAtAll || !active ? pairs : active.length;
    for (let nth = 0; nth < count; nth++) {
      const pair: number = looksAtAll || !active ? nth : active[nth]!;
      kindsOf(weights, comparisons, compared, pair, share);
      if (settled) settle(share, settled[pair] === 1);
      if (share[strangerAt]! > 1 - negligible) continue;
      if (looksAtAll) noted.push(pair);
      for (let kind = 0; kind < kinds.length; kind++) sums[kind]! += share[kind]!;
      const home = share[1]! + share[2]! + share[3]!;
      for (let field = 0; field < width; field++) {
        const level = levels[pair * width + field]!;
        if (level === missing) continue;
        agree[field]![level]! += share[0]!;
        household[field]![level]! += home;
        twin[field]![level]! += share[1]!;
        namesake[field]![level]! += share[2]!;
      }
    }
    if (looksAtAll) active = Int32Array.from(noted);
    comparisons.forEach(({ nature }, field) => {
      weights.agree[field] = nature === 'given' || nature === 'birth' ? withSeldom(normalized(agree[field]!)) : normalized(agree[field]!);
      if (nature === 'household') weights.twin[field] = weights.namesake[field] = weights.sibling[field] = normalized(household[field]!);
      if (nature === 'given' || nature === 'birth') {
        weights.twin[field] = normalized(twin[field]!);
        weights.namesake[field] = normalized(namesake[field]!);
      }
    });
    kinds.forEach((kind, at) => {
      const least = kind === 'person' ? 1 : Math.min(1, Math.max(1, sums[0]!) / 20);
      if (kind !== 'stranger') weights.prior[kind] = Math.max(least, sums[at]!) / allPairs;
    });
  }
  return weights;
}

/**
 * What a file usually teaches, for one person beside the few whom a search brings up: one newcomer in two is known already,
 * three in ten have somebody of their household in the file. Twins are often given names that are close (Hassan and Hussein).
 */
export function standardWeights(comparisons: readonly Comparison[], people: number): Weights {
  const chance = comparisons.map(({ strangers }) => normalized(strangers));
  const usual = comparisons.map(({ nature, levels }) =>
    levels.map((level) => ((nature === 'given' || nature === 'household') && slipLevels.has(level) ? usualName : 0)),
  );
  const first = firstGuess(comparisons, chance);
  comparisons.forEach(({ nature, field: name, levels }, field) => {
    if (nature === 'given') first.twin[field] = normalized(namesOfTwins);
    // a whole other name is another person's, until somebody shows a card
    const another = nature === 'given' ? anotherName.given : name === 'family' ? anotherName.family : null;
    if (another !== null) first.agree[field] = normalized(first.agree[field]!.with(levels.length - 1, another));
  });
  const known = { person: 0.5 / people, twin: 0.1 / people, namesake: 0.1 / people, sibling: 0.1 / people, stranger: 1 };
  return { ...first, chance, usual, prior: known };
}
const slipLevels = new Set(['sounds-alike', 'one-slip', 'two-slips', 'both-in-use']);
const anotherName = { given: 0.012, family: 0.004 };
const namesOfTwins = [0, 0.002, 0.01, 0.01, 0.15, 0.02, 0.02, 0.08, 0.708];

/** A pair that is a stranger's for sure is looked at again only now and then. */
const recheck = 6;
const negligible = 1e-5;

/** Writes how likely each kind is into `share`; they add up to 1. */
export function kindsOf(
  weights: Weights,
  comparisons: readonly Comparison[],
  { levels, chances }: Compared,
  pair: number,
  share: Float64Array,
): void {
  const { prior } = weights;
  let [person, twin, namesake, sibling, stranger] = [prior.person, prior.twin, prior.namesake, prior.sibling, prior.stranger];
  for (let field = 0, at = pair * comparisons.length; field < comparisons.length; field++, at++) {
    const level = levels[at]!;
    if (level === missing) continue;
    const chance = chances[at]!;
    const { nature } = comparisons[field]!;
    person *= weights.agree[field]![level]!;
    stranger *= chance;
    twin *= nature === 'own' ? chance : weights.twin[field]![level]!;
    namesake *= nature === 'own' ? chance : weights.namesake[field]![level]!;
    sibling *= nature === 'household' ? weights.sibling[field]![level]! : chance;
  }
  const total = person + twin + namesake + sibling + stranger;
  share[0] = person / total;
  share[1] = twin / total;
  share[2] = namesake / total;
  share[3] = sibling / total;
  share[4] = stranger / total;
}

/** Once groups are decided, a pair in one group is a person and no other pair is. */
function settle(share: Float64Array, isOne: boolean): void {
  const rest = 1 - share[0]!;
  for (let kind = 1; kind < kinds.length; kind++)
    share[kind] = isOne ? 0 : rest > 1e-12 ? share[kind]! / rest : kind === strangerAt ? 1 : 0;
  share[0] = isOne ? 1 : 0;
}

function firstPrior(rows: number, pairs: number, allPairs: number): Weights['prior'] {
  const person = Math.max(1, Math.min(rows * 0.1, pairs * 0.3)) / allPairs;
  return { person, twin: person / 8, namesake: person / 8, sibling: person / 8, stranger: 1 };
}

/** Twins are born on one day and have other given names; namesakes share the name and not the day; what nobody shares agrees by chance only. */
function firstGuess(comparisons: readonly Comparison[], chance: number[][]): Pick<Weights, 'agree' | 'twin' | 'namesake' | 'sibling'> {
  const surely = (guess: readonly number[]) => normalized(guess.map((each, level) => (level === same ? each * 5 : each)));
  const apart = (field: number) => chance[field]!.map((each, level) => (level === same ? each / 5 : each));
  const of = (choose: (comparison: Comparison, field: number) => readonly number[]) =>
    comparisons.map((comparison, field) => [...(comparison.nature === 'own' ? chance[field]! : choose(comparison, field))]);
  return {
    agree: comparisons.map(({ guess }) => [...guess]),
    twin: of(({ nature, guess }, field) => (nature === 'given' ? apart(field) : nature === 'birth' ? surely(guess) : guess)),
    namesake: of(({ nature, guess, namesakes }) =>
      nature === 'given' ? surely(guess) : nature === 'birth' ? (namesakes ?? guess) : guess,
    ),
    sibling: of(({ nature, guess }, field) => (nature === 'household' ? guess : chance[field]!)),
  };
}

/** However a file looks: a wholly different given name or birthday is seldom the same person's, else twins would be learned as one. */
function withSeldom(agree: number[]): number[] {
  const last = agree.length - 1;
  return agree[last]! <= seldom
    ? agree
    : normalized(agree.map((each, level) => (level === last ? (seldom * (1 - each)) / (1 - seldom) : each)));
}
const seldom = 0.05;

const times = (count: number, guess: readonly number[][]): number[][] => guess.map((levels) => levels.map((each) => each * count));

function normalized(sums: readonly number[]): number[] {
  const total = sums.slice(1).reduce((sum, each) => sum + each, 0);
  return sums.map((sum, level) => (level === missing ? 1 : sum / total));
}
