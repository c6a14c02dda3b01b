/** Numbers that look random and are the same for the same seed everywhere. */
export type Random = {
  /** at least 0, below 1 */
  next: () => number;
  /** a whole number from `from` to `to`, both included */
  whole: (from: number, to: number) => number;
  pick: <T>(list: readonly T[]) => T;
  happens: (chance: number) => boolean;
  bytes: (length: number) => Uint8Array;
};

/** sfc32, seeded through splitmix32. Source: PractRand (Doty-Humphrey), public domain. */
export function seededRandom(seed: number): Random {
  let mixed = seed | 0;
  const start = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let t = mixed ^ (mixed >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  };
  let [a, b, c, counter] = [start(), start(), start(), 1];
  const word = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 12; turn++) word();
  const next = () => word() / 2 ** 32;
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (list) => {
      const chosen = list[whole(0, list.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    happens: (chance) => next() < chance,
    bytes: (length) => Uint8Array.from({ length }, () => whole(0, 255)),
  };
}

/** A UUID of version 7 whose instant is given and whose rest comes from the seed. */
export function seededId(random: Random, atMs: number): string {
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  const rest = () => random.whole(0, 0xffff).toString(16).padStart(4, '0');
  const version = `7${rest().slice(1)}`;
  const variant = (0x8000 | random.whole(0, 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest()}${rest()}${rest()}`;
}

/** Draws from a list by Zipf's law: the name of rank r with the weight 1 / (r + shift) ^ exponent. */
export function zipfPicker<T>(list: readonly T[], exponent: number, shift: number): (random: Random) => T {
  let sum = 0;
  const upTo = list.map((_, rank) => (sum += 1 / (rank + 1 + shift) ** exponent));
  return (random) => {
    const at = random.next() * sum;
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? sum) > at) high = middle;
      else low = middle + 1;
    }
    return list[low] as T;
  };
}
