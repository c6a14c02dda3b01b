import { findItem, listLots } from '../../db/queries/inventory.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { StockLabel } from '../documents/pdf/stockLabels.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { printedNow } from '../reports/printed.ts';

/** GS1 element strings carry days as YYMMDD. Source: GS1 General Specifications, application identifiers 01, 10 and 17. */
const gs1Day = (day: string): string => day.slice(2).replaceAll('-', '');

export const stockLabels: HostHandler<'stockReports.labels'> = async (host, seat, { itemId, kind, copies, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const item = await findItem(ctx.db, itemId);
  if (!item) throw new AppError('not_found', { resource: 'item' });
  const pack = await ctx.db.selectFrom('item_pack').select('gtin').where('item_id', '=', itemId).where('gtin', 'is not', null).orderBy('is_default', 'desc').executeTakeFirst();
  const gtin = pack?.gtin ?? null;
  const about = { name: item.name, unit: item.unit, form: item.form };
  const here = (await listLots(ctx.db, itemId)).filter((lot) => lot.onHand > 0);
  const lots = [...new Map(here.map((lot) => [lot.lotId, lot])).values()];
  if (kind === 'lots' && lots.length === 0) throw new AppError('label.no_lots');
  const labels: StockLabel[] =
    kind === 'shelf'
      ? [{ ...about, lotNumber: null, expiry: null, code: gtin ? `01${gtin}` : itemId }]
      : lots.map(({ lotNumber, expiry }) => ({ ...about, lotNumber, expiry, code: `${gtin ? `01${gtin}` : ''}${expiry ? `17${gs1Day(expiry)}` : ''}10${lotNumber}` }));
  const repeated = labels.flatMap((label) => Array.from({ length: copies }, () => label));
  await inTransaction(ctx, (inside) => audit(inside, { action: 'print', resource: 'item', resourceId: itemId, body: { kind, labels: repeated.length } }));
  const pdf = await makePdf('stockLabels', { labels: repeated, printed: printedNow(ctx) }, { locale });
  return { name: `labels-${kind}.pdf`, mediaType: 'application/pdf', base64: pdf.toString('base64'), rows: repeated.length };
}; // prettier-ignore
