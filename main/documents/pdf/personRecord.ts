import { formatDay, formatInstant } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, leading, Paper, type Printed, type Style } from './paper.ts';
import { fieldWord, type Locale, personRecordWords, tableWord } from './strings.ts';

/** Columns as they are stored; days and instants are written as a person reads them. */
export type PersonRecordInput = {
  facility: Facility;
  name: string;
  number: string;
  sections: readonly { table: string; rows: readonly (readonly { field: string; value: string }[])[] }[];
  exportedBy: string;
  printed: Printed;
};

const small: Style = { size: 8, color: grey };
const heading: Style = { size: 11, bold: true };
const label: Style = { size: 8.5, color: grey };
const value: Style = { size: 8.5 };
const labelWidth = 130;

/** A4: everything kept about one person, a block for each row under the head of its kind. */
export function personRecordPdf(input: PersonRecordInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = personRecordWords[locale];
  const { facility, name, number, sections, printed } = input;
  const title = `${words.title}, ${number}`;
  const paper = new Paper({
    locale,
    size: 'A4',
    title,
    author: facility.name,
    printed,
    margin: { x: 42, top: 36, bottom: 46 },
    foot: `${title}  ·  ${facility.name}`,
    continued: (page) => {
      page.line(title, page.left, page.y, small);
      return page.y + 16;
    },
  });
  paper.y = drawLetterhead(paper, facility, paper.width, 14) + 10;
  paper.line(words.title, paper.left, paper.y, { size: 16, bold: true });
  paper.y += 26;
  paper.y = paper.lines(paper.wrap(`${name}  ·  ${number}`, heading, paper.width), paper.left, paper.y, heading);
  paper.y = paper.lines(paper.wrap(words.exportedBy(input.exportedBy), small, paper.width), paper.left, paper.y + 2, small) + 8;
  for (const { table, rows } of sections) {
    paper.room(60);
    paper.line(`${tableWord(table, locale)} (${rows.length})`, paper.left, paper.y + 4, heading);
    paper.y += 24;
    for (const row of rows) drawRow(paper, row, printed.timeZone, locale);
  }
  paper.room(24);
  paper.line(words.end, paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
}

function drawRow(paper: Paper, row: PersonRecordInput['sections'][number]['rows'][number], timeZone: string, locale: Locale): void {
  for (const { field, value: stored } of row) {
    const lines = paper.wrap(readable(stored, timeZone, locale), value, paper.width - labelWidth);
    lines.forEach((line, index) => {
      paper.room(leading(value));
      if (index === 0) paper.line(fieldWord(field, locale), paper.left, paper.y, label);
      paper.line(line, paper.left + labelWidth, paper.y, value);
      paper.y += leading(value);
    });
  }
  paper.rule(paper.y + 2.5, paper.left, paper.right, 0.3);
  paper.y += 7;
}

function readable(stored: string, timeZone: string, locale: Locale): string {
  if (/^\d{4}-\d{2}-\d{2}T\S+Z$/.test(stored)) return formatInstant(stored, timeZone, locale);
  return /^\d{4}-\d{2}-\d{2}$/.test(stored) ? formatDay(stored, locale) : stored;
}
