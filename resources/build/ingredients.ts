import { join } from 'node:path';
import type { NameKind } from '../../main/knowledge/medicineIndex.ts';
import { isSaltOnly, plainName, soundKey, withoutSalt } from '../../main/knowledge/plainName.ts';
import { listOf, readLines, readTable } from './table.ts';

export type Name = { text: string; kind: NameKind; ids: readonly string[]; source: string };
type Entry = { id: string; name: string; atc: Set<string>; rxcuis: Set<string> };

/** Words that one source lists as a brand and that mean something else on a prescription. */
const notNames = new Set(
  `alert revive oms stay awake cough linctus other other non coded misc oral product child adult water mint milk food honey sugar none unknown stat plus forte
  pause prompt gold solis eterna alora keep alert no doz no doz maximum strength stay alert stat awake sr ms rms dust base aid relief cold flu sleep pain night day baby`
    .split(/\s{2,}|\n/)
    .flatMap((line) => [line, ...line.split(' ')]),
);

/** Ingredients under one id each, however the sources spell them; made only of names and RxNorm ids that may be shipped. */
export class Ingredients {
  readonly entries = new Map<string, Entry>();
  readonly #names: Name[] = [];
  readonly #brandsOf = new Map<string, string>();
  readonly #disputed = new Set<string>();
  readonly #byRxcui = new Map<string, string>();
  readonly #owner = new Map<string, string>();
  readonly #bySalt = new Map<string, string>();
  readonly #bySound = new Map<string, string>();

  /** All but the brands that one source gives to two different medicines. */
  get names(): readonly Name[] {
    return this.#names.filter((name) => !this.#disputed.has(plainName(name.text)));
  }

