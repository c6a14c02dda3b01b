import { editDistance } from './editDistance.ts';
import type { Knowledge } from './knowledge.ts';
import { letterBits, type MedicineIndex, type MedicineName } from './medicineIndex.ts';
import { parseMedicineText } from './parseMedicineText.ts';
import { isSaltOnly, plainName, soundKey, withoutSalt } from './plainName.ts';

export type MatchedIngredient = { id: string; name: string; atc?: string };

export type MedicineMatch = {
  text: string;
  /** Empty = unmatched: nothing can be said about this medicine. */
  ingredients: MatchedIngredient[];
  /** 0 to 1; 1 = a known name letter by letter, 0.8 one letter off, 0.65 two; 0.6 and less where another medicine is almost as near. */
  confidence: number;
  /** The known name it was read as. */
  matched: string | null;
  /** Parts joined by "+" or "and" that no name fits: the medicine is only partly known. */
  unmatched: string[];
  /** Medicines whose names are as near, or almost: not read as any of them, or read with little confidence. */
  candidates: string[];
};

type Hit = { name: MedicineName; confidence: number; rivals?: readonly MedicineName[] };
type Part = { text: string; hits: Hit[]; leftover: number; rivals: readonly MedicineName[] };

/** Free text of a prescription, a label or a stock list to its ingredients. */
export function matchMedicine(text: string, knowledge: Pick<Knowledge, 'ingredients' | 'medicines'>): MedicineMatch {
  const index = knowledge.medicines;
  const written = parseMedicineText(text).name;
  const known = index.byPlain.get(plainName(text));
  const whole =
    (known && { name: known, confidence: 1 }) ??
    findNumbered(text, index) ??
    findExact(plainName(written), index) ??
    findExact(plainName(text), index);
  const parts = whole
    ? [{ text: written, hits: [whole], leftover: 0, rivals: whole.rivals ?? [] }]
    : splitParts(written).map((part) => readPart(part, index));

  const ids = new Set(parts.flatMap((part) => part.hits.flatMap((hit) => hit.name.ingredientIds)));
  const ingredients = [...ids].flatMap((id) => {
    const ingredient = knowledge.ingredients.get(id);
    return ingredient ? [toMatched(ingredient)] : [];
  });
  const candidates = [...new Set(parts.flatMap((part) => part.rivals.map((rival) => nameOf(rival, knowledge))))];
  if (ingredients.length === 0) return { text, ingredients, confidence: 0, matched: null, unmatched: [], candidates };
  const hits = parts.flatMap((part) => part.hits);
  const leftover = parts.reduce((sum, part) => sum + (part.hits.length > 0 ? part.leftover : 1), 0);
  return {
    text,
    ingredients,
    confidence: round(Math.min(...hits.map((hit) => hit.confidence)) * (1 - 0.1 * Math.min(leftover, 3))),
    matched: hits.map((hit) => hit.name.text).join(' + '),
    unmatched: parts.filter((part) => part.hits.length === 0).map((part) => part.text),
    candidates,
  };
}

/** After these words the number before them was a number of pieces: "Tylenol 3 tablets" is not Tylenol 3. */
const pieces = /^(?:tab|tabs|tablets?|caps?|capsules?|comprimes?|cp|gelules?|drops|gouttes|puffs|sachets?|ml|x|times|fois)$/;

/** A name with a number of its own, which is no strength: AKT-4, Unwanted-72, Tylenol 3. */
function findNumbered(text: string, index: MedicineIndex): Hit | null {
  const words = plainName(text).split(' ').slice(0, 8);
  for (const [at, word] of words.entries()) {
    const isNumber = /^\d+$/.test(word) && at > 0 && !pieces.test(words[at + 1] ?? '');
    const name = isNumber ? index.byPlain.get(`${words[at - 1]} ${word}`) : undefined;
    if (name) return { name, confidence: 1 };
  }
  return null;
}

/** What it contains, not the brand that was near. */
function nameOf(name: MedicineName, { ingredients }: Pick<Knowledge, 'ingredients'>): string {
  return name.ingredientIds.map((id) => ingredients.get(id)?.name ?? id).join(' + ');
}

export function toMatched(ingredient: { id: string; name: string; atc: readonly string[] }): MatchedIngredient {
  const atc = ingredient.atc[0];
  return atc === undefined ? { id: ingredient.id, name: ingredient.name } : { id: ingredient.id, name: ingredient.name, atc };
}

function splitParts(written: string): string[] {
  return written
    .split(/\s*[+/&,]\s*|\s+(?:and|et|with|avec|plus)\s+/i)
    .map((part) => part.trim())
    .filter((part) => plainName(part).length > 1);
}

/** Takes the longest known names from left to right; only where there is none at all, the nearest spelling. */
function readPart(text: string, index: MedicineIndex): Part {
  const words = plainName(text).split(' ');
  const hits: Hit[] = [];
  let leftover = 0;
  for (let at = 0; at < words.length;) {
    let taken = 0;
    for (let length = Math.min(index.longestWords, words.length - at); length > 0 && taken === 0; length--) {
      const window = words.slice(at, at + length).join(' ');
      if (at > 0 && isSaltOnly(window)) continue; // the salt of a name that is not known is no medicine of its own
      const hit = findExact(window, index);
      if (hit) {
        hits.push(hit);
        taken = length;
      }
    }
    if (taken === 0) leftover += 1;
    at += Math.max(1, taken);
  }
  if (hits.length > 0) return { text, hits, leftover, rivals: hits.flatMap((hit) => hit.rivals ?? []) };
  const { hit, length, rivals } = findNearest(words, index);
  return { text, hits: hit ? [hit] : [], leftover: words.length - length, rivals };
}

