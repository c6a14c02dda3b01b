import type { IngredientFact } from './knowledge.ts';
import type { TableRows } from './load.ts';

type Facts = { of: (ingredientId: string) => readonly IngredientFact[]; atcOf: (ingredientId: string) => readonly string[] };

/** Facts about single ingredients that only packs bring. ATC codes join those that are shipped. */
export function readFacts(rows: TableRows): Facts {
  const table = rows('ingredientFacts');
  if (table.length === 0) return { of: () => [], atcOf: () => [] };
  const sources = new Map(rows('references').map(([id = '', name = '', edition = '']) => [id, `${name}, ${edition}`]));
  const byIngredient = Map.groupBy(table, ([id = '']) => id);
  const facts = new Map(
    [...byIngredient].map(([id, own]) => [
      id,
      own.map(([, kind = '', value = '', note = '', list = '']) => ({ kind, value, note, source: sources.get(list) ?? list })),
    ]),
  );
  const of = (id: string) => facts.get(id) ?? [];
  return { of, atcOf: (id) => of(id).flatMap(({ kind, value }) => (kind === 'atc' ? [value] : [])) };
}
