import type { PersonValues } from './personForm.ts';

export type PersonField = keyof PersonValues;
/** What another desk changed: `clash` where this one typed something else, `theirs` where it typed nothing. */
export type FieldMerge = { field: PersonField; before: string; theirs: string; mine: string; is: 'theirs' | 'clash' };

const fields: readonly PersonField[] = ['familyName', 'givenNames', 'sex', 'birth', 'phone', 'village'];

/** Field by field: `base` is what the form was opened on, `theirs` what is saved now, `mine` what stands in the form. */
export function comparePerson(base: PersonValues, theirs: PersonValues, mine: PersonValues): FieldMerge[] {
  return fields
    .filter((field) => theirs[field] !== base[field] && theirs[field] !== mine[field])
    .map((field) => ({
      field,
      before: base[field],
      theirs: theirs[field],
      mine: mine[field],
      is: mine[field] === base[field] ? 'theirs' : 'clash',
    }));
}

/** Nothing that was typed is lost unless `takeTheirs` names its field; nothing that they changed is undone unless it was typed over here. */
export function mergePerson(mine: PersonValues, compared: readonly FieldMerge[], takeTheirs: ReadonlySet<PersonField>): PersonValues {
  const taken = compared.filter(({ field, is }) => is === 'theirs' || takeTheirs.has(field));
  return { ...mine, ...Object.fromEntries(taken.map(({ field, theirs }) => [field, theirs])) };
}
