import { lastRun, pageOfPairs } from '../../db/queries/identity.ts';
import type { Patient } from '../../db/queries/patients.ts';
import type { LearnedWeights } from '../../preload/contract/duplicates.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { isRunning } from './find.ts';
import { toCompared, toEvidence } from './toCompared.ts';

const verdicts = { same: ['certain', 'likely'], review: ['review'], distinguished: ['certain', 'likely', 'review'] } as const;

export const listDuplicates: QueryHandler<'duplicates.list'> = async (ctx, { show, offset, limit }) => {
  const filter = { verdicts: verdicts[show], areDistinguished: show === 'distinguished' };
  const run = lastRun(ctx.raw);
  const { total, pairs } = pageOfPairs(ctx.raw, filter, { offset, limit });
  const ids = [...new Set(pairs.flatMap((pair) => [pair.patient_id, pair.other_id]))];
  const people: Patient[] = ids.length === 0 ? [] : await ctx.db.selectFrom('patient').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(people.map((patient) => [patient.id, toCompared(patient)]));
  ctx.facility.settled.noteSearch(ctx, 'duplicates.list', ids);
  return {
    run: run
      ? {
          status: (run.status === 'running' && !isRunning(ctx.facility) ? 'cancelled' : run.status) as 'done',
          startedAt: run.started_at,
          endedAt: run.ended_at,
          records: run.records,
          weights: JSON.parse(run.weights) as LearnedWeights[],
        }
      : null,
    total,
    pairs: pairs.map((pair) => ({
      pairId: pair.id,
      score: pair.score,
      verdict: pair.verdict as 'certain',
      one: byId.get(pair.patient_id)!,
      other: byId.get(pair.other_id)!,
      evidence: toEvidence(pair),
    })),
  };
};
