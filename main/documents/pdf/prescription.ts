import { formatDay } from './format.ts';
import { writeDose } from './dose.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, ink, leading, Paper, warning, type Printed, type Style } from './paper.ts';
import { drawQrCode, qrCells } from './qrCode.ts';
import { prescriptionWords, type Locale } from './strings.ts';
import { unitAfter } from './unitWords.ts';

export type PrescriptionLine = {
  medicine: string;
  strength?: string | undefined;
  form?: string | undefined;
  directions: string;
  /** in `unit` of the store */
  quantity: number;
  unit: string;
  duration?: string | undefined;
};

export type PrescriptionInput = {
  facility: Facility;
  prescription: {
    number: string;
    /** what the QR code holds: signed, or the number where nothing of it may be dispensed any more */
    code: string;
    issuedOn: string;
    validUntil?: string | undefined;
    prescriber: { name: string; registration?: string | undefined };
    patient: {
      displayName: string;
      sex: 'female' | 'male' | 'other' | 'unknown';
      ageText: string;
      birthDate: string | null;
      number: string;
      weightKg?: number | undefined;
      allergies: readonly string[] | 'none known' | 'not asked';
    };
    lines: readonly PrescriptionLine[];
    notes?: string | undefined;
  };
  printed: Printed;
  /** A5 unless said; on A4 everything is a fifth larger, for those who read it at home */
  size?: 'A5' | 'A4';
};

const label: Style = { size: 7, color: grey };
const body: Style = { size: 9.5 };
const medicineStyle: Style = { size: 11, bold: true };
const directionsStyle: Style = { size: 10 };
/** Of a short code; a cell is never smaller than 0.38 mm, which a telephone reads from a worn page. */
const leastQrSide = 72;
const leastCell = (0.38 * 72) / 25.4;
const largerOnA4 = 1.2;
const gutter = 32;
const quantityWidth = 84;
const signatureHeight = 78;
/** A longer entry may go on over the page's end; a shorter one moves whole. */
const tallestKept = 300;

/** As many pages as it takes; every page names prescription and patient, so that pages can't be mixed up. */
export function prescriptionPdf(input: PrescriptionInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = prescriptionWords[locale];
  const { facility, prescription, printed } = input;
  const { patient } = prescription;
  const paper = new Paper({
    locale,
    size: input.size ?? 'A5',
    scale: input.size === 'A4' ? largerOnA4 : 1,
    title: `${words.title} ${prescription.number}`,
    author: facility.name,
    printed,
    margin: { x: 34, top: 30, bottom: 42 },
    foot: `${words.title} ${prescription.number}`,
    continued: (page) => {
      const of = `${patient.displayName}${patient.birthDate ? `, ${words.born(formatDay(patient.birthDate, locale))}` : ''}`;
      page.line(`${words.title} ${prescription.number}`, page.left, page.y, { size: 9, bold: true });
      const below = page.lines(page.wrap(of, { size: 8.5 }, page.width), page.left, page.y + 13, { size: 8.5 });
      page.rule(below + 5, page.left, page.right, 0.8, ink);
      return below + 14;
    },
  });

  drawHead(paper, input, locale);
  drawPatient(paper, input, locale);
  drawAllergies(paper, patient.allergies, locale);
  paper.line('℞', paper.left, paper.y - 2.5, { size: 14, bold: true });
  prescription.lines.forEach((line, index) => drawLine(paper, line, index + 1, locale));
  drawEnd(paper, words.end(prescription.lines.length));
  if (prescription.notes) drawNotes(paper, words.notes, prescription.notes);
  drawSignature(paper, prescription.prescriber, locale);
  return paper.finish();
}

