import { formatDay } from './format.ts';
import { writeDose } from './dose.ts';
import { ink, leading, Paper, type Printed, type Style } from './paper.ts';
import { type Pictogram, pictograms } from './pictograms.ts';
import { drawQrCode, qrCells } from './qrCode.ts';
import type { Locale } from './strings.ts';

/** `text` under a pictogram: how much, or how often. */
export type LabelSign = { sign: Pictogram; text?: string };
export type BagLabelInput = {
  /** '' where it went to anybody */
  person: string;
  medicine: string;
  directions: string;
  quantity: string;
  lots: readonly { lotNumber: string; expiry: string | null }[];
  facility: { name: string; phone: string };
  /** a day */
  handedOverOn: string;
  /** '' without a prescription; then there is no code either */
  number: string;
  code: string | null;
  signs: readonly LabelSign[];
  /** the patient reads another language, for which there are no words here */
  isFallback: boolean;
  printed: Printed;
};

const words = {
  en: { lot: 'Lot', expiry: 'use by', fallback: 'Read it to the patient: it is not in their language.' },
  fr: { lot: 'Lot', expiry: 'avant le', fallback: 'À lire au patient\u00A0: ce n’est pas dans sa langue.' },
} as const;
const millimetre = 72 / 25.4;
/** One dot of a label printer: 203 to the inch, eight to the millimetre. A cell of three prints sharp. */
const dot = 72 / 203;
const cellDots = 3;
const mostSigns = 5;
const gap = 3;
const footSizes = [5.8, 5.4, 5, 4.6, 4.2] as const;
const easilyRead = 8;

/** 60 x 40 mm for the bag: what to take and when in the largest letters that fit, pictograms beside them, and the code of the prescription. */
export const bagLabelPdf = (input: BagLabelInput, { locale }: { locale: Locale }): Promise<Buffer> =>
  bagLabelsPdf({ labels: [input] }, { locale });

/** A page each: what went over the counter in one go. */
export function bagLabelsPdf({ labels }: { labels: readonly BagLabelInput[] }, { locale }: { locale: Locale }): Promise<Buffer> {
  const [first] = labels;
  if (!first) throw new Error('there is no label to print');
  const paper = new Paper({
    locale,
    size: [60 * millimetre, 40 * millimetre],
    title: `${first.medicine} ${first.number}`.trim(),
    author: first.facility.name,
    printed: first.printed,
    margin: { x: 2.2 * millimetre, top: 1.8 * millimetre, bottom: 1.4 * millimetre },
    foot: null,
    continued: (page) => page.y,
  });
  for (const label of labels) {
    if (label !== first) paper.room(Number.POSITIVE_INFINITY);
    drawLabel(paper, label, locale);
  }
  return paper.finish();
}

function drawLabel(paper: Paper, input: BagLabelInput, locale: Locale): void {
  const bottom = paper.floor;
  const { codeTop, beside } = input.code === null ? { codeTop: bottom, beside: paper.right - paper.left } : drawCode(paper, input.code);
  if (input.person !== '')
    paper.y = fitted(paper, input.person, [
      { sizes: [9, 8, 7], most: 1 },
      { sizes: [6.5, 6], most: 2 },
    ]);
  const medicine = writeDose(input.medicine, locale);
  const medicineEnd = fitted(paper, medicine, [
    { sizes: [13, 12, 11, 10, 9], most: 1 },
    { sizes: [10, 9, 8, 7, 6], most: 2 },
  ]);
  paper.rule(medicineEnd + 0.6, paper.left, paper.right, 0.8, ink);
  paper.y = medicineEnd + 1.8;

  // a text that is too long even in the smallest letters goes on below
  const foot = footLines(input, locale).flatMap((text) => paper.wrap(text, { size: footSizes.at(-1)!, bold: true }, beside));
  const footSize = Math.min(...foot.map((text) => largest(paper, text, footSizes, beside)));
  const footTop = bottom - foot.length * leading({ size: footSize }) + 1.5;
  const signs = input.signs.slice(0, mostSigns);
  const directions = writeDose(input.directions, locale);
  const widest = Math.min(20, (beside - gap * (signs.length - 1)) / Math.max(1, signs.length));
  const layouts = [widest, widest * 0.85, widest * 0.7].map((side) => {
    const height = signs.length === 0 ? 0 : side + (signs.some(({ text }) => text !== undefined) ? 8 : 2);
    return { side, top: footTop - height, size: directionsSize(paper, directions, { codeTop, beside, end: footTop - height }) };
  });
  const layout = layouts.find(({ size }) => size >= easilyRead) ?? layouts.at(-1)!; // words before pictures
  drawLines(paper, directions, layout.size, { codeTop, beside });
  drawSigns(paper, signs, layout.top + 0.5, layout.side);
  foot.forEach((text, at) => paper.line(text, paper.left, footTop + at * leading({ size: footSize }), { size: footSize }));
}

