import { writeDose } from './dose.ts';
import { formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { medicationListWords } from './medicationListWords.ts';
import { grey, ink, leading, Paper, type Printed, type Style, warning } from './paper.ts';
import type { Locale } from './strings.ts';

export type MedicationListInput = {
  facility: Facility;
  patient: { displayName: string; number: string; ageText: string; birthDate: string | null };
  allergies: readonly string[] | 'none known' | 'not asked';
  medicines: readonly {
    medicine: string;
    directions: string;
    isOnHold: boolean;
    /** null: as the person says */
    prescribed: { byName: string; on: string } | null;
  }[];
  /** the day on which it was last gone through with the person */
  reconciledOn: string | null;
  printed: Printed;
};

/** Large print begins at 16 points. Source: RNIB, Clear and large print guidelines. */
const large: Style = { size: 17 };
const medicineStyle: Style = { size: 20, bold: true };
const advice: Style = { size: 15 };
const small: Style = { size: 12, color: grey };
const loud: Style = { size: 17, bold: true, color: warning };

/** A4, in large print, for the person to keep. */
export function medicationListPdf(input: MedicationListInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = medicationListWords[locale];
  const { facility, patient, medicines, printed } = input;
  const paper = new Paper({
    locale,
    size: 'A4',
    title: `${words.title} ${patient.number}`,
    author: facility.name,
    printed,
    margin: { x: 44, top: 40, bottom: 46 },
    foot: `${words.title}  ·  ${patient.number}`,
    continued: (page) => {
      page.line(`${words.title}, ${patient.displayName}, ${patient.number}`, page.left, page.y, small);
      return page.y + 24;
    },
  });
  paper.y = drawLetterhead(paper, facility, paper.width, 12) + 12;
  paper.line(words.title, paper.left, paper.y, { size: 28, bold: true });
  paper.y += 42;
  paper.y = paper.lines(paper.wrap(patient.displayName, medicineStyle, paper.width), paper.left, paper.y, medicineStyle);
  const born = patient.birthDate ? words.born(formatDay(patient.birthDate, locale)) : '';
  const person = [patient.ageText, born, patient.number].filter((part) => part !== '').join('  ·  ');
  paper.y = paper.lines(paper.wrap(person, small, paper.width), paper.left, paper.y + 2, small) + 8;
  drawAllergies(paper, input, locale);
  paper.rule(paper.y, paper.left, paper.right, 1.2, ink);
  paper.y += 14;
  if (medicines.length === 0) paragraph(paper, words.none, large);
  medicines.forEach((one, index) => drawMedicine(paper, one, index + 1, locale));
  drawEnd(paper, input, locale);
  return paper.finish();
}

function drawAllergies(paper: Paper, { allergies }: MedicationListInput, locale: Locale): void {
  const words = medicationListWords[locale];
  const isList = typeof allergies !== 'string';
  const text = isList ? allergies.join(', ') : allergies === 'none known' ? words.noneKnown : words.notAsked;
  paragraph(paper, `${words.allergies}${locale === 'fr' ? '\u00A0' : ''}: ${text}`, isList ? loud : large);
  paper.y += 8;
}

const numberWidth = 34;

function drawMedicine(paper: Paper, one: MedicationListInput['medicines'][number], number: number, locale: Locale): void {
  const words = medicationListWords[locale];
  const [x, width] = [paper.left + numberWidth, paper.width - numberWidth];
  const parts: [string, Style][] = [
    [writeDose(one.medicine, locale), medicineStyle],
    ...(one.isOnHold ? [[words.onHold, loud] as [string, Style]] : []),
    ...(one.directions === '' ? [] : [[writeDose(one.directions, locale), large] as [string, Style]]),
    [one.prescribed ? words.from.prescribed(one.prescribed.byName, formatDay(one.prescribed.on, locale)) : words.from.stated, small],
  ];
  const lines = parts.flatMap(([text, style]) => paper.wrap(text, style, width).map((line) => ({ line, style })));
  const height = lines.reduce((sum, { style }) => sum + leading(style), 0);
  paper.room(Math.min(height + 20, 400)); // kept whole unless it is longer than half a page
  paper.line(`${number}.`, paper.left, paper.y, medicineStyle);
  for (const { line, style } of lines) {
    paper.room(leading(style));
    paper.line(line, x, paper.y, style);
    paper.y += leading(style);
  }
  paper.y += 8;
  paper.rule(paper.y, x);
  paper.y += 12;
}

function drawEnd(paper: Paper, { medicines, reconciledOn }: MedicationListInput, locale: Locale): void {
  const words = medicationListWords[locale];
  paragraph(paper, words.end(medicines.length), small);
  paragraph(paper, reconciledOn === null ? words.notGone : words.gone(formatDay(reconciledOn, locale)), small);
  paper.y += 10;
  paper.room(words.advice.flatMap((sentence) => paper.wrap(sentence, advice, paper.width)).length * leading(advice));
  for (const sentence of words.advice) paragraph(paper, sentence, advice);
}

function paragraph(paper: Paper, text: string, style: Style): void {
  for (const line of paper.wrap(text, style, paper.width)) {
    paper.room(leading(style));
    paper.line(line, paper.left, paper.y, style);
    paper.y += leading(style);
  }
}