  /** The id of a name that is already known under this or a near spelling. */
  find(name: string, rxcui = ''): string | undefined {
    const plain = plainName(cleanName(name));
    const bare = withoutSalt(plain);
    return (
      this.#owner.get(plain) ??
      (rxcui === '' ? undefined : this.#byRxcui.get(rxcui)) ??
      this.#owner.get(bare) ??
      this.#bySalt.get(bare) ??
      (bare.length < 5 ? undefined : (this.#bySound.get(soundKey(plain)) ?? this.#bySound.get(soundKey(bare))))
    );
  }

  /** Finds or begins an ingredient. */
  take(name: string, source: string, { rxcui = '', atc = [] }: { rxcui?: string; atc?: readonly string[] } = {}): string {
    const id = this.find(name, rxcui) ?? this.#begin(cleanName(name));
    const entry = this.entries.get(id);
    if (!entry) throw new Error(`no ingredient ${id}`);
    for (const code of atc) if (/^[A-Z]\d{2}[A-Z]{2}\d{2}$/.test(code)) entry.atc.add(code);
    if (rxcui !== '') {
      entry.rxcuis.add(rxcui);
      if (!this.#byRxcui.has(rxcui)) this.#byRxcui.set(rxcui, id);
    }
    this.addName(cleanName(name), 'synonym', [id], source);
    return id;
  }

  /** A name already owned by another ingredient is not taken away from it: the first source is the most trusted. */
  addName(text: string, kind: NameKind, ids: readonly string[], source: string): void {
    const plain = plainName(text);
    if (plain.length < 3 && source !== 'medvault') return;
    if (plain.length > 60 || /^\d/.test(plain) || notNames.has(plain) || / brand of | brand$/.test(plain)) return;
    const key = ids.join('+');
    const owner = this.#owner.get(plain);
    if (owner !== undefined) {
      if (owner !== key && kind === 'brand' && this.#brandsOf.get(plain) === source) this.#disputed.add(plain);
      return;
    }
    if (kind === 'brand') this.#brandsOf.set(plain, source);
    this.#owner.set(plain, key);
    if (ids.length === 1) {
      if (!isSaltOnly(plain.split(' ')[0] ?? '') && !this.#bySalt.has(withoutSalt(plain))) this.#bySalt.set(withoutSalt(plain), key);
      if (!this.#bySound.has(soundKey(plain))) this.#bySound.set(soundKey(plain), key);
    }
    this.#names.push({ text, kind, ids, source });
  }

  #begin(name: string): string {
    const tidy = name.toLowerCase();
    const id = plainName(tidy).replaceAll(' ', '-');
    this.entries.set(id, { id, name: tidy, atc: new Set(), rxcuis: new Set() });
    this.addName(tidy, 'inn', [id], 'medvault');
    return id;
  }
}

/** "ACETYLSALICYLIC_ACID", "MOXIFLOXACINE (fr)", "ADRENALINE (ORAL-DENTAL OR SUB-CUTANEOUS)" without underscores and brackets; "acide zolédronique" as zoledronic acid. */
function cleanName(name: string): string {
  return name
    .replace(/_/g, ' ')
    .replace(/^(\S+) \(([^)]+ d[e'’])\)/i, '$2 $1') // French lists write "sodium (chlorure de)"
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/\s*\[[^\]]*\]/g, '')
    .replace(/^acide (\S+)ique$/i, (_, stem: string) => `${plainName(stem)}ic acid`)
    .replace(/\s+/g, ' ')
    .trim();
}

export function collectIngredients(folder: string): Ingredients {
  const all = new Ingredients();
  const ours = readLines(join(import.meta.dirname, 'ours', 'names.txt')).map(readOurs);
  for (const { parts } of ours) for (const part of parts) all.take(part, 'medvault');
  for (const { parts, synonyms, brands } of ours) {
    const ids = parts.map((part) => all.take(part, 'medvault'));
    const isOne = ids.length === 1;
    if (!isOne) all.addName(parts.join(' / '), 'combination', ids, 'medvault');
    for (const text of synonyms) all.addName(text, isOne ? 'synonym' : 'combination', ids, 'medvault');
    for (const text of brands) all.addName(text, 'brand', ids, 'medvault');
  }
  addCiel(all, folder, 'names');
  addRxnorm(all, folder, genericNames(folder));
  addCiel(all, folder, 'synonyms');
  addPlainGenerics(all, folder);
  return all;
}

/** Generic names that no interaction list has: so that a medicine is known, and "no row" is said of it instead of "unmatched". */
function addPlainGenerics(all: Ingredients, folder: string): void {
  const indicated = readTable(join(folder, 'drugs', 'indications_physician_curated.tsv')).map((row) => row['drug'] ?? '');
  const labelled = readTable(join(folder, 'drugs', 'fda_label_contraindications.csv'))
    .filter((row) => row['is_allergen'] === 'FALSE' && row['is_diagnostic_agent'] === 'FALSE')
    .map((row) => row['active_ingredient'] ?? '');
  for (const name of indicated) if (name.length > 4) all.take(name, 'indications');
  for (const name of labelled) if (/^[a-z]{6,}$/i.test(name)) all.take(name, 'labels');
}

/** Names that lists of interactions and indications use for ingredients: how a generic name is told from a brand in a row that holds both. */
function genericNames(folder: string): Set<string> {
  const names = [
    ...readTable(join(folder, 'ddi', 'ansm_2016_en_classes.csv')).map((row) => row['drug_name']),
    ...readTable(join(folder, 'ddi', 'ansm_2016_en_interactions.csv')).flatMap((row) => [row['drug1'], row['drug2']]),
    ...readTable(join(folder, 'ddi', 'ndfrt_va_2014_pairs.csv')).flatMap((row) => [row['drug1'], row['drug2']]),
    ...readTable(join(folder, 'ddi', 'onc_non_interruptive_2013.csv')).flatMap((row) => [row['object_drug'], row['precipitant_drug']]),
    ...readTable(join(folder, 'drugs', 'fda_label_contraindications.csv')).map((row) => row['active_ingredient']),
    ...readTable(join(folder, 'drugs', 'indications_physician_curated.tsv')).map((row) => row['drug']),
  ];
  return new Set(names.map((name) => plainName(cleanName(name ?? ''))));
}

function readOurs(line: string): { parts: string[]; synonyms: string[]; brands: string[] } {
  const [left = '', right = ''] = line.split(/:(.*)/);
  const [synonyms = '', brands = ''] = right.split('|');
  return { parts: listOf(left, ' + '), synonyms: listOf(synonyms, ','), brands: listOf(brands, ',') };
}

/** The subset of RxNorm that the other lists refer to: INN, USAN and French names by RxCUI, with ATC codes. Rows known only in French come last. */
function addRxnorm(all: Ingredients, folder: string, generic: ReadonlySet<string>): void {
  const isFrench = (name: string) => name.endsWith('(fr)');
  const rows = readTable(join(folder, 'drugs', 'rxnorm_ingredients_inn_subset.csv')).map((row) => {
    const names = listOf(row['names'] ?? '', '|').filter((name) => !/\/| and | et |\+| combination/.test(name));
    return { names, rxcui: row['rxcui'] ?? '', atc: listOf(row['atc_codes'] ?? '', ';'), isCielOnly: row['sources'] === 'ciel' };
  });
  rows.sort((a, b) => Number(a.names.every(isFrench)) - Number(b.names.every(isFrench)));
  for (const { names, rxcui, atc, isCielOnly } of rows) {
    const known = names.find((name) => all.find(name, rxcui) !== undefined);
    const first = known ?? names.find((name) => generic.has(plainName(cleanName(name)))) ?? (isCielOnly ? undefined : (names.find((name) => !isFrench(name)) ?? names[0]));
    // a combination product (its ingredients stand in rows of their own), or a row of brand names alone
    if (first === undefined || all.find(first, rxcui)?.includes('+')) continue;
    const id = all.take(first, 'rxnorm', { rxcui, atc });
    for (const name of names) all.addName(cleanName(name), isFrench(name) ? 'french' : isCielOnly ? 'brand' : 'synonym', [id], 'rxnorm');
  }
}

function addCiel(all: Ingredients, folder: string, pass: 'names' | 'synonyms'): void {
  const rows = [
    ...readTable(join(folder, 'drugs', 'openmrs_basic_drugs_ciel.csv')),
    ...readTable(join(folder, 'drugs', 'ciel_allergy_set.csv')).filter((row) => row['concept_class'] === 'Drug'),
  ];
  for (const row of rows) {
    const name = row['name'] ?? '';
    if (/^(heparins|heparinoids|sulfonamides|penicillins)$|antitoxin/i.test(name)) continue;
    const parts = listOf(name, / \/ | and |, (?=[a-z]+ and)| (?=isoniazid)/i);
    if (pass === 'names' && parts.length > 1) continue;
    const ids = parts.length === 1 ? [all.take(name, 'ciel', { rxcui: row['rxnorm'] ?? '', atc: listOf(row['atc'] ?? '', ';') })] : parts.map((part) => all.find(part));
    if (ids.some((id) => id === undefined)) continue;
    if (pass === 'names') continue;
    const known = ids as string[];
    if (known.length > 1) all.addName(name, 'combination', known, 'ciel');
    for (const text of listOf(row['synonyms_en'] ?? '', '|')) if (plainName(text).length > 3) all.addName(text, 'brand', known, 'ciel');
    for (const text of listOf(row['name_fr'] ?? '', '|')) all.addName(text, 'french', known, 'ciel');
  }
}
