import type { LinkedPerson } from '../../db/queries/identity.ts';
import type { DuplicateCandidate, PersonDetails } from '../../preload/contract/patients.ts';
import { liken, type Likeness, type Population } from './linkage/liken.ts';
import { fold } from './names.ts';

type Reason = DuplicateCandidate['reasons'][number];
export type Resemblance = { score: number; reasons: Reason[] };

/** From here on a registration is answered with the person found. Chosen by the cases in test/unit/main/patients/score.test.ts. */
export const likely = 0.7;
/** From here on a person is shown beside a registration that is being typed: also a twin. */
export const possible = 0.05;

/** 0 to 1 that this is one of the others, with what agrees. What differs lowers the score and is not a reason. */
export function resemblances(person: PersonDetails, others: readonly PersonDetails[], population: Population): Resemblance[] {
  return liken(toLinked(person), others.map(toLinked), population).map((likeness, at) => ({
    score: likeness.score,
    reasons: reasonsOf(likeness, person, others[at]!),
  }));
}

function toLinked(person: PersonDetails): LinkedPerson {
  return {
    id: '',
    family_name: person.familyName,
    given_names: person.givenNames,
    sex: person.sex,
    birth_date: person.birthDate,
    birth_date_precision: person.birthDatePrecision,
    phone: person.phone,
    village: person.village,
  };
}

const closeBirth = new Set(['swapped', 'one-digit', 'same-month', 'year-only', 'near-year-only']);
const speaksFor = new Set(['same', 'sounds-alike', 'one-slip', 'two-slips', 'initial', 'part']);

function reasonsOf({ levels, values }: Likeness, one: PersonDetails, other: PersonDetails): Reason[] {
  const reasons: Reason[] = [];
  const say = (code: Reason['code'], mine: string, theirs: string) =>
    reasons.push({ code, detail: mine === theirs ? mine : `${mine} · ${theirs}` });
  const [given, family] = [levels.get('given') ?? '', levels.get('family') ?? ''];
  if (speaksFor.has(given) && speaksFor.has(family)) {
    const areExchanged = values.get('given')?.[1] !== fold(other.givenNames);
    say(
      areExchanged ? 'swapped-names' : given === 'same' && family === 'same' ? 'same-name' : 'similar-name',
      fullName(one),
      fullName(other),
    );
  }
  const birth = levels.get('birthDate') ?? '';
  const isExact = one.birthDatePrecision === 'day' && other.birthDatePrecision === 'day';
  if (birth === 'same' || closeBirth.has(birth))
    say(birth === 'same' && isExact ? 'same-birth-date' : 'close-birth-date', one.birthDate ?? '', other.birthDate ?? '');
  if (levels.get('phone') === 'same') say('same-phone', one.phone, other.phone);
  if (['same', 'near'].includes(levels.get('village') ?? '')) say('same-village', one.village, other.village);
  if (levels.get('sex') === 'same' && reasons.length > 0) say('same-sex', one.sex, other.sex);
  return reasons;
}

function fullName(person: PersonDetails): string {
  return `${person.givenNames} ${person.familyName}`.trim();
}
