import { listAuditChoices } from '../../db/queries/audit.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { listOpenedRows } from './auditRows.ts';
import { toSelection } from './auditSelection.ts';

export const listAudit: QueryHandler<'audit.list'> = async (ctx, { before, limit, ...filter }) => {
  const selection = await toSelection(ctx, filter);
  const rows = await ctx.facility.exclusive(() => listOpenedRows(ctx, selection, { before, limit: limit + 1 }));
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
};

export const auditChoices: QueryHandler<'audit.choices'> = (ctx) => ctx.facility.exclusive(() => listAuditChoices(ctx.raw));
