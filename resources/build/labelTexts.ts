import { join } from 'node:path';
import { plainName } from '../../main/knowledge/plainName.ts';
import type { Ingredients } from './ingredients.ts';
import { readTable } from './table.ts';

/** One contraindications section of a US label. `ingredients`: ids joined with "+", sorted; a label of a combination speaks of all of them together. */
export type LabelText = { id: string; ingredients: string; text: string; phrases: readonly string[] };

/** Norgestrel is a half levonorgestrel, and that half is what works: the labels of the one pill speak of the other, which has none in the source. */
const sameAs: Readonly<Record<string, string>> = { 'ethinylestradiol+norgestrel': 'ethinylestradiol+levonorgestrel' };

/** Words beside an ingredient's name that name no other ingredient. */
const besides = /^(anhydrous|hydrochloride|sodium|potassium|calcium|tromethamine|conjugated|esterified|synthetic|a|b|cation|tartrate|maleate|citrate|sulfate|acetate|mesylate|besylate|phosphate|succinate|fumarate)$/;

/**
 * Labels with the words that name diseases in them, as they stand there. Who read the words out of the sections also mapped them to codes of
 * other vocabularies: those columns have no licence and are not read. Allergens and diagnostic agents are left out.
 */
export function readLabels(all: Ingredients, folder: string): LabelText[] {
  const texts = new Map(readTable(join(folder, 'drugs', 'fda_label_contraindication_texts.csv')).map((row) => [row['label_text_id'] ?? '', row['label_contraindications_text'] ?? '']));
  const found = new Map<string, { keys: Set<string>; phrases: Set<string> }>();
  for (const row of readTable(join(folder, 'drugs', 'fda_label_contraindications.csv'))) {
    if (row['is_allergen'] === 'TRUE' || row['is_diagnostic_agent'] === 'TRUE') continue;
    const label = found.get(row['label_text_id'] ?? '') ?? { keys: new Set<string>(), phrases: new Set<string>() };
    label.keys.add(ingredientsOf(all, row['active_ingredient'] ?? '') ?? '');
    label.phrases.add(bareWords(row['condition_as_written'] ?? ''));
    found.set(row['label_text_id'] ?? '', label);
  }
  return [...found].flatMap(([id, { keys, phrases }]): LabelText[] => {
    const [ingredients = ''] = keys;
    if (keys.size !== 1 || ingredients === '') return []; // one label, one medicine: else nobody knows whose rule it is
    const label = { id, ingredients, text: plainText(texts.get(id) ?? ''), phrases: [...phrases].filter((phrase) => phrase !== '') };
    const same = sameAs[ingredients];
    return same === undefined ? [label] : [label, { ...label, ingredients: same }];
  });
} // prettier-ignore

function ingredientsOf(all: Ingredients, written: string): string | undefined {
  const whole = all.find(written);
  if (whole !== undefined) return whole;
  const words = plainName(written).split(' ');
  const ids = new Set<string>();
  for (let at = 0; at < words.length;) {
    let taken = 0;
    for (let length = 3; length > 0 && taken === 0; length--) {
      const id = all.find(words.slice(at, at + length).join(' '));
      if (id === undefined || at + length > words.length) continue;
      ids.add(id);
      taken = length;
    }
    if (taken === 0 && !besides.test(words[at] ?? '')) return undefined;
    at += Math.max(1, taken);
  }
  return ids.size === 0 ? undefined : [...ids].sort().join('+');
}

export const bareWords = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9 ]+/g, '').replaceAll(/\s+/g, ' ').trim(); // prettier-ignore

/** Sentences and items of a list, as far as the layout of a label shows them. */
export const sentencesOf = (text: string): string[] => text.split(/(?<=[.;])\s+(?=[A-Z•●[])|[•●]|(?<=\]\s?\.?)\s+(?=[A-Z])/).map((part) => part.trim()).filter((part) => part !== ''); // prettier-ignore

const plainText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('≤', '<').replaceAll(/\s+/g, ' ');
