import { listItemsToMatch, listPrices, listSupplierCodes } from '../../db/queries/suppliers.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { putPrice } from './prices.ts';
import { readPriceList } from './readPriceList.ts';

/** @throws 'not_found', 'prices.no_columns' */
function readFor(ctx: Context, { supplierId, text, columns }: Input<'suppliers.importPrices'>) {
  const supplier = ctx.raw.prepare('SELECT currency FROM supplier WHERE id = ?').get(supplierId) as { currency: string } | undefined;
  if (!supplier) throw new AppError('not_found', { resource: 'supplier' });
  const today = ctx.today();
  const list = readPriceList(
    text,
    {
      items: listItemsToMatch(ctx.raw),
      codes: listSupplierCodes(ctx.raw, supplierId),
      now: listPrices(ctx.raw, { day: today, supplierId }),
      today,
      minorDigits:
        new Intl.NumberFormat('en', { style: 'currency', currency: supplier.currency }).resolvedOptions().maximumFractionDigits ?? 2,
    },
    columns,
  );
  if (list.rows.length === 0) throw new AppError('prices.empty');
  return list;
}

const shownRows = 1000;

export const previewPrices: QueryHandler<'suppliers.previewPrices'> = async (ctx, input) => {
  const { header, columns, rows } = readFor(ctx, input);
  const ready = rows.filter(({ state }) => state === 'ready').length;
  const worstFirst = rows.toSorted((a, b) => Number(a.state === 'ready') - Number(b.state === 'ready') || a.row - b.row);
  return { header, columns, rows: worstFirst.slice(0, shownRows).map(({ read: _, ...row }) => row), ready, leftOut: rows.length - ready };
};

/** What is ready is stored; the rest stays out and was named before. @throws 'not_found', 'prices.empty', 'prices.no_columns' */
export const importPrices: CommandHandler<'suppliers.importPrices'> = {
  run: async (ctx, input) => {
    const { columns, rows } = readFor(ctx, input);
    if (columns.price === undefined || (columns.item === undefined && columns.code === undefined)) throw new AppError('prices.no_columns');
    const ready = rows.flatMap(({ state, read }) => (state === 'ready' && read ? [read] : []));
    for (const price of ready) putPrice(ctx, input.supplierId, price);
    return { stored: ready.length, leftOut: rows.length - ready.length };
  },
};
