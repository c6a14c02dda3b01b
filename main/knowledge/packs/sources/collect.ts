import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { AppError } from '../../../../preload/contract/errors.ts';
import type { Knowledge } from '../../knowledge.ts';
import { matchMedicine } from '../../matchMedicine.ts';
import { plainName } from '../../plainName.ts';
import type { PackHead, PackTable } from '../../../../sync/packs/format.ts';

/** What a source becomes: everything of the head but who signs, and the number that its maker gives it. */
export type Collected = { head: Omit<PackHead, 'publisher' | 'sequence'>; tables: PackTable[]; left: number };

/** One of the tables that may not be shipped: `files` by their place in the folder; `collect` reads them against what is known. */
export type PackSource = { summary: string; files: readonly string[]; collect: (texts: readonly string[], names: Names) => Collected };

/** @throws 'file.missing' */
export function readSourceFile(folder: string, path: string): string {
  try {
    const bytes = readFileSync(join(folder, path));
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new AppError('file.missing', { name: path });
  }
}

export type CsvLine = Readonly<Record<string, string>>;

export function readLines(text: string, delimiter: ',' | '\t' = ','): CsvLine[] {
  return Papa.parse<CsvLine>(text, { header: true, skipEmptyLines: true, delimiter, ...(delimiter === '\t' && { quoteChar: '\0' }) }).data;
}

/** Names to ingredients of the program, letter by letter or in another spelling, never by likeness; those it does not know become new ones. */
export class Names {
  readonly #knowledge: Knowledge;
  readonly #made = new Map<string, { id: string; name: string; atc: Set<string> }>();

  readonly #byRxcui: ReadonlyMap<string, string>;

  constructor(knowledge: Knowledge, ingredients: readonly (readonly string[])[]) {
    this.#knowledge = knowledge;
    this.#byRxcui = new Map(ingredients.flatMap(([id = '', , , rxcuis = '']) => rxcuis.split(';').map((rxcui): [string, string] => [rxcui, id])));
  }

  byRxcui(rxcui: string): string | undefined {
    return /^\d+$/.test(rxcui) ? this.#byRxcui.get(rxcui) : undefined;
  }

  /** Empty: nobody knows it, or it is one of several. */
  find(name: string): string[] {
    const match = matchMedicine(name, this.#knowledge);
    return match.confidence >= 0.95 && match.unmatched.length === 0 ? match.ingredients.map(({ id }) => id) : [];
  }

  /** Finds one ingredient, or begins it. */
  take(name: string, atc = ''): string | undefined {
    const found = this.find(name);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    const plain = plainName(name);
    const id = plain.replaceAll(' ', '-');
    if (plain.length < 4 || /\d{3}/.test(plain) || this.#knowledge.classes.has(id)) return undefined;
    const made = this.#made.get(id) ?? { id, name: name.toLowerCase(), atc: new Set<string>() };
    if (atc !== '') made.atc.add(atc);
    this.#made.set(id, made);
    return id;
  }

  /** The tables of those that were begun. */
  tables(source: string): PackTable[] {
    const made = [...this.#made.values()];
    if (made.length === 0) return [];
    return [
      { name: 'ingredients', mode: 'add', columns: ['id', 'name', 'atc', 'rxcui'], rows: made.map(({ id, name, atc }) => [id, name, [...atc].toSorted().join(';'), '']) },
      { name: 'names', mode: 'add', columns: ['text', 'kind', 'ingredients', 'source'], rows: made.map(({ id, name }) => [name, 'inn', id, source]) },
    ];
  }
} // prettier-ignore

export const reference = (id: string, name: string, edition: string, source: string): PackTable => ({
  name: 'references',
  mode: 'add',
  columns: ['id', 'name', 'edition', 'source'],
  rows: [[id, name, edition, source]],
});

/** `rows`: ingredient, kind, value, note; sorted, each once. */
export const factsTable = (list: string, rows: readonly (readonly [string, string, string, string])[]): PackTable => ({
  name: 'ingredientFacts',
  mode: 'add',
  columns: ['ingredient', 'kind', 'value', 'note', 'list'],
  rows: [...new Map(rows.map((row) => [row.join('\t'), [...row, list]])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row),
});
