import { nameGroups, zipfExponent, zipfShift } from '../../db/seed/names.ts';
import { type Random, seededRandom, zipfPicker } from '../../db/seed/random.ts';

type Person = { given: string; family: string; sex: string; born: string; phone: string; village: string; nationalId: string };
export type RegisterRow = Person & { of: number };

/**
 * A register in which some people stand twice or three times, with what happens at a desk: names exchanged, misspelt,
 * transliterated or shortened, a birth date swapped or told as a year, another telephone, a move. One person in seven has a
 * twin, a sibling or a namesake of the same household. `of` says who somebody is.
 */
export function inventedRegister(seed: number, size = { people: 900, twice: 220, errors: 3 }): RegisterRow[] {
  const random = seededRandom(seed);
  const group = nameGroups[seed % nameGroups.length]!;
  const draw = (names: readonly string[]) => zipfPicker(names, zipfExponent, zipfShift)(random);
  const rows: RegisterRow[] = [];
  const add = (person: Person): RegisterRow => {
    const row = { ...person, of: rows.length };
    rows.push(row);
    return row;
  };
  const anybody = (): Person => {
    const sex = random.pick(['f', 'm']);
    return {
      given: draw(sex === 'f' ? group.female : group.male),
      family: draw(group.family),
      sex,
      born: day(random, random.whole(1930, 2022)),
      phone: `7${random.whole(10_000_000, 99_999_999)}`,
      village: `Village ${random.whole(1, 60)}`,
      nationalId: random.happens(0.45) ? `CF${random.whole(10_000_000, 99_999_999)}` : '',
    };
  };
  for (let count = 0; count < size.people; count++) {
    const first = add(anybody());
    if (!random.happens(1 / 7)) continue;
    const home = { ...first, nationalId: '' };
    const other = draw((first.sex === 'f' ? group.female : group.male).filter((name) => name !== first.given));
    const kind = random.whole(0, 2);
    if (kind === 0) add({ ...home, given: other });
    else if (kind === 1) add({ ...home, given: other, born: day(random, Number(first.born.slice(0, 4)) + random.whole(2, 6)) });
    else add({ ...home, born: day(random, Number(first.born.slice(0, 4)) - random.whole(18, 40)) });
  }
  const people = [...rows];
  for (let count = 0; count < size.twice; count++) {
    const person = random.pick(people);
    for (let copies = random.happens(0.2) ? 2 : 1; copies > 0; copies--) {
      let copy: RegisterRow = { ...person };
      for (let error = random.whole(1, size.errors); error > 0; error--) copy = spoil(random, copy);
      rows.push(copy);
    }
  }
  return shuffled(random, rows);
}

function spoil(random: Random, row: RegisterRow): RegisterRow {
  const [year = '', month = '', dayOfMonth = ''] = row.born.split('-');
  switch (random.whole(0, 9)) {
    case 0:
      return { ...row, given: row.family, family: row.given };
    case 1:
      return { ...row, given: slip(random, row.given) };
    case 2:
      return { ...row, family: slip(random, row.family) };
    case 3:
      return { ...row, given: otherSpelling(row.given), family: otherSpelling(row.family) };
    case 4:
      return { ...row, phone: random.happens(0.3) ? '' : `7${random.whole(10_000_000, 99_999_999)}` };
    case 5:
      return { ...row, village: `Village ${random.whole(1, 60)}` };
    case 6:
      return Number(dayOfMonth) <= 12 ? { ...row, born: `${year}-${dayOfMonth}-${month}` } : { ...row, born: `${year}-${month}-11` };
    case 7:
      return { ...row, born: `${Number(year) + random.whole(-1, 1)}-01-01` };
    case 8:
      return { ...row, nationalId: '', sex: '' };
    default:
      return { ...row, given: row.given.slice(0, 1) };
  }
}

function slip(random: Random, name: string): string {
  const at = random.whole(0, Math.max(0, name.length - 2));
  switch (random.whole(0, 2)) {
    case 0:
      return name.slice(0, at) + name.slice(at + 1);
    case 1:
      return name.slice(0, at) + random.pick('aeimnorst'.split('')) + name.slice(at + 1);
    default:
      return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  }
}

function otherSpelling(name: string): string {
  return name
    .replace(/ou/g, 'u')
    .replace(/ph/g, 'f')
    .replace(/k/g, 'c')
    .replace(/v/g, 'b')
    .replace(/i(?=[aeou])/g, 'y');
}

function day(random: Random, year: number): string {
  if (random.happens(0.15)) return `${year}-01-01`;
  return `${year}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
