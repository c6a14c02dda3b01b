import { type AuditSelection, listAuditBodies, type StoredEntry } from '../../db/queries/audit.ts';
import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import { findRow, findRowOwner } from '../../db/queries/records.ts';
import type { TableName } from '../../db/schema/index.ts';
import type { HistoryEntry, RecordEntry } from '../../preload/contract/audit.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { openContent } from './auditContent.ts';
import { isOfRecord, recordTables, subjectOf } from './recordTables.ts';
import { recordedChanges } from './recordedChanges.ts';

type Keys = Pick<Context, 'raw' | 'keys'>;
const most = 500;
const mostOfRecord = 2000;

/** @throws 'not_found' */
export const historyOf: QueryHandler<'history.of'> = async (ctx, { resource, id }) => {
  const table = recordTables[resource];
  const entries = await ctx.facility.exclusive(() => {
    const owner = findRowOwner(ctx.raw, table, id);
    return owner === null ? null : rowHistory(ctx, { patientIds: [owner], resource: table, resourceId: id });
  });
  if (!entries) throw new AppError('not_found', { resource });
  return { entries };
};

/** @throws 'not_found' */
export const historyOfRecord: QueryHandler<'history.ofRecord'> = async (ctx, { patientId, onlyWithdrawn }) => {
  if (!(await findPatient(ctx.db, patientId))) throw new AppError('not_found', { resource: 'Patient' });
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  const entries = await ctx.facility.exclusive(() =>
    listAuditBodies(ctx.raw, { patientIds, action: 'amend' }, { limit: mostOfRecord })
      .filter((line) => isOfRecord(line.resource))
      .flatMap((line): RecordEntry[] => {
        const entry = toEntry(ctx, line);
        if (!entry) return [];
        const isWithdrawn = entry.changes.some(({ field, after }) => field === 'status' && after === 'entered-in-error');
        const subject = subjectOf(line.resource, findRow(ctx.raw, line.resource, line.resourceId));
        return [{ ...entry, resource: line.resource, subject, isWithdrawn }];
      }),
  );
  return { entries: onlyWithdrawn ? entries.filter((entry) => entry.isWithdrawn) : entries };
};

/** @throws 'not_found' */
export const historyOfItem: QueryHandler<'inventory.history'> = async (ctx, { itemId }) => {
  const entries = await ctx.facility.exclusive(() =>
    findRow(ctx.raw, 'item', itemId) ? rowHistory(ctx, { resource: 'item', resourceId: itemId }) : null,
  );
  if (!entries) throw new AppError('not_found', { resource: 'item' });
  return { entries };
};

/** Of something that is nobody's record: an item, a supplier; null where there is no such row. */
export const historyOfRow = (ctx: Keys, table: TableName, id: string): HistoryEntry[] | null =>
  findRow(ctx.raw, table, id) ? rowHistory(ctx, { resource: table, resourceId: id }) : null;

/** What others changed since `version` of the patient's details: each amendment is one version. */
export function changedSince(ctx: Keys, patientId: string, versions: number): { fields: string[]; at: string | null } {
  const later = rowHistory(ctx, { patientIds: [patientId], resource: 'patient', resourceId: patientId })
    .filter((entry) => entry.action === 'amend')
    .slice(0, Math.max(0, versions));
  return { fields: [...new Set(later.flatMap((entry) => entry.changes.map(({ field }) => field)))], at: later[0]?.at ?? null };
}

/** Of one row, newest first. */
function rowHistory(ctx: Keys, selection: AuditSelection): HistoryEntry[] {
  return listAuditBodies(ctx.raw, selection, { limit: most })
    .filter(({ action }) => action === 'create' || action === 'amend')
    .flatMap((line) => toEntry(ctx, line) ?? []);
}

/** Null: nothing that a person would name was changed. */
function toEntry(ctx: Keys, line: StoredEntry): HistoryEntry | null {
  const { content, changes, reason } = openContent(ctx, line);
  const named = recordedChanges(changes);
  const isErased = content === 'erased';
  if (named.length === 0 && !isErased) return null;
  const { seq, at, actorName } = line;
  return { seq, at, actorName, action: line.action === 'create' ? 'create' : 'amend', reason, isErased, changes: named };
}
