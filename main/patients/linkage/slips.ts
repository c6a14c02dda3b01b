const longest = 64;
const table: Uint8Array[] = [new Uint8Array(longest + 1), new Uint8Array(longest + 1), new Uint8Array(longest + 1)];

/**
 * Slips of the pen or the keyboard between two words (a letter too many, too few, another one, two neighbours exchanged),
 * counted up to `most`; most + 1 when there are more. Stops as soon as that is sure.
 * Source: Damerau 1964; optimal string alignment.
 */
export function slips(one: string, other: string, most: number): number {
  const tooMany = most + 1;
  if (Math.abs(one.length - other.length) > most) return tooMany;
  let from = 0;
  let a = Math.min(one.length, longest);
  let b = Math.min(other.length, longest);
  while (from < a && from < b && one.charCodeAt(from) === other.charCodeAt(from)) from++;
  while (a > from && b > from && one.charCodeAt(a - 1) === other.charCodeAt(b - 1)) [a, b] = [a - 1, b - 1];
  let [before, above, here] = table as [Uint8Array, Uint8Array, Uint8Array];
  const width = b - from;
  for (let at = 0; at <= width; at++) above[at] = at;
  for (let row = 1; row <= a - from; row++) {
    const letter = one.charCodeAt(from + row - 1);
    let least = (here[0] = row);
    for (let at = 1; at <= width; at++) {
      const there = other.charCodeAt(from + at - 1);
      let cost = Math.min(above[at]! + 1, here[at - 1]! + 1, above[at - 1]! + (letter === there ? 0 : 1));
      if (row > 1 && at > 1 && letter === other.charCodeAt(from + at - 2) && there === one.charCodeAt(from + row - 2))
        cost = Math.min(cost, before[at - 2]! + 1);
      here[at] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return tooMany;
    [before, above, here] = [above, here, before];
  }
  return Math.min(above[width]!, tooMany);
}

/** Which letters and digits a word has, as bits: two words whose bits differ much are not a few slips apart. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 31);
  return bits;
}

/** Each slip changes at most two bits. */
export function mayBeWithin(one: number, other: number, most: number): boolean {
  let differing = one ^ other;
  let count = 0;
  while (differing !== 0) {
    differing &= differing - 1;
    if (++count > 2 * most) return false;
  }
  return true;
}
