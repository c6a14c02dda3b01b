import { isDay } from '../../preload/contract/dates.ts';
import { type PriceField, priceField } from '../../preload/contract/suppliers.ts';
import { fold } from '../patients/names.ts';
import { readTable } from '../patients/linkage/readTable.ts';

export type PriceColumns = Partial<Record<PriceField, number>>;
export type KnownItems = {
  items: readonly { itemId: string; name: string; sortName: string; packSize: number; unit: string }[];
  /** the supplier's own codes */
  codes: readonly { code: string; itemId: string; packSize: number }[];
  /** prices that hold now, by item and pack */
  now: readonly { itemId: string; packSize: number; price: number; minimumPacks: number; code: string }[];
  today: string;
  /** digits of the minor unit: 2 where 1.50 is 150 */
  minorDigits: number;
};
export type ReadPrice = { itemId: string; packSize: number; price: number; minimumPacks: number; code: string; validFrom: string };
export type ReadRow = {
  row: number;
  state: 'ready' | 'no-item' | 'ambiguous-item' | 'no-pack-size' | 'no-price' | 'bad-minimum' | 'bad-day' | 'repeated' | 'unchanged';
  shown: string;
  itemName: string | null;
  packSize: number | null;
  price: number | null;
  read: ReadPrice | null;
};

/** Headers as suppliers write them, folded; English and French. */
const headers: Readonly<Record<PriceField, readonly string[]>> = {
  item: ['item', 'product', 'description', 'medicine', 'name', 'designation', 'article', 'produit', 'medicament', 'libelle'],
  code: ['code', 'item code', 'product code', 'sku', 'reference', 'ref', 'code article'],
  packSize: ['pack size', 'pack', 'packsize', 'units per pack', 'unit pack', 'conditionnement', 'taille', 'unites par boite'],
  price: ['price', 'unit price', 'pack price', 'price per pack', 'cost', 'prix', 'prix unitaire', 'tarif'],
  minimumPacks: ['minimum', 'minimum order', 'min order', 'moq', 'min', 'minimum de commande', 'commande minimale'],
  validFrom: ['valid from', 'from', 'effective', 'effective date', 'valable des', 'a partir du', 'date'],
};

/** Reads a supplier's price list: the columns, and of every row what it says or why it can't be used. */
export function readPriceList(text: string, known: KnownItems, chosen?: PriceColumns) {
  const { table } = readTable(text);
  const columns = chosen ?? findColumns(table.header);
  const find = finder(known);
  const seen = new Set<string>();
  const rows = table.rows.map((cells, at): ReadRow => {
    const cell = (field: PriceField) => (columns[field] === undefined ? '' : (cells[columns[field]] ?? '').trim());
    const base = { row: at + 1, shown: cells.join(' · ').slice(0, 200), itemName: null, packSize: null, price: null, read: null };
    const left = (state: ReadRow['state'], more: Partial<ReadRow> = {}): ReadRow => ({ ...base, ...more, state });
    const found = find(cell('code'), cell('item'));
    if (found === null) return left('no-item');
    if (found === 'several') return left('ambiguous-item');
    const itemName = found.name;
    const packSize = cell('packSize') === '' ? found.packSize : wholeOf(cell('packSize'));
    if (packSize === null || packSize > 100_000) return left('no-pack-size', { itemName });
    const price = minorUnits(cell('price'), known.minorDigits);
    if (price === null) return left('no-price', { itemName, packSize });
    const minimumPacks = cell('minimumPacks') === '' ? 1 : wholeOf(cell('minimumPacks'));
    if (minimumPacks === null || minimumPacks > 100_000) return left('bad-minimum', { itemName, packSize, price });
    const validFrom = cell('validFrom') === '' ? known.today : cell('validFrom');
    if (!isDay(validFrom)) return left('bad-day', { itemName, packSize, price });
    const key = `${found.itemId} ${packSize} ${validFrom}`;
    if (seen.has(key)) return left('repeated', { itemName, packSize, price });
    seen.add(key);
    const read = { itemId: found.itemId, packSize, price, minimumPacks, code: cell('code').slice(0, 200), validFrom };
    const isSame = known.now.some(
      (now) =>
        now.itemId === read.itemId &&
        now.packSize === packSize &&
        now.price === price &&
        now.minimumPacks === minimumPacks &&
        now.code === read.code,
    );
    return { ...base, state: isSame ? 'unchanged' : 'ready', itemName, packSize, price, read };
  });
  return { header: [...table.header], columns, rows };
}

function findColumns(header: readonly string[]): PriceColumns {
  const plain = header.map((name) => fold(name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')).trim());
  const columns: PriceColumns = {};
  for (const field of priceField.options) {
    const at = headers[field].map((word) => plain.indexOf(word)).find((index) => index >= 0);
    if (at !== undefined && !Object.values(columns).includes(at)) columns[field] = at;
  }
  return columns;
}

type Found = { itemId: string; name: string; packSize: number };

/** By the supplier's code as it was used before, else by the whole name; two items of one name are not guessed between. */
function finder({ items, codes }: KnownItems): (code: string, name: string) => Found | 'several' | null {
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const byCode = new Map(codes.map((one) => [one.code.toLowerCase(), one]));
  const byName = Map.groupBy(items, (item) => item.sortName);
  return (code, name) => {
    const coded = byCode.get(code.toLowerCase());
    const item = coded && byId.get(coded.itemId);
    if (coded && item) return { ...item, packSize: coded.packSize };
    const named = byName.get(fold(name)) ?? [];
    return named.length > 1 ? 'several' : (named[0] ?? null);
  };
}

function wholeOf(text: string): number | null {
  const digits = /^(?:x\s*|1\s*x\s*)?(\d{1,9})$/i.exec(text.replaceAll(/[\s\u00a0\u202f]/g, ''))?.[1];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}

/** "1,250.00", "1 250,00", "GHS 12.5": the last separator with one or two digits behind it is the decimal one. */
export function minorUnits(text: string, digits: number): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f']/g, '').replace(/^[A-Za-z$€£]+|[A-Za-z$€£]+$/g, '');
  const [, whole, fraction = ''] = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  const amount = Math.round(Number(`${whole.replaceAll(/[.,]/g, '')}.${fraction || '0'}`) * 10 ** digits);
  return Number.isSafeInteger(amount) && amount <= 1_000_000_000 ? amount : null;
}
