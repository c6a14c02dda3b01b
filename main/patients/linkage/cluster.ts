import type { Pairs } from './learn.ts';

/**
 * People out of pairs: the two groups that fit best become one, as long as their records fit on the average.
 * So a record that resembles both twins goes to the one it resembles more, and never makes one person of the two.
 * @param odds log-odds of each candidate pair; @param between of any two rows
 * @returns for each row the number of its group
 */
export function cluster(
  rows: number,
  pairs: Pairs,
  odds: Float64Array,
  between: (one: number, other: number) => number,
  least: number,
): Int32Array {
  const group = Int32Array.from({ length: rows }, (_, row) => row);
  const members = new Map<number, number[]>();
  const membersOf = (of: number) => members.get(of) ?? [of];
  const fit = (one: number, other: number) => {
    let sum = 0;
    for (const a of membersOf(one)) for (const b of membersOf(other)) sum += between(a, b);
    return sum / (membersOf(one).length * membersOf(other).length);
  };
  const strongest = (edges: Edge[]) => edges.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  let edges = strongest(
    [...odds.keys()].filter((at) => odds[at]! > least).map((at) => ({ a: pairs.one[at]!, b: pairs.other[at]!, odds: odds[at]! })),
  );
  while (edges.length > 0) {
    const touched = new Set<number>();
    const waiting: Edge[] = [];
    for (const edge of edges) {
      const [one, other] = [group[edge.a]!, group[edge.b]!];
      if (one === other) continue;
      if (touched.has(one) || touched.has(other)) {
        waiting.push(edge);
        continue;
      }
      touched.add(one).add(other);
      const joined = [...membersOf(one), ...membersOf(other)];
      for (const row of membersOf(other)) group[row] = one;
      members.set(one, joined);
      members.delete(other);
    }
    // what a joined group is to its neighbours is reckoned anew
    const seen = new Set<number>();
    edges = strongest(
      waiting.flatMap((edge) => {
        const [one, other] = [group[edge.a]!, group[edge.b]!];
        const key = Math.min(one, other) * rows + Math.max(one, other);
        if (one === other || seen.has(key)) return [];
        seen.add(key);
        const mean = fit(one, other);
        return mean > least ? [{ ...edge, odds: mean }] : [];
      }),
    );
  }
  return group;
}

type Edge = { a: number; b: number; odds: number };
