import type { Knowledge } from '../knowledge/knowledge.ts';

/** Rules about exactly what is ordered: all ingredients of a rule are in the order. */
export function rulesOf<T extends { ingredients: readonly string[] }>(
  ordered: readonly { id: string }[],
  byIngredient: ReadonlyMap<string, readonly T[]>,
): T[] {
  const ids = new Set(ordered.map(({ id }) => id));
  return [...new Set([...ids].flatMap((id) => byIngredient.get(id) ?? []))].filter((rule) => rule.ingredients.every((id) => ids.has(id)));
}

/** "US labels, diseases, 2024 (label texts 73, 202)", or with the words of a citation. `list`: whose edition stands before label texts. */
export function sourceText(sources: readonly string[], list: string, knowledge: Knowledge): string {
  const labels = sources.filter((source) => source.startsWith('label:')).map((source) => source.slice('label:'.length));
  const cited = sources.filter((source) => !source.startsWith('label:'));
  const { name, edition } = knowledge.lists.get(list) ?? { name: list, edition: '' };
  const many = labels.length > 3 ? `${labels.slice(0, 3).join(', ')} …` : labels.join(', ');
  if (cited.length > 0) return `${name}, ${edition}: ${cited.join('; ')}`;
  return `${name}, ${edition} (label ${labels.length === 1 ? 'text' : 'texts'} ${many})`;
}
