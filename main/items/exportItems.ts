import { listItemsWithPacks } from '../../db/queries/items.ts';
import { audit } from '../../db/write.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { PlainListInput } from '../documents/pdf/plainList.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { readProduct } from '../inventory/item.ts';
import { fold } from '../patients/names.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { factsOf } from './facts.ts';
import { linesOf, listAsCsv, listAsXlsx, type ListLine } from './listFile.ts';
import { minorDigitsOf } from './minorDigits.ts';

const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A line a pack, the default one first; the import reads it. Told in the audit. */
export const exportItems: HostHandler<'items.export'> = async (host, seat, { format, filter, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const words = fold(filter).split(' ').filter(Boolean).slice(0, 6);
  const digits = minorDigitsOf(ctx.facility.self.currency);
  const found = await inTransaction(ctx, (inside) => {
    const items = listItemsWithPacks(inside.raw, words);
    const action = format === 'pdf' ? 'print' : 'export';
    audit(inside, { action, resource: 'item', resourceId: 'list', body: { filter, items: items.length } });
    return items;
  });
  const lines = found.flatMap(({ item, packs }) => linesOf(factsOf(item, readProduct(item.product)), packs, digits));
  const bytes =
    format === 'csv'
      ? listAsCsv(lines)
      : format === 'xlsx'
        ? listAsXlsx(lines, printWords[locale].sheet)
        : await makePdf('plainList', toSheet(ctx, lines, { filter: filter.trim(), locale }), { locale });
  return { name: `items-${ctx.today()}.${format}`, mediaType: mediaTypes[format], base64: bytes.toString('base64'), rows: found.length };
};

const printWords = {
  en: { sheet: 'Items', title: 'List of items', filter: (text: string) => `Only names with “${text}”`, name: 'Name', form: 'Form, unit', atc: 'ATC', category: 'Category, programme', ven: 'VEN', pack: 'Units a pack', gtin: 'GTIN', levels: 'Reorder / min / max', price: 'Price' },
  fr: { sheet: 'Articles', title: 'Liste des articles', filter: (text: string) => `Seulement les noms avec «\u00A0${text}\u00A0»`, name: 'Nom', form: 'Forme, unité', atc: 'ATC', category: 'Catégorie, programme', ven: 'VEN', pack: 'Unités par boîte', gtin: 'GTIN', levels: 'Seuil / min / max', price: 'Prix' },
} as const; // prettier-ignore

function toSheet(ctx: Context, lines: readonly ListLine[], { filter, locale }: { filter: string; locale: 'en' | 'fr' }): PlainListInput {
  const words = printWords[locale];
  return {
    facility: letterheadOf(ctx),
    title: words.title,
    notes: filter === '' ? [] : [words.filter(filter)],
    columns: [
      { head: words.name, width: 0 },
      { head: words.form, width: 70 },
      { head: words.atc, width: 52 },
      { head: words.category, width: 90 },
      { head: words.ven, width: 28 },
      { head: words.pack, width: 110 },
      { head: words.gtin, width: 80 },
      { head: words.levels, width: 100 },
      { head: words.price, width: 50 },
    ],
    rows: lines.map((line) => [
      line.name,
      line.form === line.unit ? line.form : `${line.form}, ${line.unit}`,
      line.atc,
      [line.category, line.programme].filter(Boolean).join(', '),
      line.ven,
      `${line.packSize} ${line.packName}`.trim(),
      line.gtin,
      [line.reorderLevel, line.minimum, line.maximum].map((level) => level || '–').join(' / '),
      line.price,
    ]),
    printed: printedNow(ctx),
  };
}
