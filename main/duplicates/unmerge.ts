import { countRows, findMerge, listMerges, type Merge } from '../../db/queries/identity.ts';
import { findPatient, linkedPatientIds, listPatientRows, type Patient } from '../../db/queries/patients.ts';
import { listAllFacts } from '../../db/queries/registration.ts';
import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { assertOwnSight } from './assertOwnSight.ts';
import { toFacts } from '../registration/toFacts.ts';
import { changeSurviving } from './changeSurviving.ts';
import { givenBack, shownValue, type Taken } from './mergeFields.ts';
import { toMergeRow } from './merges.ts';

/** @throws 'not_found', 'duplicates.not_merged', 'patient.restricted' */
export const previewUnmerge: QueryHandler<'duplicates.previewUnmerge'> = async (ctx, { linkId }) => {
  const { merge, surviving, fields } = await standing(ctx, linkId);
  const { changes, given, kept } = givenBack(surviving, fields);
  const people = await listPatientRows(ctx.db, [merge.patient_id, merge.surviving_id]);
  return {
    merge: toMergeRow(merge, people),
    givesBack: given.map((field) => ({ field, from: shownValue(field, changes, 'before'), to: shownValue(field, changes, 'after') })),
    keeps: kept,
    readAgain: (await factsOf(ctx, merge)).filter(({ factId }) => (JSON.parse(merge.left_out) as string[]).includes(factId)),
    since: {
      surviving: await countRows(ctx.db, merge.surviving_id, merge.created_at),
      merged: await countRows(ctx.db, merge.patient_id, merge.created_at),
    },
  };
};

/**
 * Both records stand for themselves again. Every row stays where it was recorded; the values that the surviving record had
 * taken over go back, but for those that somebody has changed since.
 * @throws 'not_found', 'duplicates.not_merged', 'patient.restricted'
 */
export const unmergeRecords: CommandHandler<'duplicates.unmerge'> = {
  run: async (ctx, { linkId, reason }) => {
    const { merge, surviving, fields } = await standing(ctx, linkId);
    const { changes, given, kept } = givenBack(surviving, fields);
    changeSurviving(ctx, surviving, changes, reason);
    handOn(ctx, merge, fields);
    amend(ctx, 'patient_link', linkId, { ended_at: ctx.now() }, { reason });
    for (const patientId of [merge.surviving_id, merge.patient_id]) {
      audit(ctx, { action: 'unmerge', resource: 'patient', resourceId: patientId, patientId, reason, body: { linkId } });
    }
    return { givenBack: given, kept };
  },
};

/** Every fact of both records, those left out as well. */
async function factsOf(ctx: Context, merge: Merge) {
  const ids = await linkedPatientIds(ctx.db, merge.surviving_id);
  return toFacts(await listAllFacts(ctx.db, ids));
}

/** A later merge took over what this one had brought: what it gives back one day is then what stood there before this one. */
function handOn(ctx: Context, merge: Merge, fields: readonly Taken[]): void {
  for (const later of listMerges(ctx.raw, [merge.surviving_id], mostMerges)) {
    if (later.id === merge.id || later.ended_at !== null || later.surviving_id !== merge.surviving_id || later.id < merge.id) continue;
    const own = JSON.parse(later.fields) as Taken[];
    const next = own.map((each) => {
      const under = fields.find(({ column, after }) => column === each.column && after === each.before);
      return under ? { ...each, before: under.before } : each;
    });
    if (next.some((each, at) => each !== own[at])) amend(ctx, 'patient_merge', later.id, { fields: JSON.stringify(next) });
  }
}
const mostMerges = 1000;

async function standing(ctx: Context, linkId: string): Promise<{ merge: Merge; surviving: Patient; fields: Taken[] }> {
  const merge = findMerge(ctx.raw, linkId);
  const surviving = merge && (await findPatient(ctx.db, merge.surviving_id));
  if (!merge || !surviving) throw new AppError('not_found', { resource: 'PatientLink' });
  assertOwnSight(ctx, [merge.patient_id, merge.surviving_id]);
  if (merge.ended_at !== null) throw new AppError('duplicates.not_merged');
  return { merge, surviving, fields: JSON.parse(merge.fields) as Taken[] };
}
