import { formatDay, formatInstant } from './format.ts';
import { leading, Paper, type Printed, type Style } from './paper.ts';
import { drawQrCode } from './qrCode.ts';
import { letterWords, type Locale, specimenLabelWords } from './strings.ts';

export type SpecimenLabelInput = {
  /** readable number of the specimen; the QR code holds exactly this */
  number: string;
  collectedAt: string | null;
  priority: string;
  person: { displayName: string; sex: 'female' | 'male' | 'other' | 'unknown'; birthDate: string | null; patientNumber: string };
  tests: readonly string[];
  printed: Printed;
};

const millimetre = 72 / 25.4;
const nameStyle: Style = { size: 8.5, bold: true };
const small: Style = { size: 6.5 };
const tiny: Style = { size: 5.5 };
const codeSide = 17 * millimetre;
const mostTestLines = 3;

/** 60 x 40 mm: two names, the birth date and both numbers, so that a tube is never matched by name alone. */
export function specimenLabelPdf(input: SpecimenLabelInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = specimenLabelWords[locale];
  const { person, number, printed } = input;
  const paper = new Paper({
    locale,
    size: [60 * millimetre, 40 * millimetre],
    title: `${words.title} ${number}`,
    author: 'MedVault',
    printed,
    margin: { x: 2.5 * millimetre, top: 2 * millimetre, bottom: 1 * millimetre },
    foot: null,
    continued: (page) => page.y,
  });
  const textWidth = paper.width - codeSide - 2;
  drawQrCode(paper, number, paper.right - codeSide, paper.y - 1, codeSide);
  paper.y = paper.lines(paper.wrap(person.displayName, nameStyle, textWidth).slice(0, 2), paper.left, paper.y, nameStyle);
  const born = person.birthDate ? formatDay(person.birthDate, locale) : words.birthDateUnknown;
  for (const line of [`${letterWords[locale].sex[person.sex]}, ${born}`, person.patientNumber]) {
    paper.line(line, paper.left, paper.y, small);
    paper.y += leading(small);
  }
  paper.y = Math.max(paper.y, 2 * millimetre + codeSide) + 1;
  paper.line(number, paper.left, paper.y, { size: 9, bold: true });
  if (input.priority !== 'routine') {
    const urgent = input.priority === 'stat' ? words.stat : words.urgent;
    paper.line(urgent, paper.left, paper.y, { size: 9, bold: true }, 'right', paper.width);
  }
  paper.y += leading({ size: 9 });
  const all = paper.wrap(input.tests.map(shortTest).join(', '), tiny, paper.width);
  const shown = all.slice(0, mostTestLines);
  if (all.length > mostTestLines) shown[mostTestLines - 1] = `${shown[mostTestLines - 1]?.slice(0, -2)} …`;
  paper.y = paper.lines(shown, paper.left, paper.y, tiny);
  const when = input.collectedAt ? words.collected(formatInstant(input.collectedAt, printed.timeZone, locale)) : words.notCollected;
  paper.line(when, paper.left, paper.y + 1, tiny);
  return paper.finish();
}

/** LOINC's long name without what is measured of it: "Hemoglobin in Blood". */
function shortTest(name: string): string {
  return name.replaceAll(/\s*\[[^\]]*\]/g, '');
}
