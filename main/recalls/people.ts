import { listPatientRows } from '../../db/queries/patients.ts';
import { listContacts } from '../../db/queries/recalls.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { RecallPerson } from '../../preload/contract/recalls.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { sightNow } from '../security/sightNow.ts';
import { readRecall } from './rows.ts';
import { whoGot } from './trace.ts';

export const recallPeople: QueryHandler<'recalls.people'> = async (ctx, { recallId }) => {
  const found = await peopleOf(ctx, recallId);
  ctx.facility.settled.noteSearch(
    ctx,
    'recalls.people',
    found.people.map(({ patient }) => patient.patientId),
  );
  return found;
};

/** That somebody stands here says what they were given: who may not see the record is told how many, not who. @throws 'not_found' */
export async function peopleOf(ctx: Context, recallId: string): Promise<{ people: RecallPerson[]; hidden: number }> {
  const { lots } = await readRecall(ctx, recallId);
  const got = whoGot(ctx, lots.map((lot) => lot.lotId)); // prettier-ignore
  const sight = sightNow(ctx);
  const seen = got.filter(({ patientId }) => !sight || sight(patientId).sight !== 'none');
  const patients = await listPatientRows(ctx.db, seen.map(({ patientId }) => patientId)); // prettier-ignore
  const contacts = Map.groupBy(await listContacts(ctx.db, [recallId]), (row) => row.patient_id);
  const people = seen.flatMap(({ patientId, ...given }) => {
    const patient = patients.get(patientId);
    const told = (contacts.get(patientId) ?? []).map((row) => ({
      how: row.how as RecallPerson['contacts'][number]['how'],
      broughtBack: row.brought_back,
      note: row.note,
      at: row.recorded_at,
      by: row.by,
    }));
    return patient ? [{ patient, ...given, contacts: told }] : [];
  });
  return { people: people.sort((a, b) => Number(isReached(a)) - Number(isReached(b))), hidden: got.length - seen.length };
}

export const isReached = (person: Pick<RecallPerson, 'contacts'>): boolean => person.contacts.some(({ how }) => how !== 'not-reached');

/** Whether this person got any of it. @throws 'not_found', 'recall.not_given' */
export async function assertGotIt(ctx: Context, lotIds: readonly string[], patientId: string): Promise<void> {
  if (!whoGot(ctx, lotIds).some((person) => person.patientId === patientId)) throw new AppError('recall.not_given');
}
