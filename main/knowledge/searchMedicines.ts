import type { Knowledge } from './knowledge.ts';
import { type MatchedIngredient, matchMedicine, toMatched } from './matchMedicine.ts';
import type { MedicineName, NameKind } from './medicineIndex.ts';
import { plainName, soundKey } from './plainName.ts';

/** A line of the type-ahead: the name that fits, and what it contains. */
export type MedicineSuggestion = { text: string; kind: NameKind; ingredients: MatchedIngredient[] };

const kindOrder: Record<NameKind, number> = { inn: 0, combination: 1, synonym: 2, french: 2, brand: 3 };

/** Ranked names that begin with, then contain a word beginning with, what was typed; a misspelling ends at its nearest name. */
export function searchMedicines(query: string, knowledge: Knowledge, limit = 12): MedicineSuggestion[] {
  const plain = plainName(query);
  if (plain === '') return [];
  const sound = soundKey(plain);
  const scored: { name: MedicineName; score: number }[] = [];
  for (const name of knowledge.medicines.names) {
    const score = scoreOf(name, plain, sound);
    if (score !== null) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || a.name.plain.length - b.name.plain.length || (a.name.plain < b.name.plain ? -1 : 1));
  const seen = new Set<string>();
  const suggestions: MedicineSuggestion[] = [];
  for (const { name } of scored) {
    const key = name.ingredientIds.join('+');
    if (seen.has(key)) continue;
    seen.add(key);
    suggestions.push({ text: name.text, kind: name.kind, ingredients: ingredientsOf(name.ingredientIds, knowledge) });
    if (suggestions.length === limit) break;
  }
  if (suggestions.length > 0) return suggestions;
  const match = matchMedicine(query, knowledge);
  return match.matched === null ? [] : [{ text: match.matched, kind: 'synonym', ingredients: match.ingredients }];
}

function scoreOf(name: MedicineName, plain: string, sound: string): number | null {
  if (name.plain === plain) return kindOrder[name.kind];
  if (name.plain.startsWith(plain)) return 10 + kindOrder[name.kind];
  if (name.plain.includes(` ${plain}`)) return 20 + kindOrder[name.kind];
  return sound.length >= 4 && name.sound.startsWith(sound) ? 30 + kindOrder[name.kind] : null;
}

function ingredientsOf(ids: readonly string[], knowledge: Knowledge): MatchedIngredient[] {
  return ids.flatMap((id) => {
    const ingredient = knowledge.ingredients.get(id);
    return ingredient ? [toMatched(ingredient)] : [];
  });
}
