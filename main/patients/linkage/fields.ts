import { fold, phoneDigits } from '../names.ts';
import type { BlockingKey } from './candidates.ts';
import { compareDates } from './compareDates.ts';
import { compareNames } from './compareNames.ts';
import { compareText } from './compareText.ts';
import type { Comparison } from './comparison.ts';
import { dayDigits, readsMonthFirst } from './dates.ts';
import { soundsOfName } from './names.ts';

/** What a column holds. `address`: a place in words; `code`: a short mark of a place (house number, post code); `word`: one of a few. */
export const roles = [
  'given',
  'family',
  'full-name',
  'birth-date',
  'sex',
  'phone',
  'identifier',
  'address',
  'code',
  'email',
  'word',
  'text',
] as const;
export type Role = (typeof roles)[number];
export type Column = { name: string; role: Role; values: readonly string[] };

/** How the columns of a file are compared, and by what its rows are brought together. */
export function fieldsOf(columns: readonly Column[]): { comparisons: Comparison[]; keys: BlockingKey[] } {
  const comparisons: Comparison[] = [];
  const keys: BlockingKey[] = [];
  const { given, family } = namesOf(columns);
  if (given.some((name) => name !== '') || family.some((name) => name !== '')) {
    comparisons.push(...compareNames(given, family));
    keys.push(...nameKeys(given, family));
  }
  for (const { name, role, values } of columns) {
    if (role === 'given' || role === 'family' || role === 'full-name') continue;
    if (role === 'birth-date') {
      const monthFirst = readsMonthFirst(values);
      const days = values.map((value) => dayDigits(value, monthFirst));
      comparisons.push(compareDates(name, days));
      keys.push(...dayKeys(name, days));
      continue;
    }
    const texts = values.map((value) => normal(role, value));
    comparisons.push(compareText(name, texts, textKinds[role]));
    if (role !== 'sex' && role !== 'word') keys.push({ name, of: (row) => (texts[row] === '' ? [] : [texts[row]!]) });
  }
  return { comparisons, keys };
}

type TextRole = Exclude<Role, 'given' | 'family' | 'full-name' | 'birth-date'>;
const textKinds: Readonly<Record<TextRole, Parameters<typeof compareText>[2]>> = {
  sex: { nature: 'own', near: 'no', usual: 0.5 },
  phone: { nature: 'household', near: 'signs', usual: 1e-5 },
  identifier: { nature: 'own', near: 'signs', usual: 1e-6 },
  address: { nature: 'household', near: 'words', usual: 0.01 },
  code: { nature: 'household', near: 'signs', usual: 0.005 },
  email: { nature: 'own', near: 'words', usual: 1e-5 },
  word: { nature: 'household', near: 'no', usual: 0.1 },
  text: { nature: 'household', near: 'words', usual: 0.01 },
};

function normal(role: TextRole, value: string): string {
  if (role === 'phone') return phoneDigits(value).slice(-9);
  if (role === 'identifier') return fold(value).replaceAll(' ', '');
  if (role === 'email') return value.trim().toLowerCase();
  return role === 'sex' ? sexOf(value) : fold(value);
}

const female = new Set([
  'f',
  'female',
  'feminin',
  'femme',
  'feminino',
  'mujer',
  'femenino',
  'woman',
  'girl',
  'fille',
  'w',
  'weiblich',
  'mke',
  'ke',
  'mwanamke',
  'انثى',
  'أنثى',
]);
const male = new Set([
  'm',
  'male',
  'masculin',
  'homme',
  'h',
  'masculino',
  'hombre',
  'man',
  'boy',
  'garcon',
  'mannlich',
  'mme',
  'mwanaume',
  'ذكر',
]);
const notKnown = new Set(['u', 'unknown', 'inconnu', 'o', 'other', 'autre', 'na', 'n a', '9', '0', 'x']);

function sexOf(value: string): string {
  const word = fold(value);
  return female.has(word) ? 'f' : male.has(word) ? 'm' : notKnown.has(word) ? '' : word;
}

/** One column or several; of a full name the last word is taken as the family name, which comparing them exchanged makes good. */
function namesOf(columns: readonly Column[]): { given: string[]; family: string[] } {
  const rows = columns[0]?.values.length ?? 0;
  const of = (role: Role) => columns.filter((column) => column.role === role);
  const joined = (found: readonly Column[]) =>
    Array.from({ length: rows }, (_, row) => fold(found.map(({ values }) => values[row] ?? '').join(' ')));
  const [given, family, full] = [joined(of('given')), joined(of('family')), joined(of('full-name'))];
  return {
    given: given.map((name, row) => (name === '' && family[row] === '' ? full[row]!.split(' ').slice(0, -1).join(' ') : name)),
    family: family.map((name, row) => (name === '' && given[row] === '' ? (full[row]!.split(' ').at(-1) ?? '') : name)),
  };
}

/** Sounds of both names in one pot, so that exchanged names meet; beginnings and endings, for slips that change the sound. */
function nameKeys(given: readonly string[], family: readonly string[]): BlockingKey[] {
  const sound = (names: readonly string[]) => names.map((name) => soundsOfName(name).slice(0, 1));
  const [givenSounds, familySounds] = [sound(given), sound(family)];
  const three = (row: number, cut: (name: string) => string) => [cut(given[row]!), cut(family[row]!)].filter((part) => part.length === 3);
  const isLatin = (name: string) => /^[\p{Script=Latin} ]*$/u.test(name);
  return [
    { name: 'sounds', of: (row) => [...givenSounds[row]!, ...familySounds[row]!] },
    {
      name: 'both sounds',
      of: (row) =>
        givenSounds[row]!.length > 0 && familySounds[row]!.length > 0
          ? [[...givenSounds[row]!, ...familySounds[row]!].toSorted().join(' ')]
          : [],
    },
    { name: 'beginnings', of: (row) => three(row, (name) => name.slice(0, 3)) },
    { name: 'endings', of: (row) => three(row, (name) => name.slice(-3)) },
    { name: 'whole names', of: (row) => [given[row]!, family[row]!].filter((name) => name !== '' && !isLatin(name)) },
  ];
}

function dayKeys(name: string, days: readonly string[]): BlockingKey[] {
  const filled = (row: number, of: (day: string) => string[]) => (days[row] === '' ? [] : of(days[row]!));
  return [
    { name, of: (row) => filled(row, (day) => [day]) },
    { name: `${name}: year`, of: (row) => filled(row, (day) => [day.slice(0, 4)]) },
    {
      name: `${name}: day of the year`,
      of: (row) => filled(row, (day) => (day.endsWith('0101') || day.length < 8 ? [] : [day.slice(4), day.slice(6) + day.slice(4, 6)])),
    },
  ];
}
