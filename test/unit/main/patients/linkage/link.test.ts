import { expect, test } from 'vitest';
import type { Column, Role } from '../../../../../main/patients/linkage/fields.ts';
import { link } from '../../../../../main/patients/linkage/link.ts';
import { inventedRegister, type RegisterRow } from '../../../../support/inventedRegister.ts';

const roles = {
  given: 'given',
  family: 'family',
  sex: 'sex',
  born: 'birth-date',
  phone: 'phone',
  village: 'address',
  nationalId: 'identifier',
} satisfies Partial<Record<keyof RegisterRow, Role>>;
type Told = keyof typeof roles;

function columnsOf(rows: readonly RegisterRow[], left: readonly Told[] = []): Column[] {
  return (Object.keys(roles) as Told[])
    .filter((key) => !left.includes(key))
    .map((key) => ({ name: key, role: roles[key], values: rows.map((row) => row[key]) }));
}

function measure(rows: readonly RegisterRow[], left: readonly Told[] = []) {
  const { pairs } = link(columnsOf(rows, left));
  const isTrue = (pair: { one: number; other: number }) => rows[pair.one]!.of === rows[pair.other]!.of;
  const said = pairs.filter((pair) => pair.verdict !== 'review');
  const certain = pairs.filter((pair) => pair.verdict === 'certain');
  const copies = new Map<number, number>();
  for (const { of } of rows) copies.set(of, (copies.get(of) ?? 0) + 1);
  const truePairs = [...copies.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  return {
    f1: (2 * said.filter(isTrue).length) / (said.length + truePairs),
    certainShare: certain.filter(isTrue).length / truePairs,
    certainWrong: certain.filter((pair) => !isTrue(pair)).length,
  };
}

// Registers of five regions, people with twins, siblings and namesakes of one household and up to five errors a copy.
test.each([1, 2, 3, 4, 5])('who stands twice in the register of region %i is found, families stay apart', (seed) => {
  const found = measure(inventedRegister(seed, { people: 900, twice: 220, errors: 5 }));
  expect(found.f1).toBeGreaterThan(0.94);
  expect(found.certainShare).toBeGreaterThan(0.4);
  expect(found.certainWrong).toBeLessThanOrEqual(1);
});

test('without telephone, identifier, village and sex, names and birth date still tell most', () => {
  const found = measure(inventedRegister(1), ['phone', 'nationalId', 'village', 'sex']);
  expect(found.f1).toBeGreaterThan(0.93);
  expect(found.certainWrong).toBeLessThanOrEqual(2);
});

test('without birth dates nobody is certain but by an identifier', () => {
  const rows = inventedRegister(2);
  const certain = link(columnsOf(rows, ['born'])).pairs.filter((pair) => pair.verdict === 'certain');
  expect(certain.length).toBeGreaterThan(10);
  for (const { one, other } of certain) expect(rows[one]!.nationalId).toBe(rows[other]!.nationalId);
});

test('a register in which nobody stands twice has no certain pair', () => {
  const rows = inventedRegister(3, { people: 900, twice: 0, errors: 3 });
  expect(link(columnsOf(rows)).pairs.filter((pair) => pair.verdict === 'certain')).toEqual([]);
});

test('the same list always gets the same answer', () => {
  const columns = columnsOf(inventedRegister(4, { people: 200, twice: 40, errors: 3 }));
  expect(link(columns).pairs).toEqual(link(columns).pairs);
});

const home = { family: 'Traoré', sex: 'm', phone: '70112233', village: 'Kolda', nationalId: '' };
const others = inventedRegister(1, { people: 150, twice: 20, errors: 2 });

test('twins of one house are not one person', () => {
  const rows = [
    { ...home, given: 'Moussa', born: '2015-04-03', of: -1 },
    { ...home, given: 'Ibrahim', born: '2015-04-03', of: -2 },
    ...others,
  ];
  expect(link(columnsOf(rows)).pairs.filter(({ one, other, verdict }) => one === 0 && other === 1 && verdict !== 'review')).toEqual([]);
});

test('a child is not the grandfather whose name it has', () => {
  const rows = [
    { ...home, given: 'Moussa', born: '2015-04-03', of: -1 },
    { ...home, given: 'Moussa', born: '1951-09-20', of: -2 },
    ...others,
  ];
  expect(link(columnsOf(rows)).pairs.filter(({ one, other, verdict }) => one === 0 && other === 1 && verdict !== 'review')).toEqual([]);
});

test('names exchanged, another spelling and a day told as the month are one person, and each field says so', () => {
  const person = { ...home, given: 'Moussa', born: '2015-04-03', of: -1 };
  const rows = [person, { ...person, given: 'Traore', family: 'Mousa', born: '2015-03-04' }, ...others];
  const { pairs, explain } = link(columnsOf(rows));
  const pair = pairs.find(({ one, other }) => one === 0 && other === 1);
  expect(pair?.verdict).not.toBe('review');
  const fields = Object.fromEntries(explain(pair!).map((each) => [each.field, each]));
  expect(fields['given']).toMatchObject({ level: 'sounds-alike', values: ['moussa', 'mousa'] });
  expect(fields['family']).toMatchObject({ level: 'same', values: ['traore', 'traore'] });
  expect(fields['born']).toMatchObject({ level: 'swapped', values: ['20150403', '20150304'] });
  expect(fields['nationalId']).toMatchObject({ level: 'missing', weight: 0 });
  expect(fields['given']!.weight).toBeGreaterThan(0);
});

test('a list of five still knows an obvious copy', () => {
  const rows = [
    { ...home, given: 'Moussa', born: '2015-04-03', of: -1 },
    { ...home, given: 'Mousa', born: '2015-04-03', of: -1 },
    ...others.slice(0, 3),
  ];
  expect(link(columnsOf(rows)).pairs).toMatchObject([{ one: 0, other: 1 }]);
});

test.each([[[]], [['Awa']]])('%j is nobody twice', (values) => {
  expect(link([{ name: 'given', role: 'given', values }]).pairs).toEqual([]);
});

test('other scripts, one letter, two hundred letters and emoji are names', () => {
  const values = ['محمد علي', 'محمد علی', 'ሰላም', 'Ж', 'x'.repeat(200), '🙂', '', "O'Neil", 'O’Neil'];
  const born = values.map((_, at) => (at < 2 ? '1990-02-03' : at > 6 ? '1980-05-06' : `19${40 + at}-01-02`));
  const { pairs } = link([
    { name: 'name', role: 'full-name', values },
    { name: 'born', role: 'birth-date', values: born },
  ]);
  expect(pairs.map(({ one, other }) => [one, other])).toContainEqual([7, 8]);
  expect(pairs.map(({ one, other }) => [one, other])).toContainEqual([0, 1]);
});
