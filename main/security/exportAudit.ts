import { findPatientIdByNumber } from '../../db/queries/audit.ts';
import { audit } from '../../db/write.ts';
import { auditExportMost, type AuditFilter, type AuditRow } from '../../preload/contract/audit.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { listOpenedRows } from './auditRows.ts';
import { toSelection } from './auditSelection.ts';
import { toCsv } from './csv.ts';

/** Told in the audit before a row leaves; the file is handed over and not kept. @throws 'audit.too_many' { most } */
export const exportAudit: HostHandler<'audit.export'> = async (host, seat, { filter, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const most = auditExportMost[format];
  const selection = await toSelection(ctx, filter);
  await inTransaction(ctx, (inside) =>
    audit(inside, {
      action: 'export',
      resource: 'audit_event',
      resourceId: format,
      patientId: (filter.patient && findPatientIdByNumber(inside.raw, filter.patient)) ?? null,
      body: { filter: { ...filter, ...(filter.text === undefined ? {} : { text: '(typed)' }) } }, // it may name anybody
    }),
  );
  const rows = await ctx.facility.exclusive(() => listOpenedRows(ctx, selection, { limit: most + 1 }));
  if (rows.length > most) throw new AppError('audit.too_many', { most });
  const bytes = format === 'csv' ? Buffer.from(toCsv([heads, ...rows.map(toCells)])) : await toPdf(ctx, filter, rows, locale);
  return {
    name: `audit-${ctx.today()}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: rows.length,
  };
};

/** The columns' names are those of the stored rows, in every language: a program reads them. */
const heads = ['seq', 'at', 'actor_kind', 'actor', 'action', 'resource', 'resource_id', 'patient_id', 'reason'] as const;

function toCells(row: AuditRow): string[] {
  return [String(row.seq), row.at, row.actorKind, row.actorName, row.action, row.resource, row.resourceId, row.patientId ?? '', row.reason];
}

function toPdf(ctx: Context, filter: AuditFilter, rows: readonly AuditRow[], locale: 'en' | 'fr'): Promise<Buffer> {
  return makePdf(
    'auditList',
    {
      facility: letterheadOf(ctx),
      filter: Object.entries(filter).map(([name, value]) => `${name}: ${value}`),
      rows: rows.map(({ actorName, resourceId, ...row }) => ({ ...row, who: actorName, which: resourceId })),
      exportedBy: ctx.user.displayName,
      printed: printedNow(ctx),
    },
    { locale },
  );
}
