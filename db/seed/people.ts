import { addDays } from '../../preload/contract/dates.ts';
import { nameGroups, villages, zipfExponent, zipfShift } from './names.ts';
import { type Random, zipfPicker } from './random.ts';

export type InventedPerson = {
  familyName: string;
  givenNames: string;
  sex: 'female' | 'male';
  birthDate: string | null;
  birthDatePrecision: 'day' | 'month' | 'year';
  phone: string;
  village: string;
};

const zipf = <T>(names: readonly T[]) => zipfPicker(names, zipfExponent, zipfShift);
const groups = nameGroups.map((group) => ({
  ...group,
  drawFamily: zipf(group.family),
  drawFemale: zipf(group.female),
  drawMale: zipf(group.male),
}));
const drawVillage = zipf(villages);
// A young population: half are under 19. Shares of people up to each age, rough, after UN World Population Prospects 2024 for western Africa.
const ages: readonly (readonly [upTo: number, share: number])[] = [
  [4, 0.16],
  [14, 0.43],
  [24, 0.62],
  [34, 0.76],
  [44, 0.86],
  [54, 0.92],
  [64, 0.96],
  [84, 1],
];

export function inventPerson(random: Random, today: string): InventedPerson {
  const group = pickGroup(random);
  const sex = random.happens(0.54) ? 'female' : 'male'; // women come to clinics more
  const drawGiven = sex === 'female' ? group.drawFemale : group.drawMale;
  const first = drawGiven(random);
  const second = random.happens(group.secondGiven) ? drawGiven(random) : first;
  const birth = inventBirth(random, today);
  return {
    familyName: group.drawFamily(random),
    givenNames: second === first ? first : `${first} ${second}`,
    sex,
    ...birth,
    phone: random.happens(0.7) ? inventPhone(random) : '',
    village: random.happens(0.9) ? drawVillage(random) : '',
  };
}

function pickGroup(random: Random): (typeof groups)[number] {
  let at = random.next();
  for (const group of groups) if ((at -= group.share) < 0) return group;
  return groups[0]!;
}

/** Many know their year only: written as 1 January of it, with precision 'year'. */
function inventBirth(random: Random, today: string): Pick<InventedPerson, 'birthDate' | 'birthDatePrecision'> {
  if (random.happens(0.03)) return { birthDate: null, birthDatePrecision: 'year' };
  const at = random.next();
  const band = ages.findIndex(([, share]) => at < share);
  const oldest = ages[band]?.[0] ?? 84;
  const youngest = band === 0 ? 0 : (ages[band - 1]?.[0] ?? 0) + 1;
  const day = addDays(today, -random.whole(Math.floor(youngest * 365.25), Math.floor((oldest + 1) * 365.25) - 1));
  const isEstimated = random.happens(oldest > 34 ? 0.45 : oldest > 4 ? 0.15 : 0.02);
  return isEstimated
    ? { birthDate: `${day.slice(0, 4)}-01-01`, birthDatePrecision: 'year' }
    : { birthDate: day, birthDatePrecision: 'day' };
}

function inventPhone(random: Random): string {
  const digits = (count: number) => String(random.whole(0, 10 ** count - 1)).padStart(count, '0');
  // +999 is given to no country: nobody's telephone rings
  return `+999 ${random.pick(['70', '76', '77', '78'])} ${digits(3)} ${digits(2)} ${digits(2)}`;
}