function drawHead(paper: Paper, { facility, prescription }: PrescriptionInput, locale: Locale): void {
  const words = prescriptionWords[locale];
  const top = paper.y;
  const cells = qrCells(prescription.code);
  const qrSide = Math.max(leastQrSide, cells * leastCell);
  const headEnd = drawLetterhead(paper, facility, paper.width - qrSide - 12, 13);
  const quiet = (qrSide * 4) / cells; // this white edge may stand out over the margin, so that the cells align with it
  drawQrCode(paper, prescription.code, paper.right - qrSide + quiet, top - quiet, qrSide);
  if (prescription.code !== prescription.number) {
    const scan = paper.wrap(words.scan, { size: 7.5, color: grey }, paper.width - qrSide - 24);
    paper.lines(scan, paper.left, Math.max(headEnd + 4, top + qrSide - 2 * quiet - scan.length * leading({ size: 7.5 })), {
      size: 7.5,
      color: grey,
    });
  }
  paper.y = Math.max(headEnd, top + qrSide - 2 * quiet) + 11;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 8;
  paper.line(words.title, paper.left, paper.y, { size: 17, bold: true });
  paper.line(prescription.number, paper.left, paper.y, { size: 11, bold: true }, 'right', paper.width);
  const dates = `${words.issued} ${formatDay(prescription.issuedOn, locale)}`;
  const valid = prescription.validUntil ? `   ${words.validUntil} ${formatDay(prescription.validUntil, locale)}` : '';
  paper.line(dates + valid, paper.left, paper.y + 15, { size: 8.5, color: grey }, 'right', paper.width);
  paper.y += 32;
}

function drawPatient(paper: Paper, { prescription: { patient } }: PrescriptionInput, locale: Locale): void {
  const words = prescriptionWords[locale];
  const side = 118;
  const nameStyle: Style = { size: 13, bold: true };
  paper.rule(paper.y);
  paper.y += 6;
  paper.line(words.patient, paper.left, paper.y, label);
  paper.line(words.number, paper.left, paper.y, label, 'right', paper.width);
  paper.line(patient.number, paper.left, paper.y + 10, body, 'right', paper.width);
  let y = paper.lines(paper.wrap(patient.displayName, nameStyle, paper.width - side - 10), paper.left, paper.y + 9, nameStyle);
  const born = patient.birthDate ? words.born(formatDay(patient.birthDate, locale)) : words.birthDateUnknown;
  const person = [words.sex[patient.sex], patient.ageText, born].filter((part) => part !== '').join(', ');
  const personLines = paper.wrap(person, body, paper.width - side - 10);
  if (patient.weightKg !== undefined) {
    const weight = locale === 'fr' ? String(patient.weightKg).replace('.', ',') : String(patient.weightKg);
    paper.line(`${words.weight} ${weight}\u00A0kg`, paper.left, y, { ...body, bold: true }, 'right', paper.width);
  }
  y = paper.lines(personLines, paper.left, y, body);
  paper.y = y + 7;
}

/** The one block that must be seen before anything is given: a bar at its side, bold when there is something to heed. */
function drawAllergies(paper: Paper, allergies: PrescriptionInput['prescription']['patient']['allergies'], locale: Locale): void {
  const words = prescriptionWords[locale];
  const isKnown = typeof allergies !== 'string';
  const text = isKnown ? allergies.join(', ') : allergies === 'none known' || allergies.length === 0 ? words.noneKnown : words.notAsked;
  const heed = isKnown || allergies === 'not asked';
  const style: Style = { size: 10, bold: heed, color: heed ? warning : ink };
  const lines = paper.wrap(text, style, paper.width - 76);
  const height = lines.length * leading(style) + 10;
  paper.block(paper.left, paper.y, paper.width, height, heed ? '#f8efee' : '#f3f5f6');
  paper.block(paper.left, paper.y, 2.5, height, heed ? warning : grey);
  paper.line(words.allergies, paper.left + 10, paper.y + 5 + 1.5, { size: 8.5, color: style.color ?? ink, bold: heed });
  paper.lines(lines, paper.left + 68, paper.y + 5, style);
  paper.y += height + 14;
}

