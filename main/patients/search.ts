import { findPatientByNumber, matchPatients, type Patient, recentPatients, toPatientRow } from '../../db/queries/patients.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { forgiven } from './nearness.ts';
import { allOf, asTyped, beginningMatch, identifierMatch, looseMatches, wholeMatch } from './match.ts';
import { costOf, notFound, rank } from './rank.ts';
import { readTyped, type Typed } from './typed.ts';
import { readAsOne } from './readAsOne.ts';
import { nearWords } from './vocabulary.ts';

/** More than this many fit what was typed so far: who was here lately is looked through as well. */
const enough = 300;

export const search: QueryHandler<'patients.search'> = async (ctx, input) => {
  const found = await findPeople(ctx, input.text, input.limit);
  ctx.facility.settled.noteSearch(
    ctx,
    'patients.search',
    found.map((patient) => patient.id),
  );
  return { patients: found.map(toPatientRow) };
};

/** Any part of any name in any order, number, telephone, birth year or day, village; misspelt where few fit exactly. Best first. */
export async function findPeople(ctx: Pick<Context, 'db' | 'raw'>, text: string, limit: number): Promise<Patient[]> {
  const typed = readTyped(text);
  if (typed.number !== null) {
    const found = await findPatientByNumber(ctx.db, typed.number);
    return found ? readAsOne(ctx, [found]) : [];
  }
  if (typed.names.length + typed.digits.length + typed.days.length === 0) return [];
  const identifier = identifierMatch(text);
  const identified = identifier === '' ? [] : await matchPatients(ctx.db, identifier, limit);
  return (await readAsOne(ctx, [...identified, ...rank(typed, await candidates(ctx, typed, limit), limit)])).slice(0, limit);
}

async function candidates(ctx: Pick<Context, 'db' | 'raw'>, typed: Typed, limit: number): Promise<Patient[]> {
  const people = new Map<string, Patient>();
  const addMatches = async (match: string): Promise<number> => {
    if (match === '') return 0;
    const found = await matchPatients(ctx.db, match, enough);
    for (const patient of found) people.set(patient.id, patient);
    return found.length;
  };
  const exact = await addMatches(wholeMatch(typed));
  const begun = await addMatches(beginningMatch(typed));
  if (exact === enough || begun === enough || beginningMatch(typed) === '') {
    const cost = costOf(typed);
    const words = typed.names.length + typed.digits.length + typed.days.length;
    for (const patient of await recentPatients(ctx.db, enough))
      if (cost(patient) < Math.min(words, notFound)) people.set(patient.id, patient);
  }
  if (people.size >= limit) return [...people.values()];
  const last = typed.names.at(-1);
  const loose = looseMatches(typed, (word) => nearWords(ctx.raw, word, { unfinished: word === last, limit: forgiven(word) }));
  if ((await addMatches(allOf(loose))) === enough) {
    // The newest of too many: whoever has one of the words as it was typed is looked for as well.
    const exactly = asTyped(typed);
    for (let at = 0; at < loose.length && loose.length > 1; at++) await addMatches(allOf(loose.with(at, exactly[at] ?? '')));
  }
  if (people.size < limit) {
    const looser = (word: string) => nearWords(ctx.raw, word, { unfinished: false, limit: Math.max(1, forgiven(word)), inside: true });
    await addMatches(allOf(looseMatches(typed, looser)));
  }
  // A word that fits nobody else's: a wrong year, another village. Each is left out in turn.
  if (people.size === 0 && loose.length > 1 && loose.length <= 5) {
    for (let at = 0; at < loose.length; at++) await addMatches(allOf(loose.toSpliced(at, 1)));
  }
  return [...people.values()];
}
