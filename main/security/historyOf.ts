import { listPatientChanges } from '../../db/queries/audit.ts';
import { findPatient } from '../../db/queries/patients.ts';
import type { FieldChange, HistoryEntry } from '../../preload/contract/audit.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { openContent } from './auditContent.ts';

/** Columns that a person would name, by the contract's words; the others follow from them. */
const fieldNames: Readonly<Record<string, string>> = {
  family_name: 'familyName',
  given_names: 'givenNames',
  sex: 'sex',
  birth_date: 'birthDate',
  birth_date_precision: 'birthDatePrecision',
  phone: 'phone',
  village: 'village',
};
const most = 500;

/** @throws 'not_found' */
export const historyOf: QueryHandler<'history.of'> = async (ctx, { id }) => {
  if (!(await findPatient(ctx.db, id))) throw new AppError('not_found', { resource: 'Patient' });
  return { entries: await ctx.facility.exclusive(() => patientHistory(ctx, id)) };
};

/** Newest first. */
export function patientHistory(ctx: Pick<Context, 'raw' | 'keys'>, patientId: string): HistoryEntry[] {
  return listPatientChanges(ctx.raw, patientId, most).flatMap((entry): HistoryEntry[] => {
    const { content, changes, reason } = openContent(ctx, entry);
    const named = changes.flatMap((change): FieldChange[] => {
      const field = fieldNames[change.field];
      return field === undefined ? [] : [{ ...change, field }];
    });
    const isErased = content === 'erased';
    if (named.length === 0 && !isErased) return [];
    const { seq, at, actorName } = entry;
    return [{ seq, at, actorName, action: entry.action === 'create' ? 'create' : 'amend', reason, isErased, changes: named }];
  });
}

/** What others changed since `version`: each amendment is one version. */
export function changedSince(
  ctx: Pick<Context, 'raw' | 'keys'>,
  patientId: string,
  versions: number,
): { fields: string[]; at: string | null } {
  const later = patientHistory(ctx, patientId)
    .filter((entry) => entry.action === 'amend')
    .slice(0, Math.max(0, versions));
  return { fields: [...new Set(later.flatMap((entry) => entry.changes.map(({ field }) => field)))], at: later[0]?.at ?? null };
}
