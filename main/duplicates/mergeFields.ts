import type { Patient } from '../../db/queries/patients.ts';
import type { MergeField } from '../../preload/contract/duplicates.ts';
import { fold, sortName } from '../patients/names.ts';
import { jaroWinkler } from '../patients/nearness.ts';

type Column = keyof Pick<
  Patient,
  | 'family_name'
  | 'given_names'
  | 'sort_name'
  | 'sex'
  | 'birth_date'
  | 'birth_date_precision'
  | 'phone'
  | 'village'
  | 'district'
  | 'region'
  | 'country'
  | 'language'
  | 'gender'
  | 'deceased_on'
  | 'photo_blob_id'
  | 'is_unidentified'
>;
export type Taken = { column: Column; before: string | number | null; after: string | number | null };

const columnsOf: Readonly<Record<MergeField, readonly Column[]>> = {
  familyName: ['family_name'],
  givenNames: ['given_names'],
  sex: ['sex'],
  birthDate: ['birth_date', 'birth_date_precision'],
  phone: ['phone'],
  village: ['village'],
  district: ['district'],
  region: ['region'],
  country: ['country'],
  language: ['language'],
  gender: ['gender'],
  deceasedOn: ['deceased_on'],
  photo: ['photo_blob_id'],
  unidentified: ['is_unidentified'],
};
export const mergeFields = Object.keys(columnsOf) as MergeField[];

export function isSameField(field: MergeField, one: Patient, other: Patient): boolean {
  return columnsOf[field].every((column) => one[column] === other[column]);
}

/** As it is stored; '' where there is nothing. */
export function storedValue(field: MergeField, patient: Patient): string {
  const value = patient[columnsOf[field][0]!];
  return value === null || value === 0 ? '' : String(value);
}

/** The surviving value stays, unless only the other record has one, knows the birth date more exactly, or knows who it is. */
export function proposed(field: MergeField, surviving: Patient, merged: Patient): 'surviving' | 'merged' {
  if (field === 'unidentified') return surviving.is_unidentified === 1 && merged.is_unidentified === 0 ? 'merged' : 'surviving';
  const isEmpty = (patient: Patient) => ['', 'unknown'].includes(storedValue(field, patient));
  if (isEmpty(surviving) && !isEmpty(merged)) return 'merged';
  const exactness = ['year', 'month', 'day'];
  const isMoreExact = exactness.indexOf(merged.birth_date_precision) > exactness.indexOf(surviving.birth_date_precision);
  return field === 'birthDate' && !isEmpty(merged) && isMoreExact ? 'merged' : 'surviving';
}

/** What changes in the surviving record when these fields are taken from the merged one. */
export function taken(surviving: Patient, merged: Patient, take: readonly MergeField[]): Taken[] {
  const columns = mergeFields.filter((field) => take.includes(field)).flatMap((field) => columnsOf[field]);
  const after = { ...surviving, ...Object.fromEntries(columns.map((column) => [column, merged[column]])) };
  return withSortName(surviving, after, columns);
}

/** What gives the values back that a merge took over; what was changed since stays as it is. */
export function givenBack(surviving: Patient, fields: readonly Taken[]): { changes: Taken[]; given: MergeField[]; kept: MergeField[] } {
  const byColumn = new Map(fields.map((each) => [each.column, each]));
  const touched = mergeFields.filter((field) => columnsOf[field].some((column) => byColumn.has(column)));
  const isUnchanged = (field: MergeField) =>
    columnsOf[field].every((column) => !byColumn.has(column) || byColumn.get(column)!.after === surviving[column]);
  const given = touched.filter(isUnchanged);
  const columns = given.flatMap((field) => columnsOf[field].filter((column) => byColumn.has(column)));
  const after = { ...surviving, ...Object.fromEntries(columns.map((column) => [column, byColumn.get(column)!.before])) };
  return { changes: withSortName(surviving, after, columns), given, kept: touched.filter((field) => !given.includes(field)) };
}

function withSortName(before: Patient, after: Patient, columns: readonly Column[]): Taken[] {
  const sorted = { ...after, sort_name: sortName({ familyName: after.family_name, givenNames: after.given_names }) };
  return ([...columns, 'sort_name'] as Column[])
    .filter((column) => before[column] !== sorted[column])
    .map((column) => ({ column, before: before[column], after: sorted[column] }));
}

/** What a person would say against it at first sight. */
export function differences(one: Patient, other: Patient): ('other-sex' | 'other-given-name' | 'other-birth-date')[] {
  const bothSexes = one.sex !== 'unknown' && other.sex !== 'unknown';
  const bothDays =
    one.birth_date_precision === 'day' && other.birth_date_precision === 'day' && one.birth_date !== null && other.birth_date !== null;
  const [given, family] = [
    [one, other].map((patient) => fold(patient.given_names)),
    [one, other].map((patient) => fold(patient.family_name)),
  ];
  const areExchanged = areAlike(given[0]!, family[1]!) && areAlike(family[0]!, given[1]!);
  const hasOtherName = !areAlike(given[0]!, given[1]!) && !areExchanged;
  return [
    ...(bothSexes && one.sex !== other.sex ? (['other-sex'] as const) : []),
    ...(hasOtherName ? (['other-given-name'] as const) : []),
    ...(bothDays && one.birth_date !== other.birth_date ? (['other-birth-date'] as const) : []),
  ];
}

/** Written alike, or one the beginning of the other. */
function areAlike(one: string, other: string): boolean {
  return one === other || one.startsWith(other) || other.startsWith(one) || jaroWinkler(one, other) >= 0.85;
}

/** As a person reads it, for the preview of an unmerge. */
export function shownValue(field: MergeField, changes: readonly Taken[], side: 'before' | 'after'): string {
  const found = changes.find(({ column }) => columnsOf[field].includes(column));
  return String(found?.[side] ?? '');
}
