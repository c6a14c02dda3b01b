/** The signs by which two records may be worth a comparison: `of(row)` answers none, one or a few. */
export type BlockingKey = { name: string; of: (row: number) => readonly string[] };

const mostInBlock = 25;

/**
 * Pairs worth comparing: they share a rare key, or two keys that are rare together. What everybody shares brings nobody up.
 * @returns both rows of each pair, each pair once, the smaller row first
 */
export function candidatePairs(rows: number, keys: readonly BlockingKey[], most = mostInBlock): { one: Int32Array; other: Int32Array } {
  const numbered = keys.map((key) => numberKeys(rows, key));
  const pairs = new PairList(rows);
  numbered.forEach((one, at) => {
    inBlocks(rows, one, null, most, pairs);
    for (const other of numbered.slice(at + 1)) inBlocks(rows, one, other, most, pairs);
  });
  return pairs.unique();
}

type Numbered = { of: number[][]; counts: number[] };

function numberKeys(rows: number, key: BlockingKey): Numbered {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const of = Array.from({ length: rows }, (_, row) =>
    [...new Set(key.of(row))].map((value) => {
      let number = numbers.get(value);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(value, number);
        counts.push(0);
      }
      counts[number]!++;
      return number;
    }),
  );
  return { of, counts };
}

const rowSpace = 2 ** 21;

/** Rows with the same key (or the same two keys) lie side by side after sorting. A key that is rare alone needs no second one. */
function inBlocks(rows: number, one: Numbered, other: Numbered | null, most: number, pairs: PairList): void {
  const entries: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (const a of one.of[row]!) {
      if (!other) {
        if (one.counts[a]! <= most) entries.push(a * rowSpace + row);
        continue;
      }
      if (one.counts[a]! <= most) continue;
      for (const b of other.of[row]!) {
        if (other.counts[b]! <= most) continue;
        entries.push(hash(a, b) * rowSpace + row);
      }
    }
  }
  const sorted = Float64Array.from(entries).sort();
  let from = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && Math.floor(sorted[at]! / rowSpace) === Math.floor(sorted[from]! / rowSpace)) continue;
    if (at - from > 1 && at - from <= most) {
      for (let x = from; x < at; x++) for (let y = x + 1; y < at; y++) pairs.add(sorted[x]! % rowSpace, sorted[y]! % rowSpace);
    }
    from = at;
  }
}

/** Two numbers in 31 bits; a collision only costs a comparison. */
function hash(a: number, b: number): number {
  let mixed = Math.imul(a + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x165667b1, 0xc2b2ae35);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 1;
}

class PairList {
  readonly #rows: number;
  #codes = new Float64Array(1 << 16);
  #length = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  add(one: number, other: number): void {
    if (one === other) return;
    if (this.#length === this.#codes.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#codes);
      this.#codes = wider;
    }
    this.#codes[this.#length++] = Math.min(one, other) * this.#rows + Math.max(one, other);
  }

  unique(): { one: Int32Array; other: Int32Array } {
    const sorted = this.#codes.subarray(0, this.#length).sort();
    let kept = 0;
    for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at]!;
    const one = new Int32Array(kept);
    const other = new Int32Array(kept);
    for (let at = 0; at < kept; at++) {
      one[at] = Math.floor(sorted[at]! / this.#rows);
      other[at] = sorted[at]! % this.#rows;
    }
    return { one, other };
  }
}
