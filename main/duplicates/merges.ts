import { listMerges, type Merge } from '../../db/queries/identity.ts';
import { linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import type { MergeRow } from '../../preload/contract/duplicates.ts';
import type { PatientRow } from '../../preload/contract/patients.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const merges: QueryHandler<'duplicates.merges'> = async (ctx, { patientId, limit }) => {
  const found = listMerges(ctx.raw, patientId === undefined ? [] : await linkedPatientIds(ctx.db, patientId), limit);
  const people = await listPatientRows(ctx.db, [...new Set(found.flatMap((merge) => [merge.patient_id, merge.surviving_id]))]);
  return { merges: found.map((merge) => toMergeRow(merge, people)) };
};

export function toMergeRow(merge: Merge, people: ReadonlyMap<string, PatientRow>): MergeRow {
  return {
    linkId: merge.id,
    mergedAt: merge.created_at,
    endedAt: merge.ended_at,
    mergedByName: merge.mergedByName,
    reason: merge.reason,
    surviving: people.get(merge.surviving_id)!,
    merged: people.get(merge.patient_id)!,
  };
}
