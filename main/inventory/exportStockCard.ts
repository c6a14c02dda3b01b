import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { readItem } from './stockLevel.ts';
import { readStockCard } from './stockCard.ts';

type Card = Output<'inventory.stockCard'>;

/** The stock card as a file; who took it out stands in the audit. @throws 'not_found' */
export const exportStockCard: HostHandler<'inventory.exportStockCard'> = async (host, seat, { format, locale, ...range }) => {
  const ctx = makeContext(host.open(), seat);
  const { item, place, card } = await inTransaction(ctx, async (inside) => {
    const found = readItem(inside, range.itemId);
    if (!found) throw new AppError('not_found', { resource: 'item' });
    const at = range.locationId;
    const name = at && (await inside.db.selectFrom('location').select('name').where('id', '=', at).executeTakeFirst())?.name;
    audit(inside, { action: format === 'pdf' ? 'print' : 'export', resource: 'item', resourceId: range.itemId, body: range });
    return { item: found.row, place: name ?? null, card: await readStockCard(inside, range) };
  });
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([heads, ...card.movements.toReversed().map((one) => toCells(one))]))
      : await makePdf(
          'stockCard',
          {
            facility: letterheadOf(ctx),
            item: { name: item.name, unit: item.unit, packSize: item.packSize, reorderLevel: item.reorderLevel },
            place,
            from: range.from,
            to: range.to,
            currency: ctx.facility.self.currency,
            opening: card.opening,
            closing: card.closing,
            rows: card.movements.toReversed(),
            printed: printedNow(ctx),
          },
          { locale },
        );
  return {
    name: `stock-card-${range.from}-${range.to}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: card.movements.length,
  };
};

/** The same in every language: a program reads them. Values in minor units. */
const heads = ['day', 'moved_at', 'reason', 'lot', 'place', 'quantity', 'value', 'balance', 'balance_value', 'by', 'recorded_late_at', 'note']; // prettier-ignore

function toCells(one: Card['movements'][number]): string[] {
  const { quantity, value, balanceAfter, valueAfter } = one;
  const figures = [quantity, value, balanceAfter, valueAfter].map(String);
  return [one.localDate, one.movedAt, one.reason, one.lotNumber, one.locationName, ...figures, one.by, one.recordedAt ?? '', one.note];
}
