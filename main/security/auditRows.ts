import { type AuditLineRow, type AuditSelection, listAuditRows } from '../../db/queries/audit.ts';
import type { AuditRow } from '../../preload/contract/audit.ts';
import type { Context } from '../facility/context.ts';
import { openReason } from './auditContent.ts';
import { sightNow } from './sightNow.ts';
import { veilReason } from './veils.ts';

/** Lines read at a time while a typed text is looked for in sealed reasons. */
const stride = 500;

/**
 * Newest first, as this reader may see them: a reason typed about a person is opened with their key, '' when it was erased or the
 * record is not for these eyes.
 */
export function listOpenedRows(ctx: Context, selection: AuditSelection, page: { before?: number | undefined; limit: number }): AuditRow[] {
  const text = selection.text?.toLowerCase();
  const sight = sightNow(ctx);
  const open = ({ sealedReason, ...line }: AuditLineRow): AuditRow => {
    const row = { ...line, reason: openReason(ctx, { ...line, sealedReason }) };
    return row.patientId !== null && sight?.(row.patientId).sight === 'none' ? veilReason(row) : row;
  };
  const found: AuditRow[] = [];
  let { before } = page;
  for (;;) {
    const limit = text ? Math.max(stride, page.limit) : page.limit;
    const lines = listAuditRows(ctx.raw, selection, { before, limit });
    for (const line of lines) {
      const row = open(line);
      if (text && !row.reason.toLowerCase().includes(text)) continue;
      found.push(row);
      if (found.length === page.limit) return found;
    }
    if (lines.length < limit) return found;
    before = lines.at(-1)?.seq;
  }
}