function findExact(written: string, index: MedicineIndex): Hit | null {
  if (written === '') return null;
  const plain = written.replace(/^acide (\w+)ique$/, '$1ic acid');
  const exact = index.byPlain.get(written) ?? index.byPlain.get(plain);
  if (exact) return { name: exact, confidence: 1 };
  const bare = withoutSalt(plain);
  const salt = index.byPlain.get(bare) ?? index.bySalt.get(bare);
  if (salt) return { name: salt, confidence: 0.97 };
  const acid = /^\w{4,}ate$/.test(bare) ? index.byPlain.get(`${bare.slice(0, -3)}ic acid`) : undefined; // mefenamate, fusidate, valproate
  if (acid) return { name: acid, confidence: 0.97 };
  const sound = bare.length < 5 ? undefined : (index.bySound.get(soundKey(plain)) ?? index.bySound.get(soundKey(bare)));
  if (!sound) return null;
  const rivals = spelledAsNear(bare, sound, index);
  return rivals.length === 0 ? { name: sound, confidence: 0.95 } : { name: sound, confidence: 0.6, rivals };
}

/** "quiniine" sounds like quinine, and is quinidine with one other letter. */
function spelledAsNear(bare: string, sound: MedicineName, index: MedicineIndex): MedicineName[] {
  const distance = editDistance(bare, sound.plain, 2);
  if (distance > 2) return [];
  const rivals: MedicineName[] = [];
  for (let size = bare.length - distance; size <= bare.length + distance; size++)
    for (const { key, name } of index.fuzzy.get(size) ?? [])
      if (
        name.kind !== 'brand' &&
        key === name.plain &&
        key[0] === bare[0] &&
        !sharesIngredients(name, sound) &&
        editDistance(bare, key, distance) <= distance
      )
        rivals.push(name);
  return rivals;
}

type Near = { name: MedicineName; distance: number; length: number };

/**
 * One letter off from six letters, two from ten, the first letter right. Where two medicines are equally near it is neither;
 * where another is one letter further, it is read with little confidence: "hydralizine" is hydralazine, but may be hydroxyzine.
 */
function findNearest(words: readonly string[], index: MedicineIndex): { hit: Hit | null; length: number; rivals: readonly MedicineName[] } {
  const near = words
    .slice(0, 2)
    .flatMap((_, at) => [3, 2, 1].flatMap((length) => (at + length <= words.length ? nearOf(words.slice(at, at + length), index) : [])));
  const [best] = near.filter(({ isAllowed }) => isAllowed).toSorted((a, b) => a.distance - b.distance || b.length - a.length);
  if (!best) return clipped(words[0] ?? '', index);
  const rivals = near.filter(({ name, distance }) => distance <= best.distance + 1 && !sharesIngredients(name, best.name));
  const isTie = rivals.some(({ distance, length }) => distance === best.distance && length === best.length);
  if (isTie)
    return { hit: null, length: 0, rivals: [best, ...rivals.filter(({ distance }) => distance === best.distance)].map(({ name }) => name) };
  const sure = best.distance <= 1 ? 0.8 : 0.65;
  const doubtful = best.distance <= 1 ? 0.6 : 0.5;
  return {
    hit: { name: best.name, confidence: rivals.length > 0 ? doubtful : sure },
    length: best.length,
    rivals: rivals.map(({ name }) => name),
  };
}

/**
 * "azithro", "clarithro", "spirono": the beginning of one medicine's name and of no other's, at least six letters and half of it. Where
 * another begins so too, both are told and it is neither.
 */
function clipped(written: string, index: MedicineIndex): { hit: Hit | null; length: number; rivals: readonly MedicineName[] } {
  if (!/^[a-z]{6,}$/.test(written)) return { hit: null, length: 0, rivals: [] };
  const begun = new Map<string, MedicineName>();
  for (const entries of index.fuzzy.values())
    for (const { key, name } of entries)
      if (name.kind !== 'brand' && key === name.plain && key.startsWith(written) && !begun.has(name.ingredientIds.join('+')))
        begun.set(name.ingredientIds.join('+'), name);
  const [only, ...others] = begun.values();
  if (!only) return { hit: null, length: 0, rivals: [] };
  if (others.length > 0 || only.plain.length > written.length * 2) return { hit: null, length: 0, rivals: [only, ...others] };
  return { hit: { name: only, confidence: 0.8 }, length: 1, rivals: [] };
}

/** Every name that is at most one letter further than what is allowed for so many letters. */
function nearOf(window: readonly string[], index: MedicineIndex): (Near & { isAllowed: boolean })[] {
  const written = window.join(' ');
  if (isSaltOnly(written) || written.length < 6) return [];
  const bare = withoutSalt(written);
  const found = new Map<MedicineName, Near & { isAllowed: boolean }>();
  for (const key of new Set([soundKey(bare), bare])) {
    const limit = key.length < 5 ? 0 : key.length < 10 ? 1 : 2;
    if (limit === 0) continue;
    const letters = letterBits(key);
    const reach = limit + 1;
    for (let size = key.length - reach; size <= key.length + reach; size++) {
      for (const entry of index.fuzzy.get(size) ?? []) {
        if (entry.key[0] !== key[0] || countBits(entry.letters ^ letters) > 2 * reach) continue;
        if (entry.name.kind === 'brand' && entry.key.length < 7) continue; // short brands are near to everything
        const distance = editDistance(key, entry.key, reach);
        const before = found.get(entry.name);
        if (distance <= reach && (!before || distance < before.distance))
          found.set(entry.name, { name: entry.name, distance, length: window.length, isAllowed: distance <= limit });
      }
    }
  }
  return [...found.values()];
}

function sharesIngredients(a: MedicineName, b: MedicineName): boolean {
  return a.ingredientIds.join('+') === b.ingredientIds.join('+');
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
