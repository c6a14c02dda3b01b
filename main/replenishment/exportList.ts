import { audit } from '../../db/write.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { WasteRow } from '../../preload/contract/replenishment.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { ReplenishmentListInput, SuggestedPrint } from '../documents/pdf/replenishmentList.ts';
import { type SheetCell, type SheetColumn, writeXlsx } from '../documents/xlsx/writeXlsx.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { listWaste, suggestLines } from './suggest.ts';

type Sheet = { columns: readonly SheetColumn[]; cells: SheetCell[][]; print: Pick<ReplenishmentListInput, 'list' | 'rows'> };

const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** Told in the audit; the file is handed over and not kept. */
export const exportReplenishment: HostHandler<'replenishment.export'> = async (host, seat, input) => {
  const ctx = makeContext(host.open(), seat);
  const { list, format, locale } = input;
  const sheet = await inTransaction(ctx, (inside) => {
    const made = list === 'suggested' ? suggestedSheet(inside, input.lines) : wasteSheet(inside);
    const action = format === 'pdf' ? 'print' : 'export';
    audit(inside, { action, resource: 'replenishment.export', resourceId: list, body: { format, rows: made.cells.length } });
    return made;
  });
  const { columns, cells } = sheet;
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([columns.map(({ head }) => head), ...cells.map((row) => row.map((one) => String(one ?? '')))]))
      : format === 'xlsx'
        ? writeXlsx(columns, cells, list)
        : await makePdf('replenishmentList', toPrint(ctx, sheet), { locale });
  const name = `${list === 'suggested' ? 'order' : 'expiring'}-${ctx.today()}.${format}`;
  return { name, mediaType: mediaTypes[format], base64: bytes.toString('base64'), rows: cells.length };
};

const toPrint = (ctx: Context, { print }: Sheet) =>
  ({
    facility: letterheadOf(ctx),
    currency: ctx.facility.self.currency,
    preparedBy: ctx.user.displayName,
    printed: printedNow(ctx),
    ...print,
  }) as ReplenishmentListInput;

/** Heads are the same in every language: a program reads them. Money in minor units. */
const suggestedColumns: readonly SheetColumn[] = [
  { head: 'item', width: 40 },
  { head: 'unit' },
  { head: 'ven' },
  { head: 'usable', kind: 'number' },
  { head: 'on_order', kind: 'number' },
  { head: 'average_monthly_consumption', kind: 'number' },
  { head: 'runs_out_on', kind: 'day' },
  { head: 'lead_time_days', kind: 'number' },
  { head: 'safety_stock', kind: 'number' },
  { head: 'reorder_point', kind: 'number' },
  { head: 'order_up_to', kind: 'number' },
  { head: 'pack_size', kind: 'number' },
  { head: 'packs', kind: 'number' },
  { head: 'quantity', kind: 'number' },
  { head: 'cost_minor_units', kind: 'number' },
  { head: 'why', width: 80 },
];

/** The lines that were ticked, with the packs as they were edited and the sentence as it was read, in the list's order. */
function suggestedSheet(ctx: Context, chosen: Extract<Input<'replenishment.export'>, { list: 'suggested' }>['lines']): Sheet {
  const wanted = new Map(chosen.map((line) => [line.itemId, line]));
  const lines = suggestLines(ctx).lines.flatMap((line) => {
    const own = wanted.get(line.itemId);
    if (!own || own.packs === 0) return [];
    const quantity = own.packs * line.packSize;
    return [{ ...line, packs: own.packs, quantity, why: own.why, cost: line.unitPrice === null ? null : line.unitPrice * quantity }];
  });
  return {
    columns: suggestedColumns,
    cells: lines.map((one) => [one.itemName, one.unit, one.ven, one.usable, one.onOrder, one.amc, one.runsOutOn, one.leadTimeDays, one.safetyStock, one.reorderPoint, one.upTo, one.packSize, one.packs, one.quantity, one.cost, one.why]),
    print: {
      list: 'suggested',
      rows: lines.map(({ itemName: item, unit, usable, amc, runsOutOn, packs, packSize, cost, why }): SuggestedPrint => ({ item, unit, usable, amc, runsOutOn, packs, packSize, cost, why })),
    },
  };
} // prettier-ignore

const wasteColumns: readonly SheetColumn[] = [
  { head: 'item', width: 40 },
  { head: 'unit' },
  { head: 'lot' },
  { head: 'expiry', kind: 'day' },
  { head: 'is_expired' },
  { head: 'on_hand', kind: 'number' },
  { head: 'unused', kind: 'number' },
  { head: 'value_minor_units', kind: 'number' },
];

function wasteSheet(ctx: Context): Sheet {
  const lots = listWaste(ctx);
  const cellsOf = (one: WasteRow): SheetCell[] => [one.itemName, one.unit, one.lotNumber, one.expiry, one.isExpired ? 'yes' : 'no', one.onHand, one.waste, one.wasteValue]; // prettier-ignore
  return {
    columns: wasteColumns,
    cells: lots.map(cellsOf),
    print: { list: 'waste', rows: lots.map(({ itemName: item, lotNumber: lot, ...row }) => ({ item, lot, ...row })) },
  };
}
