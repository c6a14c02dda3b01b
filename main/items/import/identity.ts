import type { Product } from '../../../preload/contract/inventory.ts';
import { type ProblemCode, type Read, readDecimal } from './values.ts';

const formWords: Readonly<Record<string, readonly string[]>> = {
  tablet: ['tab', 'tabs', 'tablets', 'comprime', 'comprimes', 'cp', 'cpr', 'comp'],
  capsule: ['cap', 'caps', 'capsules', 'gelule', 'gelules'],
  syrup: ['syrups', 'syr', 'sirop', 'sirops'],
  suspension: ['susp', 'suspensions', 'oral suspension', 'suspension buvable'],
  injection: ['inj', 'injections', 'injectable', 'solution injectable'],
  cream: ['creams', 'creme', 'cremes'],
  ointment: ['ointments', 'pommade', 'pommades'],
  drops: ['drop', 'gouttes', 'collyre'],
  inhaler: ['inhalers', 'inhalateur', 'inhalateurs'],
  suppository: ['suppositories', 'supp', 'suppositoire', 'suppositoires'],
  powder: ['powders', 'poudre', 'poudres'],
  solution: ['solutions', 'sol', 'oral solution', 'solution buvable'],
  device: ['devices', 'dispositif', 'dispositifs', 'consumable', 'consommable'],
};
const unitWords: Readonly<Record<string, readonly string[]>> = {
  tablet: formWords['tablet']!,
  capsule: formWords['capsule']!,
  vial: ['vials', 'flacon', 'flacons'],
  ampoule: ['amp', 'amps', 'ampoules', 'ampule', 'ampules'],
  bottle: ['bottles', 'btl', 'bouteille', 'bouteilles'],
  sachet: ['sachets'],
  tube: ['tubes'],
  suppository: formWords['suppository']!,
  inhaler: formWords['inhaler']!,
  piece: ['pieces', 'pc', 'pcs', 'each', 'ea'],
  dose: ['doses'],
  bag: ['bags', 'poche', 'poches'],
  box: ['boxes', 'boite', 'boites'],
  test: ['tests'],
  unit: ['units', 'unite', 'unites'],
};

const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.$/, '').trim();
const lookUp = (words: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(words).flatMap(([word, others]) => [word, ...others].map((each) => [each, word]))); // prettier-ignore
const forms = lookUp(formWords);
const units = lookUp(unitWords);

/** A known form under its own name, in English or French, one or many; any other as it is written. */
export const formOf = (text: string): string => forms.get(plain(text)) ?? text;
export const unitOf = (text: string): string => units.get(plain(text)) ?? text;

/** "Syrup" says how it is taken, not what is counted. */
export const isFormAlone = (text: string): boolean => forms.has(plain(text)) && !units.has(plain(text));

/** The form that a name speaks of: "Amoxicilline 500 mg, gélules". */
export function formIn(name: string): string | null {
  for (const word of name.split(/[\s,;()/]+/)) {
    const form = forms.get(plain(word));
    if (form !== undefined && plain(word).length > 3) return form;
  }
  return null;
}

/** What is handed out one by one is counted so; of a syrup nobody knows whether bottles or millilitres are counted. */
export const unitFor = (form: string): string | null => (units.has(form) ? form : null);

type Ingredient = Product['ingredients'][number];

/** Sign for a strength that is not known, in a list of several. */
export const noStrength = '–';

/** "sulfamethoxazole + trimethoprim", "400 mg + 80 mg". The name speaks where no ingredient is given. */
export function readIngredients(cells: { ingredient: string; strength: string; name: string }, decimal: '.' | ','): Read<Ingredient[]> {
  if (cells.ingredient === '') return cells.strength === '' ? { value: [fromName(cells.name, decimal)] } : withStrengths([bareName(cells.name)], cells.strength, decimal);
  const names = cells.ingredient.split(/\s*\+\s*|(?<=\p{L}{3})\s*\/\s*(?=\p{L}{3})/u).filter((name) => name !== '');
  return withStrengths(names, cells.strength, decimal);
} // prettier-ignore

const refused = (code: ProblemCode) => ({ wrong: code });

function withStrengths(names: readonly string[], text: string, decimal: '.' | ','): Read<Ingredient[]> {
  if (names.length === 0 || names.length > 20) return refused('bad-strength');
  if (text === '') return { value: names.map((inn) => ({ inn, strength: null, unit: null })) };
  const parts = partsOf(text, names.length);
  if (parts.length !== names.length) return refused('bad-strength');
  const lastUnit = /[^\d.,\s].*$/.exec(parts.at(-1) ?? '')?.[0] ?? '';
  const ingredients: Ingredient[] = [];
  for (const [at, inn] of names.entries()) {
    const part = parts[at]?.trim() ?? '';
    if (part === noStrength || part === '') {
      ingredients.push({ inn, strength: null, unit: null });
      continue;
    }
    const [, figure, unit = ''] = /^(\d[\d.,\s\u00A0\u202F]*)(\D.*)?$/.exec(part) ?? [];
    const strength = figure === undefined ? refused('bad-strength') : readDecimal(figure.trim(), decimal);
    if ('wrong' in strength) return refused('bad-strength');
    const own = unit.trim() || (names.length > 1 ? lastUnit : '');
    ingredients.push({ inn, strength: strength.value, unit: own === '' ? null : own });
  }
  return { value: ingredients };
}

/** "150/300 mg" names two strengths, "250 mg/5 mL" one. */
function partsOf(text: string, wanted: number): string[] {
  const bySign = text.split(/\s*\+\s*/);
  if (bySign.length > 1 || wanted === 1) return bySign;
  return /^[\d.,\s]+(\/[\d.,\s]+)+\D*$/.test(text) ? text.split('/') : bySign;
}

const strengthInName = /(\d[\d.,]*)\s*(mg\/\d*\s*m?l|mg|g|mcg|µg|micrograms?|iu|ui|%|mmol|ml)(?![\p{L}])/iu;

function fromName(name: string, decimal: '.' | ','): Ingredient {
  const found = strengthInName.exec(name);
  if (!found || found.index === 0) return { inn: bareName(name), strength: null, unit: null };
  const figure = readDecimal(found[1] ?? '', decimal);
  if ('wrong' in figure) return { inn: bareName(name), strength: null, unit: null };
  return { inn: bareName(name), strength: figure.value, unit: found[2] ?? null };
}

/** "Amoxicillin" of "Amoxicillin 500 mg, capsules". */
function bareName(name: string): string {
  const end = strengthInName.exec(name)?.index ?? 0;
  return (end > 2 ? name.slice(0, end) : name).replace(/[\s,;:-]+$/, '');
}
