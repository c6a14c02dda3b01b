import type { OcrText } from '../../preload/contract/ocr.ts';
import type { DeliveryDraft, DeliveryLine } from '../../preload/contract/receiving.ts';
import { editDistance } from '../knowledge/editDistance.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';
import { fold } from '../patients/names.ts';
import { firstField } from './readFields.ts';
import { spanOf, type Span, type TextLine, toReadValue, toTextLines } from './textLine.ts';

/** What the facility stocks, as it is labelled there. */
export type StockedItem = { itemId: string; name: string };
type Names = Pick<Knowledge, 'ingredients' | 'medicines'>;

const month = String.raw`(?:jan|feb|f[ée]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|nov|dec|d[ée]c)\p{L}*`;
const calendarDay = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\s${month}\.?,?\s\d{4})`;
const printedMonth = String.raw`(?:\d{1,2}[-/.]20\d{2}|20\d{2}[-/.]\d{1,2}|${month}\.?[\s/-]\d{2,4})`;

const fields = {
  supplier: /^\W*(?:(?:supplier|from|fournisseur|exp[ée]diteur)\s?[:.]\s*)(?<value>\p{L}.*)$/diu,
  number:
    /(?<!\p{L})(?:delivery\snote|bon\sde\slivraison|waybill|invoice|facture|d\.?n\.?|b\.?l\.?)(?:\s?(?:no|n°|nr|number))?\.?\s?[:.#]?\s*(?<value>[A-Z]{0,5}[-/ ]?\d[\dA-Z/-]*)/diu,
  date: new RegExp(String.raw`(?<!\p{L})(?:date|dated|le)\s?[:.]?\s*(?<value>${calendarDay})`, 'diu'),
};
const lineParts = {
  expiry: new RegExp(
    String.raw`(?<![\d\p{L}/.-])(?:(?:exp(?:iry|ires)?|per|p[ée]r)\.?\s?[:.]?\s*)?(?<value>${calendarDay}|${printedMonth})(?![\d/-])`,
    'diu',
  ),
  namedLot: /(?<!\p{L})(?:lot|batch|b\.?n\.?)(?:\s?(?:no|n°))?\.?\s?[:.]?\s*(?<value>[A-Z0-9][A-Z0-9/-]{1,19})(?![\p{L}\d])/diu,
  bareLot: /(?<![\p{L}\d/.,-])(?<value>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{3,19})(?![\p{L}\d/.,-])/du,
  namedCount: /(?<!\p{L})(?:qty|quantity|qt[ée]|quantit[ée]|packs?|bo[iî]tes?)\.?\s?[:.]?\s*(?<value>\d{1,6})(?![\d.,]\d|\d)/diu,
  bareCount: /(?<![\p{L}\d/.,-])(?<value>\d{1,6})(?![\p{L}\d/.,-])/du,
  price: /(?<![\p{L}\d/.,-])(?<value>\d{1,3}(?:[ ,]\d{3})*[.,]\d{2})(?!\d)/du,
};
/** Lines of such papers that name no goods. */
const otherLine =
  /^\W*(?:supplier|from|to|deliver|ship|fournisseur|destinataire|date|tel|phone|fax|e?mail|address|adresse|item|article|description|d[ée]signation|total|sub-?total|vat|tva|signature|received|re[cç]u|page|no|n°|delivery|bon|invoice|facture|order|commande|thank|merci|driver|chauffeur)(?!\p{L})/iu;

/** A printed delivery note as a draft: each line that names goods, with what stands in it; nothing is completed. Pure. */
export function readDelivery(read: OcrText, { items, names }: { items: readonly StockedItem[]; names: Names }): DeliveryDraft {
  const lines = toTextLines(read);
  const stocked = items.map((item) => ({ ...item, words: wordsOf(item.name) }));
  return {
    text: read.text,
    fields: {
      supplier: firstField(lines, fields.supplier),
      number: firstField(lines, fields.number),
      date: firstField(lines, fields.date),
    },
    lines: lines.flatMap((line) => readLine(line, stocked, names) ?? []),
  };
}

type Stocked = StockedItem & { words: readonly string[] };

function readLine(line: TextLine, stocked: readonly Stocked[], names: Names): DeliveryLine | null {
  if (otherLine.test(line.text)) return null;
  const taken: Span[] = [];
  const take = (pattern: RegExp): Span | null => {
    for (const part of free(line, taken)) {
      const match = pattern.exec(line.text.slice(part.start, part.end));
      const span = match && spanOf(line, match, 'value');
      const whole = match && spanOf(line, match);
      if (!span || !whole) continue;
      taken.push({ line, start: part.start + whole.start, end: part.start + whole.end });
      return { line, start: part.start + span.start, end: part.start + span.end };
    }
    return null;
  };
  const price = take(lineParts.price);
  const expiry = take(lineParts.expiry);
  const lot = take(lineParts.namedLot) ?? take(lineParts.bareLot);
  const goods = nameIn(line, taken);
  if (!goods) return null;
  const match = bestItem(line.text.slice(goods.start, goods.end), stocked);
  const isMedicine = match !== null || matchMedicine(line.text.slice(goods.start, goods.end), names).confidence >= 0.8;
  if (!isMedicine && !(lot && expiry)) return null;
  taken.push({ line, start: 0, end: goods.end }); // a number before the goods counts the lines of the paper
  const quantity = take(lineParts.namedCount) ?? take(lineParts.bareCount);
  const item = toReadValue([goods]);
  if (!item) return null;
  const valueOf = (span: Span | null) => (span ? toReadValue([span]) : null);
  return { item: { ...item, match }, lot: valueOf(lot), expiry: valueOf(expiry), quantity: valueOf(quantity), price: valueOf(price) };
}

/** From the line's first word to the last that is neither lot, day, price nor a bare number behind the strength. */
function nameIn(line: TextLine, taken: readonly Span[]): Span | null {
  const first = free(line, taken).find(({ start, end }) => /\p{L}{4}/u.test(line.text.slice(start, end)));
  if (!first) return null;
  const text = line.text.slice(first.start, first.end);
  const listMark = /^\W*(?:\d{1,3}[.)]?\s+)?/u.exec(text)?.[0].length ?? 0;
  const end = text.replace(/(?:\s+(?:(?:qty|quantity|qt[ée]|packs?|bo[iî]tes?)\W*)?[\d.,]+|\s+(?:lot|batch|exp|per)\W*)+\s*$/iu, '').length;
  return end > listMark ? { line, start: first.start + listMark, end: first.start + end } : null;
}

/** What no span covers, in the order of the line. */
function free(line: TextLine, taken: readonly Span[]): { start: number; end: number }[] {
  let parts = [{ start: 0, end: line.text.length }];
  for (const span of taken)
    parts = parts.flatMap((part) => [
      { start: part.start, end: Math.min(part.end, span.start) },
      { start: Math.max(part.start, span.end), end: part.end },
    ]);
  return parts.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
}

/** "500mg" and "500 mg" are two words each; a plural is its singular. */
function wordsOf(text: string): string[] {
  return fold(text.replaceAll(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 '))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (word.length > 4 ? word.replace(/e?s$/, '') : word));
}

const leastLikeness = 0.7;
/** Two items that fit about as well are both doubtful. */
const leastLead = 0.08;

/** The stocked item whose words stand there: every number of its name, and most of its letters. */
function bestItem(text: string, stocked: readonly Stocked[]): DeliveryLine['item']['match'] {
  const there = wordsOf(text);
  const rated = stocked
    .map((item) => ({ item, likeness: likenessOf(item.words, there) }))
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness);
  const [best, second] = rated;
  if (!best || (second && best.likeness - second.likeness < leastLead)) return null;
  return { itemId: best.item.itemId, name: best.item.name, confidence: Math.round(best.likeness * 100) / 100 };
}

function likenessOf(words: readonly string[], there: readonly string[]): number {
  if (words.some((word) => /\d/.test(word) && !there.includes(word))) return 0;
  const numbers = there.filter((word) => /^\d+$/.test(word));
  const strange = numbers.filter((number) => !words.includes(number)).length;
  const letters = words.filter((word) => !/\d/.test(word));
  const all = letters.reduce((sum, word) => sum + word.length, 0);
  const found = letters.filter((word) => there.some((other) => isLike(word, other))).reduce((sum, word) => sum + word.length, 0);
  return all === 0 ? 0 : Math.max(0, found / all - strange * 0.1);
}

const isLike = (word: string, other: string): boolean =>
  word === other || (word.length >= 5 && editDistance(word, other, 1) <= 1) || (word.length >= 9 && editDistance(word, other, 2) <= 2);