function drawLine(paper: Paper, line: PrescriptionLine, number: number, locale: Locale): void {
  const words = prescriptionWords[locale];
  const x = paper.left + gutter;
  const width = paper.width - gutter;
  const name = [line.medicine, line.strength, line.form].filter((part) => part !== undefined && part !== '').join(' ');
  const medicine = paper.wrap(writeDose(name, locale), medicineStyle, width - quantityWidth - 12);
  const directions = paper.wrap(writeDose(line.directions, locale), directionsStyle, width - quantityWidth - 12);
  const quantity = paper.wrap(
    `${amount(line.quantity, locale)} ${unitAfter(line.quantity, line.unit, locale)}`,
    { size: 11, bold: true },
    quantityWidth,
  );
  const duration = line.duration
    ? paper.wrap(`${words.duration}: ${line.duration}`.replace(':', locale === 'fr' ? '\u00A0:' : ':'), body, width)
    : [];
  const rightHeight = 10 + quantity.length * leading({ size: 11 });
  const leftHeight =
    medicine.length * leading(medicineStyle) + 2 + directions.length * leading(directionsStyle) + duration.length * leading(body);

  const isOnNewPage = paper.room(Math.min(Math.max(leftHeight, rightHeight), tallestKept));
  if (number > 1 && !isOnNewPage) paper.rule(paper.y - 6, x);
  const top = paper.y;
  paper.line(`${number}`, paper.left, top + 2.6, { size: 8.5, color: grey }, 'right', gutter - 8);
  paper.line(words.quantity, x, top, label, 'right', width);
  paper.lines(quantity, x, top + 9, { size: 11, bold: true }, 'right', width);
  flow(paper, medicine, x, medicineStyle);
  paper.y += 2;
  flow(paper, directions, x, directionsStyle);
  flow(paper, duration, x, { ...body, color: grey });
  paper.y = Math.max(paper.y, top + (paper.y > top ? rightHeight : 0)) + 12;
}

/** Lines one below the other, over as many pages as they need. */
function flow(paper: Paper, lines: readonly string[], x: number, style: Style): void {
  for (const line of lines) {
    paper.room(leading(style));
    paper.line(line, x, paper.y, style);
    paper.y += leading(style);
  }
}

/** Nothing can be added below unnoticed. */
function drawEnd(paper: Paper, text: string): void {
  const style: Style = { size: 8, color: grey };
  paper.room(18);
  const half = paper.widthOf(text, style) / 2 + 8;
  const middle = (paper.left + paper.right) / 2;
  const y = paper.y + 5.5;
  paper.rule(y, paper.left, middle - half, 0.6, grey);
  paper.rule(y, middle + half, paper.right, 0.6, grey);
  paper.line(text, paper.left, paper.y, style, 'center', paper.width);
  paper.y += 22;
}

function drawNotes(paper: Paper, title: string, notes: string): void {
  const lines = paper.wrap(notes, body, paper.width);
  paper.room(10 + leading(body) * Math.min(lines.length, 3));
  paper.line(title, paper.left, paper.y, label);
  paper.y += 10;
  flow(paper, lines, paper.left, body);
  paper.y += 4;
}

function drawSignature(paper: Paper, prescriber: PrescriptionInput['prescription']['prescriber'], locale: Locale): void {
  const words = prescriptionWords[locale];
  const half = paper.width / 2 - 8;
  const nameStyle: Style = { size: 10.5, bold: true };
  const name = paper.wrap(prescriber.name, nameStyle, half);
  paper.room(signatureHeight + (name.length - 1) * leading(nameStyle));
  paper.y = paper.floor - signatureHeight - (name.length - 1) * leading(nameStyle);
  paper.line(words.prescriber, paper.left, paper.y, label);
  const below = paper.lines(name, paper.left, paper.y + 9, nameStyle);
  if (prescriber.registration)
    paper.line(`${words.registration} ${prescriber.registration}`, paper.left, below, { size: 8.5, color: grey });
  const signatureX = paper.right - half;
  paper.rule(paper.y + 36, signatureX, paper.right, 0.6, ink);
  paper.line(words.signature, signatureX, paper.y + 38, label);
  const dispensed = paper.floor - 14;
  paper.rule(dispensed, paper.left, paper.left + half, 0.6, ink);
  paper.line(words.dispensedBy, paper.left, dispensed + 2, label);
  paper.rule(dispensed, signatureX, paper.right, 0.6, ink);
  paper.line(words.date, signatureX, dispensed + 2, label);
}

function amount(quantity: number, locale: Locale): string {
  return locale === 'fr' ? String(quantity).replace('.', ',') : String(quantity);
}
