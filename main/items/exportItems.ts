import { listItemsWithPacks } from '../../db/queries/items.ts';
import type { Row } from '../../db/schema/index.ts';
import { audit } from '../../db/write.ts';
import { type ImportField, importField } from '../../preload/contract/items.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { writeXlsx, type SheetCell } from '../documents/xlsx/writeXlsx.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { readProduct } from '../inventory/item.ts';
import { fold } from '../patients/names.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { noStrength } from './import/identity.ts';
import { heads as importHeads } from './import/columns.ts';
import { minorDigitsOf, moneyText } from './minorDigits.ts';

/** What lies on the shelf is no part of the list: imported elsewhere it would be counted twice. */
const onTheShelf = ['quantity', 'lotNumber', 'expiry', 'unitCost'] as const;
type Field = Exclude<ImportField, (typeof onTheShelf)[number]>;
const fields = importField.options.filter((field): field is Field => !(onTheShelf as readonly string[]).includes(field));
const numbers = new Set<Field>(['packSize', 'reorderLevel', 'minimum', 'maximum', 'leadTimeDays', 'price']);

/** A line a pack, the default one first; the heads are those that the import knows. Told in the audit. */
export const exportItems: HostHandler<'items.export'> = async (host, seat, { format, filter, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const words = fold(filter).split(' ').filter(Boolean).slice(0, 6);
  const digits = minorDigitsOf(ctx.facility.self.currency);
  const found = await inTransaction(ctx, (inside) => {
    const items = listItemsWithPacks(inside.raw, words);
    audit(inside, { action: format === 'pdf' ? 'print' : 'export', resource: 'item', resourceId: 'list', body: { filter, items: items.length } });
    return items;
  });
  const lines = found.flatMap(({ item, packs }) => packs.map((pack) => lineOf(item, readProduct(item.product), pack, digits)));
  const file = await fileOf(format, lines);
  return { name: `items-${ctx.today()}.${format}`, mediaType: file.mediaType, base64: file.bytes.toString('base64'), rows: found.length };

  async function fileOf(wanted: typeof format, rows: readonly Record<Field, string>[]): Promise<{ bytes: Buffer; mediaType: string }> {
    const heads = fields.map((field) => importHeads[field][0] ?? field);
    if (wanted === 'csv') return { mediaType: 'text/csv', bytes: Buffer.from(toCsv([heads, ...rows.map((row) => fields.map((field) => row[field]))])) };
    if (wanted === 'xlsx') {
      const columns = fields.map((field, at) => ({ head: heads[at] ?? field, kind: numbers.has(field) ? ('number' as const) : ('text' as const), ...(field === 'name' && { width: 44 }) }));
      const cells = rows.map((row) => fields.map((field): SheetCell => (numbers.has(field) && row[field] !== '' ? Number(row[field]) : row[field])));
      return { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: writeXlsx(columns, cells, sheetNames[locale]) };
    }
    const print = printWords[locale];
    const input = {
      facility: letterheadOf(ctx),
      title: print.title,
      notes: filter.trim() === '' ? [] : [print.filter(filter.trim())],
      columns: [{ head: print.name, width: 0 }, { head: print.form, width: 70 }, { head: print.atc, width: 52 }, { head: print.category, width: 90 }, { head: print.ven, width: 28 }, { head: print.pack, width: 110 }, { head: print.gtin, width: 80 }, { head: print.levels, width: 100 }, { head: print.price, width: 50 }],
      rows: rows.map((row) => [row.name, row.form === row.unit ? row.form : `${row.form}, ${row.unit}`, row.atc, [row.category, row.programme].filter(Boolean).join(', '), row.ven, `${row.packSize} ${row.packName}`.trim(), row.gtin, `${row.reorderLevel || '–'} / ${row.minimum || '–'} / ${row.maximum || '–'}`, row.price]),
      printed: printedNow(ctx),
    };
    return { mediaType: 'application/pdf', bytes: await makePdf('plainList', input, { locale }) };
  }
}; // prettier-ignore

const sheetNames = { en: 'Items', fr: 'Articles' } as const;
const printWords = {
  en: { title: 'List of items', filter: (text: string) => `Only names with “${text}”`, name: 'Name', form: 'Form, unit', atc: 'ATC', category: 'Category, programme', ven: 'VEN', pack: 'Units a pack', gtin: 'GTIN', levels: 'Reorder / min / max', price: 'Price' },
  fr: { title: 'Liste des articles', filter: (text: string) => `Seulement les noms avec «\u00A0${text}\u00A0»`, name: 'Nom', form: 'Forme, unité', atc: 'ATC', category: 'Catégorie, programme', ven: 'VEN', pack: 'Unités par boîte', gtin: 'GTIN', levels: 'Seuil / min / max', price: 'Prix' },
} as const; // prettier-ignore

const orEmpty = (value: number | null) => (value === null ? '' : String(value));
const yesNo = (is: number) => (is === 1 ? 'yes' : 'no');

function lineOf(item: Row<'item'>, product: Product, pack: Row<'item_pack'>, digits: number): Record<Field, string> {
  const strengths = product.ingredients.map(({ strength, unit }) => (strength === null ? noStrength : `${strength} ${unit ?? ''}`.trim()));
  const hasStrength = product.ingredients.some(({ strength }) => strength !== null);
  return {
    name: item.name,
    ingredient: product.ingredients.map(({ inn }) => inn).join(' + '),
    strength: hasStrength ? strengths.join(' + ') : '',
    form: item.form,
    unit: item.unit,
    atc: item.atc ?? '',
    category: item.category,
    programme: item.programme,
    ven: item.ven ?? '',
    packSize: String(pack.size),
    packName: pack.name,
    gtin: pack.gtin ?? '',
    reorderLevel: String(item.reorder_level),
    minimum: orEmpty(item.minimum),
    maximum: orEmpty(item.maximum),
    leadTimeDays: orEmpty(item.lead_time_days),
    price: item.price === null ? '' : moneyText(item.price, digits),
    isControlled: yesNo(item.is_controlled),
    isColdChain: yesNo(item.is_cold_chain),
  };
}
