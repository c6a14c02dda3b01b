import { bornOn, countPeople, countWithWord, matchPatients, type Patient, toPatientRow } from '../../db/queries/patients.ts';
import { survivingId } from '../../db/queries/identity.ts';
import { isDay } from '../../preload/contract/dates.ts';
import type { DuplicateCandidate, PersonDetails } from '../../preload/contract/patients.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import type { Population } from './linkage/liken.ts';
import { allOf, anyOf, exactly, soundOrWord } from './match.ts';
import { foldedTokens, nameWords, phoneDigits } from './names.ts';
import { possible, resemblances } from './score.ts';
import { readAsOne } from './readAsOne.ts';
import { forgiven } from './nearness.ts';
import { nearWords } from './vocabulary.ts';

const most = 10;
const blockSize = 300;

export const findDuplicates: QueryHandler<'patients.findDuplicates'> = async (ctx, person) => {
  const candidates = await resembling(ctx, person);
  ctx.facility.settled.noteSearch(
    ctx,
    'patients.findDuplicates',
    candidates.map((candidate) => candidate.patientId),
  );
  return { candidates };
};

/** People who may be this one, most alike first. */
export async function resembling(ctx: Pick<Context, 'db' | 'raw'>, person: PersonDetails): Promise<DuplicateCandidate[]> {
  const people = await block(ctx, person);
  const details = people.map((patient) => ({ ...toPatientRow(patient), familyName: patient.family_name, givenNames: patient.given_names }));
  const found = resemblances(person, details, populationOf(ctx.raw));
  const likeFirst = people
    .map((patient, at) => ({ patient, ...found[at]! }))
    .filter((candidate) => candidate.score >= possible)
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
  const standing = await readAsOne(
    ctx,
    likeFirst.map(({ patient }) => patient),
  );
  return standing.map((patient) => {
    const alike = likeFirst.find(
      (candidate) => candidate.patient.id === patient.id || survivingId(ctx.raw, candidate.patient.id) === patient.id,
    );
    return { ...toPatientRow(patient), score: alike!.score, reasons: alike!.reasons };
  });
}

/** In a small file a count says little: it is taken together with a hundred people elsewhere, one of whom has the name. */
const unseen = { people: 100, share: 0.01 };

/** How common names and villages are here, from the index of the search. */
function populationOf(raw: Context['raw']): Population {
  const people = countPeople(raw);
  const known = new Map<string, number>();
  const share = (word: string) => {
    const counted = known.get(word) ?? (countWithWord(raw, word) + unseen.people * unseen.share) / (people + unseen.people);
    known.set(word, counted);
    return counted;
  };
  return { people, share };
}

/** Whom a comparison is worth: two names that agree by sound or spelling, one of them with year or village, the telephone, the birth date. */
async function block(ctx: Pick<Context, 'db' | 'raw'>, person: PersonDetails): Promise<Patient[]> {
  const names = [...new Set([...nameWords(person.familyName), ...nameWords(person.givenNames)])];
  const loosely = names.map((name) =>
    anyOf([soundOrWord(name), ...nearWords(ctx.raw, name, { unfinished: false, limit: forgiven(name) }).map(exactly)]),
  );
  const pairs = loosely.flatMap((one, at) => loosely.slice(at + 1).map((other) => allOf([one, other])));
  const phone = phoneDigits(person.phone).slice(-8);
  const year = Number(person.birthDate?.slice(0, 4) ?? 0);
  const around = [year - 1, year, year + 1].map((each) => exactly(String(each)));
  const village = foldedTokens(person.village).map(exactly);
  const matches = [
    ...pairs,
    ...(phone.length >= 7 ? [exactly(phone)] : []),
    ...(year > 0 && loosely.length > 0 ? [allOf([anyOf(names.map(exactly)), anyOf(around), ...village])] : []),
  ];
  const found: Patient[] = [];
  for (const match of matches.slice(0, 16)) found.push(...(await matchPatients(ctx.db, match, blockSize)));
  if (person.birthDate !== null && person.birthDatePrecision === 'day')
    found.push(...(await bornOn(ctx.db, sameOrExchanged(person.birthDate), blockSize)));
  return [...new Map(found.map((patient) => [patient.id, patient])).values()];
}

function sameOrExchanged(day: string): string[] {
  const [year, month, dayOfMonth] = day.split('-');
  const exchanged = `${year}-${dayOfMonth}-${month}`;
  return isDay(exchanged) ? [day, exchanged] : [day];
}
