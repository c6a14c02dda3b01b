import type { CsvRow } from '../../documents/csv/readCsv.ts';
import { toGtin14 } from '../../../preload/contract/gs1/checkDigit.ts';
import type { Product } from '../../../preload/contract/inventory.ts';
import type { VenClass } from '../../../preload/contract/itemFacts.ts';
import type { ImportField, ImportReading } from '../../../preload/contract/items.ts';
import { formIn, formOf, isFormAlone, readIngredients, unitFor, unitOf } from './identity.ts';
import { type ProblemCode, type Read, readExpiry, readMoney, readVen, readWhole, readYesNo } from './values.ts';

export type Problem = { row: number; field: ImportField | null; value: string; code: ProblemCode; about?: string };

/** What may be said of an item in a row; what is absent was left empty and stays as it is. */
export type RowFacts = {
  category?: string;
  programme?: string;
  ven?: VenClass;
  reorderLevel?: number;
  minimum?: number;
  maximum?: number;
  leadTimeDays?: number;
  price?: number;
  isControlled?: boolean;
  isColdChain?: boolean;
};
export type RowPack = { gtin: string | null; size: number | null; name: string };
export type RowLot = { lotNumber: string; expiry: string | null; quantity: number; unitCost: number | null };
/** `product`: what the cells say of it; `whole` when they say enough for a new item */
export type ItemLine = {
  row: number;
  name: string;
  ingredients: Product['ingredients'] | null;
  form: string | null;
  unit: string | null;
  atc: string | null;
  whole: Product | null;
  /** why it is not whole */
  lacks: 'form-missing' | 'unit-missing';
  facts: RowFacts;
  pack: RowPack | null;
  lot: RowLot | null;
};

export type Reader = { reading: ImportReading; today: string; minorDigits: number };

const mostUnits = 10_000_000;
/** Stock whose lot nobody wrote down. */
const openingLot = 'OPENING';