/** In the lower right corner. */
function drawCode(paper: Paper, code: string): Corner {
  const codeSide = qrCells(code, 'L') * cellDots * dot;
  const codeLeft = paper.right - codeSide + 3 * cellDots * dot; // its white edge reaches into the margin
  drawQrCode(paper, code, codeLeft, paper.floor - codeSide + 3 * cellDots * dot, codeSide, 'L');
  return { codeTop: paper.floor - codeSide + 6 * cellDots * dot, beside: codeLeft + cellDots * dot - paper.left };
}

/** How much and which lots; where from. */
function footLines(input: BagLabelInput, locale: Locale): string[] {
  const say = words[locale];
  const lots = input.lots.map(
    ({ lotNumber, expiry }) => `${say.lot}\u00A0${lotNumber}${expiry === null ? '' : ` ${say.expiry} ${formatDay(expiry, locale)}`}`,
  );
  const more = lots.length > 2 ? [`+${lots.length - 2}`] : [];
  return [
    ...(input.isFallback ? [say.fallback] : []),
    [input.quantity, ...lots.slice(0, 1)].join(' · '),
    ...(lots.length > 1 ? [[...lots.slice(1, 2), ...more].join(' · ')] : []),
    [input.facility.name, input.facility.phone].filter((part) => part !== '').join(' · '),
    [formatDay(input.handedOverOn, locale), input.number].filter((part) => part !== '').join(' · '),
  ];
}

const largest = (paper: Paper, text: string, sizes: readonly number[], width: number): number =>
  sizes.find((size) => paper.widthOf(text, { size, bold: true }) <= width) ?? sizes.at(-1) ?? 4;

type Try = { sizes: readonly number[]; most: number };

/** In the largest size that fits; in the smallest nothing is cut off either. Answers where it ends. */
function fitted(paper: Paper, text: string, tries: readonly Try[]): number {
  const styles = tries.flatMap(({ sizes, most }) => sizes.map((size) => ({ style: { size, bold: true }, most })));
  const found = styles.find(({ style, most }) => paper.wrap(text, style, paper.width).length <= most) ?? styles.at(-1)!;
  return paper.lines(paper.wrap(text, found.style, paper.width), paper.left, paper.y, found.style);
}

type Corner = { codeTop: number; beside: number };

/** Lines above the code run over the whole label, those below end at it. */
function directionsLines(paper: Paper, text: string, style: Style, { codeTop, beside }: Corner): string[] {
  const wide = Math.max(0, Math.floor((codeTop - paper.y) / leading(style)));
  const whole = paper.wrap(text, style, paper.width);
  const rest = whole.slice(wide).join(' ');
  return rest === '' ? whole : [...whole.slice(0, wide), ...paper.wrap(rest, style, beside)];
}

/** The largest at which they end above `end`; nothing is cut off in the smallest. */
function directionsSize(paper: Paper, text: string, room: Corner & { end: number }): number {
  let size = 12.5;
  const fits = () => paper.y + directionsLines(paper, text, { size, bold: true }, room).length * leading({ size }) <= room.end;
  while (size > 4 && !fits()) size -= 0.5;
  return size;
}

function drawLines(paper: Paper, text: string, size: number, corner: Corner): void {
  const style: Style = { size, bold: true };
  paper.lines(directionsLines(paper, text, style, corner), paper.left, paper.y, style);
}

function drawSigns(paper: Paper, signs: readonly LabelSign[], top: number, side: number): void {
  signs.forEach(({ sign, text }, index) => {
    const x = paper.left + index * (side + gap);
    paper.drawing(pictograms[sign], x, top, side);
    if (text === undefined) return;
    const size = largest(paper, text, [7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4], side + gap - 1);
    paper.line(text, x, top + side - 1.2, { size, bold: true }, 'center', side);
  });
}
