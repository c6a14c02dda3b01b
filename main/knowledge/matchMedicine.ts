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
  /** 0 to 1; 1 = a known name letter by letter, 0.8 one letter off, 0.65 two. */
  confidence: number;
  /** The known name it was read as. */
  matched: string | null;
  /** Parts joined by "+" or "and" that no name fits: the medicine is only partly known. */
  unmatched: string[];
};

type Hit = { name: MedicineName; confidence: number };

/** Free text of a prescription, a label or a stock list to its ingredients. */
export function matchMedicine(text: string, knowledge: Pick<Knowledge, 'ingredients' | 'medicines'>): MedicineMatch {
  const index = knowledge.medicines;
  const written = parseMedicineText(text).name;
  const whole = findExact(plainName(written), index) ?? findExact(plainName(text), index);
  const parts = whole ? [{ text: written, hits: [whole], leftover: 0 }] : splitParts(written).map((part) => readPart(part, index));

  const ids = new Set(parts.flatMap((part) => part.hits.flatMap((hit) => hit.name.ingredientIds)));
  const ingredients = [...ids].flatMap((id) => {
    const ingredient = knowledge.ingredients.get(id);
    return ingredient ? [toMatched(ingredient)] : [];
  });
  if (ingredients.length === 0) return { text, ingredients, confidence: 0, matched: null, unmatched: [] };
  const hits = parts.flatMap((part) => part.hits);
  const leftover = parts.reduce((sum, part) => sum + (part.hits.length > 0 ? part.leftover : 1), 0);
  return {
    text,
    ingredients,
    confidence: round(Math.min(...hits.map((hit) => hit.confidence)) * (1 - 0.1 * Math.min(leftover, 3))),
    matched: hits.map((hit) => hit.name.text).join(' + '),
    unmatched: parts.filter((part) => part.hits.length === 0).map((part) => part.text),
  };
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
function readPart(text: string, index: MedicineIndex): { text: string; hits: Hit[]; leftover: number } {
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
  if (hits.length > 0) return { text, hits, leftover };
  const nearest = findNearest(words, index);
  return nearest ? { text, hits: [nearest.hit], leftover: words.length - nearest.length } : { text, hits: [], leftover: words.length };
}

function findExact(written: string, index: MedicineIndex): Hit | null {
  if (written === '') return null;
  const plain = written.replace(/^acide (\w+)ique$/, '$1ic acid');
  const exact = index.byPlain.get(plain);
  if (exact) return { name: exact, confidence: 1 };
  const bare = withoutSalt(plain);
  const salt = index.byPlain.get(bare) ?? index.bySalt.get(bare);
  if (salt) return { name: salt, confidence: 0.97 };
  const acid = /^\w{4,}ate$/.test(bare) ? index.byPlain.get(`${bare.slice(0, -3)}ic acid`) : undefined; // mefenamate, fusidate, valproate
  if (acid) return { name: acid, confidence: 0.97 };
  const sound = bare.length < 5 ? undefined : (index.bySound.get(soundKey(plain)) ?? index.bySound.get(soundKey(bare)));
  return sound ? { name: sound, confidence: 0.95 } : null;
}

/** One letter off from six letters, two from ten, the first letter right; never where two ingredients are equally near. */
function findNearest(words: readonly string[], index: MedicineIndex): { hit: Hit; length: number } | null {
  let best: { name: MedicineName; distance: number; length: number } | null = null;
  let isTie = false;
  for (let at = 0; at < Math.min(words.length, 2); at++) {
    for (let length = Math.min(3, words.length - at); length > 0; length--) {
      const window = words.slice(at, at + length).join(' ');
      const key = soundKey(withoutSalt(window));
      const limit = isSaltOnly(window) || key.length < 5 || window.length < 6 ? 0 : key.length < 10 ? 1 : 2;
      if (limit === 0) continue;
      const letters = letterBits(key);
      for (let size = key.length - limit; size <= key.length + limit; size++) {
        for (const entry of index.fuzzy.get(size) ?? []) {
          if (entry.key[0] !== key[0] || countBits(entry.letters ^ letters) > 2 * limit) continue;
          if (entry.name.kind === 'brand' && entry.key.length < 7) continue; // short brands are near to everything
          const distance = editDistance(key, entry.key, Math.min(limit, best?.distance ?? limit));
          if (distance > limit || (best !== null && distance > best.distance)) continue;
          if (best === null || distance < best.distance || length > best.length) {
            best = { name: entry.name, distance, length };
            isTie = false;
          } else if (!sharesIngredients(best.name, entry.name)) isTie = true;
        }
      }
    }
  }
  return best === null || isTie ? null : { hit: { name: best.name, confidence: best.distance <= 1 ? 0.8 : 0.65 }, length: best.length };
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