/** Reads one row, cell by cell, and says all that is wrong with it. */
export function readLine(row: CsvRow, reader: Reader): ItemLine | Problem[] {
  const { fields, decimal, dayOrder } = reader.reading;
  const problems: Problem[] = [];
  const say = (field: ImportField | null, value: string, code: ProblemCode) => problems.push({ row: row.number, field, value, code });
  if (row.hasBrokenQuotes) say(null, '', 'broken-quotes');
  if (row.cells.length > fields.length && row.cells.slice(fields.length).some((cell) => cell.trim() !== '')) say(null, row.cells.slice(fields.length).join(' ').trim(), 'too-many-values'); // prettier-ignore

  const cells = new Map<ImportField, string>();
  for (const [at, field] of fields.entries()) {
    if (field === null) continue;
    const raw = row.cells[at] ?? '';
    if (raw.length > 5000) {
      say(field, raw, 'too-long');
      continue;
    }
    const text = tidy(raw);
    const fault = faultOf(text, row.formulas ? row.formulas.includes(at) : /^=[A-Za-z$(+\-\d]/.test(raw.trim()));
    if (fault) say(field, text, fault);
    else if (text.length > 200) say(field, text, 'too-long');
    else if (text !== '') cells.set(field, unquoted(text));
  }
  const text = (field: ImportField) => cells.get(field) ?? '';
  const read = <T>(field: ImportField, how: (text: string) => Read<T>): T | undefined => {
    const value = cells.get(field);
    if (value === undefined) return undefined;
    const answer = how(value);
    if ('value' in answer) return answer.value;
    say(field, value, answer.wrong);
    return undefined;
  };
  const units = (value: string) => readWhole(value, mostUnits);
  const money = (value: string) => readMoney(value, decimal, reader.minorDigits);

  const name = text('name');
  if (name !== '' && name.length < 2) say('name', name, 'name-missing');
  const isUnitForm = isFormAlone(text('unit'));
  const form = text('form') === '' ? (isUnitForm ? formOf(text('unit')) : formIn(name)) : formOf(text('form'));
  const unit = text('unit') === '' || isUnitForm ? null : unitOf(text('unit'));
  const saysIngredients = text('ingredient') !== '' || text('strength') !== '';
  const ingredients = name === '' && !saysIngredients ? null : readIngredients({ ingredient: text('ingredient'), strength: text('strength'), name }, decimal); // prettier-ignore
  if (ingredients && 'wrong' in ingredients) say('strength', text('strength'), ingredients.wrong);
  const listed = ingredients && 'value' in ingredients ? ingredients.value : null;

  const facts = present({
    category: cells.get('category'),
    programme: cells.get('programme'),
    ven: read('ven', readVen),
    reorderLevel: read('reorderLevel', units),
    minimum: read('minimum', units),
    maximum: read('maximum', units),
    leadTimeDays: read('leadTimeDays', (value) => readWhole(value.replace(/\s*(days?|jours?|d|j)$/i, ''), 1000)),
    price: read('price', money),
    isControlled: read('isControlled', readYesNo),
    isColdChain: read('isColdChain', readYesNo),
  });
  if (facts.minimum !== undefined && facts.maximum !== undefined && facts.maximum < facts.minimum)
    say('maximum', text('maximum'), 'levels');

  const size = read('packSize', readPackSize);
  const gtin = read('gtin', readGtin);
  const quantity = read('quantity', units);
  const expiry = read('expiry', (value) => readExpiry(value, dayOrder, reader.today));
  const unitCost = read('unitCost', money);
  if (problems.length > 0) return problems;

  const counted = unit ?? (form === null ? null : unitFor(form));
  const whole = listed && form !== null && counted !== null ? { ingredients: listed, form, unit: counted, atc: cells.get('atc') ?? null } : null; // prettier-ignore
  return {
    row: row.number,
    name,
    ingredients: saysIngredients ? listed : null,
    form: text('form') === '' ? null : form,
    unit,
    atc: cells.get('atc') ?? null,
    whole,
    lacks: form === null ? 'form-missing' : 'unit-missing',
    facts,
    pack: size === undefined && gtin === undefined ? null : { gtin: gtin ?? null, size: size ?? null, name: text('packName') },
    lot: quantity === undefined || quantity === 0 ? null : { lotNumber: text('lotNumber') || openingLot, expiry: expiry ?? null, quantity, unitCost: unitCost ?? null }, // prettier-ignore
  };
}

/** Line ends inside a cell are spaces; what is no letter is left out. */
// oxlint-disable-next-line no-control-regex -- these are the ones that are meant
const tidy = (raw: string) => raw.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF]/g, '').replace(/\s+/g, ' ').trim(); // prettier-ignore

/** An apostrophe that keeps a spreadsheet from calculating, and ="0123", which keeps its zeros. */
const unquoted = (text: string) => text.replace(/^'(?=\s*[=+\-@＝＋－＠])/u, '').replace(/^="([^"]*)"$/, '$1');

function faultOf(text: string, isFormula: boolean): ProblemCode | null {
  if (/^#(REF|N\/A|VALUE|VALEUR|NAME|NOM|DIV\/0|NUM|NOMBRE|NULL|NUL)[!?]?$/i.test(text)) return 'sheet-error';
  if (isFormula) return 'formula';
  return text.includes('\uFFFD') ? 'lost-letters' : null;
}

/** "100", or "10 x 10". */
function readPackSize(text: string): Read<number> {
  const [, boxes, each] = /^(\d{1,5})\s*[x×*]\s*(\d{1,5})$/i.exec(text) ?? [];
  const size: Read<number> = boxes === undefined ? readWhole(text, 100_000) : { value: Number(boxes) * Number(each) };
  if ('wrong' in size) return size;
  if (size.value > 100_000) return { wrong: 'too-large' };
  return size.value === 0 ? { wrong: 'not-whole' } : size;
}

/** A spreadsheet takes a GTIN for a number: its leading zeros go, or all but its first digits. */
function readGtin(text: string): Read<string> {
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(text)) return { wrong: 'gtin-shortened' };
  const digits = text.replace(/[\s-]/g, '').replace(/[.,]0+$/, '');
  const gtin = toGtin14(/^\d{9,11}$/.test(digits) ? digits.padStart(12, '0') : digits);
  return gtin === null ? { wrong: 'bad-gtin' } : { value: gtin };
}

function present<T extends Record<string, unknown>>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never;
}
