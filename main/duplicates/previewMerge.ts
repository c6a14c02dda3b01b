import { countRows, findDistinction, findPair } from '../../db/queries/identity.ts';
import { listMarks } from '../../db/queries/visibility.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertOwnSight } from './assertOwnSight.ts';
import { comparedFacts } from './comparedFacts.ts';
import { differences, isSameField, mergeFields, proposed, storedValue } from './mergeFields.ts';
import { toCompared, toEvidence } from './toCompared.ts';
import { twoRecords } from './twoRecords.ts';

/** @throws 'not_found', 'patient.restricted', 'duplicates.already_joined' */
export const previewMerge: QueryHandler<'duplicates.previewMerge'> = async (ctx, input) => {
  const ids = [input.surviving.patientId, input.merged.patientId] as const;
  assertOwnSight(ctx, ids);
  const [surviving, merged] = await twoRecords(ctx, ...ids);
  const linked = [...(await linkedPatientIds(ctx.db, surviving.id)), ...(await linkedPatientIds(ctx.db, merged.id))];
  const marks = await listMarks(ctx.db, linked);
  return {
    surviving: toCompared(surviving),
    merged: toCompared(merged),
    fields: mergeFields.map((field) => ({
      field,
      isSame: isSameField(field, surviving, merged),
      proposed: proposed(field, surviving, merged),
      surviving: storedValue(field, surviving),
      merged: storedValue(field, merged),
    })),
    facts: await comparedFacts(ctx, ...ids),
    holds: { surviving: await countRows(ctx.db, surviving.id, null), merged: await countRows(ctx.db, merged.id, null) },
    evidence: toEvidence(findPair(ctx.raw, ...ids)),
    warnings: [
      ...differences(surviving, merged),
      ...(findDistinction(ctx.raw, ...ids) ? (['said-different'] as const) : []),
      ...(marks.length > 0 ? (['sensitive'] as const) : []),
    ],
  };
};
