import type { FlagKind, MedicineFlag } from '../../preload/contract/knowledge.ts';
import type { TableRows } from './load.ts';

/** What is to be said of an ingredient wherever it is picked or handed out, each with the publication that says so (resources/knowledge/FLAGS.md). */
export type FlagTables = {
  /** by ingredient id, in the order: controlled, high-alert, look-alike */
  of: (ingredientId: string) => readonly MedicineFlag[];
  /** the name with tall-man letters */
  tallMan: (ingredientId: string) => string | null;
  /** published look-alikes, by `pairKey` */
  lookAlikes: ReadonlySet<string>;
};

export function readFlags(rows: TableRows, nameOf: (ingredientId: string) => string): FlagTables {
  const source = new Map(rows('references').map(([id = '', name = '', edition = '']) => [id, `${name}, ${edition}`]));
  const byIngredient = new Map<string, Map<string, MedicineFlag & { sources: string[] }>>();
  const add = (id: string, kind: FlagKind, detail: string, list: string) => {
    const flags = byIngredient.get(id) ?? new Map<string, MedicineFlag & { sources: string[] }>();
    byIngredient.set(id, flags);
    const said = source.get(list) ?? list;
    const before = flags.get(`${kind} ${detail}`);
    if (!before) flags.set(`${kind} ${detail}`, { kind, ingredient: nameOf(id), detail, source: said, sources: [said] });
    else if (!before.sources.includes(said)) before.sources.push(said);
  };
  for (const [id = '', kind = '', detail = '', list = ''] of rows('flags')) add(id, kind as FlagKind, detail, list);
  const pairs = new Set<string>();
  for (const [left = '', right = '', leftName = '', rightName = '', list = ''] of rows('lookAlikes')) {
    add(left, 'look-alike', rightName, list);
    add(right, 'look-alike', leftName, list);
    pairs.add(left < right ? `${left}|${right}` : `${right}|${left}`);
  }
  const letters = new Map(rows('tallMan').map(([id = '', text = '']) => [id, text]));
  const ordered = new Map(
    [...byIngredient].map(([id, flags]) => [
      id,
      [...flags.values()]
        .map(({ sources, ...flag }) => ({ ...flag, source: sources.join('; ') }))
        .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.detail < b.detail ? -1 : 1)),
    ]),
  );
  return { of: (id) => ordered.get(id) ?? [], tallMan: (id) => letters.get(id) ?? null, lookAlikes: pairs };
}

const kinds: readonly FlagKind[] = ['controlled', 'high-alert', 'look-alike'];
