import { countAudit, listAuditRows } from '../../db/queries/audit.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const listAudit: QueryHandler<'audit.list'> = async (ctx, { patientId, offset, limit }) => ({
  total: await countAudit(ctx.db, patientId),
  rows: await listAuditRows(ctx.db, { patientId, offset, limit }),
});
