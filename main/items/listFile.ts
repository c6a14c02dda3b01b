import { type ImportField, importField } from '../../preload/contract/items.ts';
import { type SheetCell, writeXlsx } from '../documents/xlsx/writeXlsx.ts';
import { toCsv } from '../security/csv.ts';
import type { ItemFacts } from './facts.ts';
import { heads as importHeads } from './import/columns.ts';
import { noStrength } from './import/identity.ts';
import { moneyText } from './minorDigits.ts';

/** What lies on the shelf is no part of the list: imported elsewhere it would be counted twice. */
const onTheShelf = ['quantity', 'lotNumber', 'expiry', 'unitCost'] as const;
type Field = Exclude<ImportField, (typeof onTheShelf)[number]>;
export type ListLine = Record<Field, string>;

const fields = importField.options.filter((field): field is Field => !(onTheShelf as readonly string[]).includes(field));
/** The heads are those that the import knows, the same in every language. */
const heads = fields.map((field) => importHeads[field][0] ?? field);
const numbers = new Set<Field>(['packSize', 'reorderLevel', 'minimum', 'maximum', 'leadTimeDays', 'price']);

export const listAsCsv = (lines: readonly ListLine[]): Buffer =>
  Buffer.from(toCsv([heads, ...lines.map((line) => fields.map((field) => line[field]))]));

export function listAsXlsx(lines: readonly ListLine[], sheetName: string): Buffer {
  const columns = fields.map((field, at) => ({
    head: heads[at] ?? field,
    kind: numbers.has(field) ? ('number' as const) : ('text' as const),
    ...(field === 'name' && { width: 44 }),
  }));
  const cell = (line: ListLine, field: Field): SheetCell => (numbers.has(field) && line[field] !== '' ? Number(line[field]) : line[field]);
  const rows = lines.map((line) => fields.map((field) => cell(line, field)));
  return writeXlsx(columns, rows, sheetName);
}

/** A line a pack, the default one first, everything about the item in each. `digits` of the currency. */
export function linesOf(
  facts: ItemFacts,
  packs: readonly { gtin: string | null; size: number; name: string }[],
  digits: number,
): ListLine[] {
  const { product } = facts;
  const strengths = product.ingredients.map(({ strength, unit }) => (strength === null ? noStrength : `${strength} ${unit ?? ''}`.trim()));
  const hasStrength = product.ingredients.some(({ strength }) => strength !== null);
  return packs.map((pack) => ({
    name: facts.name,
    ingredient: product.ingredients.map(({ inn }) => inn).join(' + '),
    strength: hasStrength ? strengths.join(' + ') : '',
    form: product.form,
    unit: product.unit,
    atc: product.atc ?? '',
    category: facts.category,
    programme: facts.programme,
    ven: facts.ven ?? '',
    packSize: String(pack.size),
    packName: pack.name,
    gtin: pack.gtin ?? '',
    reorderLevel: String(facts.reorderLevel),
    minimum: orEmpty(facts.minimum),
    maximum: orEmpty(facts.maximum),
    leadTimeDays: orEmpty(facts.leadTimeDays),
    price: facts.price === null ? '' : moneyText(facts.price, digits),
    isControlled: yesNo(facts.isControlled),
    isColdChain: yesNo(facts.isColdChain),
  }));
}

const orEmpty = (value: number | null) => (value === null ? '' : String(value));
const yesNo = (is: boolean) => (is ? 'yes' : 'no');
