import { controlledWords } from './controlledWords.ts';
import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listTable } from './listTable.ts';
import { grey, Paper, type Printed, type Style } from './paper.ts';
import { sign } from './stockTake.ts';
import type { Locale } from './strings.ts';

export type ControlledRegisterLine = {
  page: number;
  line: number;
  kind: 'brought-forward' | 'movement' | 'correction';
  localDate: string;
  reason: keyof (typeof controlledWords)['en']['reasons'] | '';
  quantity: number;
  balance: number;
  lotNumber: string;
  supplier: string;
  /** name and number; '' where it went to nobody */
  patient: string;
  isRestricted: boolean;
  prescription: string;
  note: string;
  enteredBy: string;
  witness: string;
  noWitnessReason: string;
  corrects: { page: number; line: number } | null;
  correctedBy: { page: number; line: number } | null;
};
export type ControlledRegisterInput = {
  facility: Facility;
  from: string | null;
  to: string;
  items: readonly { name: string; unit: string; lines: readonly ControlledRegisterLine[] }[];
  printed: Printed;
};

const small: Style = { size: 8, color: grey };
const cell: Style = { size: 8 };
const widths = {
  at: 44,
  date: 60,
  who: 0,
  prescription: 130,
  lot: 62,
  received: 44,
  issued: 44,
  balance: 50,
  by: 84,
  witness: 96,
} as const;

/** A4 across, a book for each item: every line with its running balance and both names, signatures at the end. */
export function controlledRegisterPdf(input: ControlledRegisterInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = controlledWords[locale];
  const { facility, printed } = input;
  let book = '';
  const paper = new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${words.title}, ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 32, top: 32, bottom: 42 },
    foot: `${words.title}  ·  ${facility.name}  ·  ${words.confidential}`,
    continued: (page) => {
      page.line(`${words.title}, ${book}`, page.left, page.y, small);
      return page.y + 16;
    },
  });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.5, 14);
  paper.line(words.title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  const first = input.from === null ? '…' : formatDay(input.from, locale);
  paper.line(words.period(first, formatDay(input.to, locale)), paper.left, top + 20, small, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 34) + 8;
  if (input.items.length === 0) paper.line(words.empty, paper.left, paper.y, { size: 9, bold: true });
  for (const item of input.items) {
    book = `${item.name} (${item.unit})`;
    if (paper.room(90)) paper.y += 4;
    paper.line(book, paper.left, paper.y, { size: 11, bold: true });
    paper.y += 20;
    const table = listTable(paper, { widths, heads: words.columns, cell, right: ['received', 'issued', 'balance'] });
    table.head();
    for (const line of item.lines) table.row(textOf(line, locale));
    sign(paper, words.signatures);
    paper.y += 12;
  }
  return paper.finish();
}

function textOf(line: ControlledRegisterLine, locale: Locale): Record<keyof typeof widths, string> {
  const words = controlledWords[locale];
  return {
    at: `${line.page} / ${line.line}`,
    date: formatDay(line.localDate, locale),
    who: whoOf(line, locale),
    prescription: line.prescription,
    lot: line.lotNumber,
    received: line.quantity > 0 ? formatCount(line.quantity, locale) : '',
    issued: line.quantity < 0 ? formatCount(-line.quantity, locale) : '',
    balance: formatCount(line.balance, locale),
    by: line.enteredBy,
    witness: line.noWitnessReason === '' ? line.witness : words.nobody(line.noWitnessReason),
  };
}

function whoOf(line: ControlledRegisterLine, locale: Locale): string {
  const words = controlledWords[locale];
  const what = line.kind === 'brought-forward' ? words.broughtForward : line.reason === '' ? '' : words.reasons[line.reason];
  const who = line.isRestricted ? words.restricted : line.patient || line.supplier;
  return [
    who,
    what,
    line.note,
    line.corrects && words.correction(line.corrects.page, line.corrects.line),
    line.correctedBy && words.correctedBy(line.correctedBy.page, line.correctedBy.line),
  ]
    .filter(Boolean)
    .join(' · ');
}
