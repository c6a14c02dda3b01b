import { listSentLines, type SentLine } from '../../db/queries/suppliers.ts';
import type { SupplierFigures } from '../../preload/contract/suppliers.ts';
import type { Context } from '../facility/context.ts';
import { measure } from './measure.ts';

/** What each supplier's history says, by supplier; `none` for one without. */
export function measureSuppliers(
  ctx: Context,
  supplierId?: string,
): { of: (supplierId: string) => SupplierFigures; lines: readonly SentLine[] } {
  const lines = listSentLines(ctx.raw, supplierId);
  const figures = new Map([...Map.groupBy(lines, (line) => line.supplierId)].map(([id, own]) => [id, measure(toOrders(own))]));
  const none = measure([]);
  return { of: (id) => figures.get(id) ?? none, lines };
}

function toOrders(lines: readonly SentLine[]) {
  return [...Map.groupBy(lines, (line) => line.orderId).values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ sentOn: first.sentOn, isOver: first.status === 'received' || first.status === 'closed', lines: own }] : [];
  });
}
