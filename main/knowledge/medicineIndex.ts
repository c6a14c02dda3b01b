import { isSaltOnly, plainName, soundKey, withoutSalt } from './plainName.ts';

export type NameKind = 'inn' | 'synonym' | 'brand' | 'combination' | 'french';

/** A name that stands for one ingredient or, for a combination product, several. */
export type MedicineName = { text: string; plain: string; sound: string; kind: NameKind; ingredientIds: readonly string[] };

/** Names by every key they can be found under. A key that two different ingredient sets share belongs to the better kind, or to nobody. */
export type MedicineIndex = {
  names: readonly MedicineName[];
  byPlain: ReadonlyMap<string, MedicineName>;
  bySalt: ReadonlyMap<string, MedicineName>;
  bySound: ReadonlyMap<string, MedicineName>;
  /** For misspellings: sound keys, and names as they are spelled, by length, with the set of their letters as bits, so that most are ruled out by one operation. */
  fuzzy: ReadonlyMap<number, readonly { key: string; letters: number; name: MedicineName }[]>;
  longestWords: number;
};

const rank: Record<NameKind, number> = { inn: 0, synonym: 1, combination: 2, french: 3, brand: 4 };

export function buildMedicineIndex(rows: readonly { text: string; kind: NameKind; ingredientIds: readonly string[] }[]): MedicineIndex {
  const names = rows.flatMap((row): MedicineName[] => {
    const plain = plainName(row.text);
    return plain === '' ? [] : [{ ...row, plain, sound: soundKey(plain) }];
  });
  const byPlain = keyed(names, (name) => name.plain, true);
  const bySalt = keyed(names, (name) => (isSaltFirst(name.plain) ? '' : withoutSalt(name.plain)), false);
  const bySound = keyed(names, (name) => name.sound, false);
  const fuzzy = new Map<number, { key: string; letters: number; name: MedicineName }[]>();
  const spelled = names.flatMap((name): [string, MedicineName][] =>
    name.kind !== 'brand' && name.plain !== name.sound ? [[name.plain, name]] : [],
  );
  for (const [key, name] of [...bySound, ...spelled]) {
    if (key.length < 5) continue;
    const bucket = fuzzy.get(key.length) ?? [];
    bucket.push({ key, letters: letterBits(key), name });
    fuzzy.set(key.length, bucket);
  }
  return {
    names,
    byPlain,
    bySalt,
    bySound,
    fuzzy,
    longestWords: Math.max(1, ...names.map((name) => Math.min(6, name.plain.split(' ').length))),
  };
}

/** In "calcium gluconate" the salt word is the medicine: what is left without it names nothing. */
function isSaltFirst(plain: string): boolean {
  return isSaltOnly(plain.split(' ')[0] ?? '');
}

/** A set of letters as bits. Two words that differ by k edits differ in at most 2k of them. */
export function letterBits(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at) - 97;
    if (code >= 0 && code < 26) bits |= 1 << code;
  }
  return bits;
}

function keyed(names: readonly MedicineName[], keyOf: (name: MedicineName) => string, bestKindWins: boolean): Map<string, MedicineName> {
  const found = new Map<string, MedicineName>();
  const disputed = new Set<string>();
  for (const name of [...names].sort((a, b) => rank[a.kind] - rank[b.kind])) {
    const key = keyOf(name);
    if (key === '') continue;
    const holder = found.get(key);
    if (holder === undefined) found.set(key, name);
    else if (!sameIngredients(holder, name) && (!bestKindWins || holder.kind === name.kind)) disputed.add(key);
  }
  for (const key of disputed) found.delete(key);
  return found;
}

function sameIngredients(a: MedicineName, b: MedicineName): boolean {
  return a.ingredientIds.length === b.ingredientIds.length && a.ingredientIds.every((id) => b.ingredientIds.includes(id));
}
