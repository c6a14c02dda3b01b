import { findAuditEntry, listLooks } from '../../db/queries/audit.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { openContent } from './auditContent.ts';

/** @throws 'not_found' */
export const auditEntry: QueryHandler<'audit.entry'> = (ctx, { seq }) =>
  inTransaction(ctx, (inside) => {
    const found = findAuditEntry(inside.raw, seq);
    if (!found) throw new AppError('not_found', { resource: 'AuditEvent' });
    const { body: _, sealedReason: _sealed, isSealed, seatName, patientNumber, ...row } = found;
    const { reason, ...shown } = openContent(inside, found);
    if (isSealed === 1 && shown.content !== 'erased') {
      audit(inside, { action: 'read', resource: 'audit_event', resourceId: String(seq), patientId: row.patientId });
    }
    return { row: { ...row, reason }, seatName, patientNumber, ...shown };
  });

export const whoLooked: QueryHandler<'audit.whoLooked'> = async (ctx, { patientId }) => {
  const ids = await linkedPatientIds(ctx.db, patientId);
  return { lines: await ctx.facility.exclusive(() => listLooks(ctx.raw, ids)) };
};
