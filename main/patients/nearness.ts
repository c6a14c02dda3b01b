/** Edits (insert, delete, replace, swap neighbours) from the typed word to a whole word, and to the nearest beginning of it. */
export type Nearness = { whole: number; beginning: number };

const longest = 30;

/**
 * Compares one typed word with many: a column of the table of edits is held in the bits of one integer.
 * Source: Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (optimal string alignment).
 */
export function nearnessTo(typed: string): (word: string) => Nearness {
  const pattern = typed.slice(0, longest);
  const length = pattern.length;
  const places = new Map<number, number>();
  for (let at = 0; at < length; at++) places.set(pattern.charCodeAt(at), (places.get(pattern.charCodeAt(at)) ?? 0) | (1 << at));
  const last = length === 0 ? 0 : 1 << (length - 1);
  return (word) => {
    let [up, down, diagonal, before] = [-1, 0, 0, 0];
    let whole = length;
    let beginning = length;
    for (let at = 0; at < word.length; at++) {
      const here = places.get(word.charCodeAt(at)) ?? 0;
      const swapped = ((~diagonal & here) << 1) & before;
      diagonal = (((here & up) + up) ^ up) | here | down | swapped;
      const right = down | ~(diagonal | up);
      const left = diagonal & up;
      if (right & last) whole++;
      if (left & last) whole--;
      if (length === 0) whole = at + 1;
      if (whole < beginning) beginning = whole;
      const shifted = (right << 1) | 1;
      up = (left << 1) | ~(diagonal | shifted);
      down = diagonal & shifted;
      before = here;
    }
    return { whole, beginning };
  };
}

export function edits(one: string, other: string): number {
  return nearnessTo(one)(other).whole;
}

/** How many edits a word of this length forgives: one in Kone, two in Ouedraogo, none in Awa. */
export function forgiven(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/** 0 to 1; agreement at the beginning weighs more. Source: Winkler 1990, "String comparator metrics". */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1;
  const jaro = jaroOf(one, other);
  let common = 0;
  while (common < 4 && common < one.length && one[common] === other[common]) common++;
  return jaro + common * 0.1 * (1 - jaro);
}

function jaroOf(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Array<boolean>(other.length).fill(false);
  const matched: string[] = [];
  for (let at = 0; at < one.length; at++) {
    for (let there = Math.max(0, at - reach); there <= Math.min(other.length - 1, at + reach); there++) {
      if (taken[there] || one[at] !== other[there]) continue;
      taken[there] = true;
      matched.push(one.charAt(at));
      break;
    }
  }
  if (matched.length === 0) return 0;
  const inOrder = other.split('').filter((_, at) => taken[at]);
  const outOfPlace = matched.filter((letter, at) => letter !== inOrder[at]).length / 2;
  return (matched.length / one.length + matched.length / other.length + (matched.length - outOfPlace) / matched.length) / 3;
}
