import { formatDay } from './format.ts';
import { drawCode128 } from './code128.ts';
import { grey, leading, Paper, type Printed, type Style } from './paper.ts';
import { drawQrCode } from './qrCode.ts';
import { letterWords, type Locale, patientCardWords } from './strings.ts';

export type PatientCardInput = {
  facilityName: string;
  facilityPhone: string;
  displayName: string;
  sex: 'female' | 'male' | 'other' | 'unknown';
  /** a day, or a year when only that is known */
  born: string | null;
  /** readable number; both codes hold exactly this */
  number: string;
  printed: Printed;
};

const millimetre = 72 / 25.4;
const nameStyle: Style = { size: 11, bold: true };
const small: Style = { size: 7.5 };
const quiet: Style = { size: 6.5, color: grey };
const codeSide = 22 * millimetre;

/** ID-1 (ISO/IEC 7810), 85.6 x 54 mm: as large as a bank card. */
export function patientCardPdf(input: PatientCardInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = patientCardWords[locale];
  const paper = new Paper({
    locale,
    size: [85.6 * millimetre, 53.98 * millimetre],
    title: `${words.title} ${input.number}`,
    author: input.facilityName,
    printed: input.printed,
    margin: { x: 5 * millimetre, top: 4 * millimetre, bottom: 3 * millimetre },
    foot: null,
    continued: (page) => page.y,
  });
  const width = paper.width - codeSide - 4;
  drawQrCode(paper, input.number, paper.right - codeSide + 6, paper.y - 5, codeSide);
  paper.y = paper.lines(paper.wrap(input.facilityName, quiet, width).slice(0, 2), paper.left, paper.y, quiet) + 3;
  paper.y = paper.lines(paper.wrap(input.displayName, nameStyle, width).slice(0, 3), paper.left, paper.y, nameStyle) + 2;
  const born = input.born === null ? '' : letterWords[locale].born(input.born.length === 4 ? input.born : formatDay(input.born, locale));
  for (const line of [letterWords[locale].sex[input.sex], born].filter((part) => part !== '')) {
    paper.line(line, paper.left, paper.y, small);
    paper.y += leading(small);
  }
  const codeTop = paper.floor - 34;
  drawCode128(paper, input.number, paper.left, codeTop, paper.width, 20);
  paper.line(input.number, paper.left, codeTop + 22, { size: 9, bold: true });
  if (input.facilityPhone !== '') paper.line(input.facilityPhone, paper.left, codeTop + 23.5, quiet, 'right', paper.width);
  return paper.finish();
}
