/** A form's values as text, by field. */
type Values = Readonly<Record<string, string>>;
type FieldOf<V> = Extract<keyof V, string>;
/** What another desk changed: `clash` where this one typed something else, `theirs` where it typed nothing. */
export type FieldMerge<F extends string> = { field: F; before: string; theirs: string; mine: string; is: 'theirs' | 'clash' };

/** Field by field: `base` is what the form was opened on, `theirs` what is saved now, `mine` what stands in the form. */
export function compareFields<V extends Values>(base: V, theirs: V, mine: V): FieldMerge<FieldOf<V>>[] {
  const text = (values: V, field: FieldOf<V>) => values[field] ?? '';
  return (Object.keys(base) as FieldOf<V>[])
    .filter((field) => theirs[field] !== base[field] && theirs[field] !== mine[field])
    .map((field) => ({
      field,
      before: text(base, field),
      theirs: text(theirs, field),
      mine: text(mine, field),
      is: mine[field] === base[field] ? 'theirs' : 'clash',
    }));
}

/** Nothing that was typed is lost unless `takeTheirs` names its field; nothing that they changed is undone unless it was typed over here. */
export function mergeFields<V extends Values>(mine: V, compared: readonly FieldMerge<FieldOf<V>>[], takeTheirs: ReadonlySet<string>): V {
  const taken = compared.filter(({ field, is }) => is === 'theirs' || takeTheirs.has(field));
  return { ...mine, ...Object.fromEntries(taken.map(({ field, theirs }) => [field, theirs])) };
}
