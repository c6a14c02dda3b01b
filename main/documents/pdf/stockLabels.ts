import { formatDay } from './format.ts';
import { leading, Paper, type Printed, type Style } from './paper.ts';
import { drawQrCode } from './qrCode.ts';
import type { Locale } from './strings.ts';

/** `code`: what the square says to a scanner; of a lot a GS1 element string. */
export type StockLabel = { name: string; form: string; unit: string; lotNumber: string | null; expiry: string | null; code: string };
export type StockLabelsInput = { labels: readonly StockLabel[]; printed: Printed };

const words = {
  en: { lot: 'Lot', expiry: 'Use by', none: 'no expiry' },
  fr: { lot: 'Lot', expiry: 'Jusqu’au', none: 'sans péremption' },
} as const;
const millimetre = 72 / 25.4;
const side = 22 * millimetre;
const small: Style = { size: 8 };

/** 60 x 40 mm, one page a label: the name large enough to be read from the aisle. */
export function stockLabelsPdf({ labels, printed }: StockLabelsInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const paper = new Paper({
    locale,
    size: [60 * millimetre, 40 * millimetre],
    title: labels[0]?.name ?? '',
    author: 'MedVault',
    printed,
    margin: { x: 3 * millimetre, top: 2.5 * millimetre, bottom: 1 * millimetre },
    foot: null,
    continued: (page) => page.y,
  });
  labels.forEach((label, at) => {
    if (at > 0) paper.room(paper.floor);
    draw(paper, label, locale);
  });
  return paper.finish();
}

function draw(paper: Paper, { name, form, lotNumber, expiry, code }: StockLabel, locale: Locale): void {
  const say = words[locale];
  const top = paper.y;
  const size = name.length > 40 ? 9 : 12;
  const style: Style = { size, bold: true };
  paper.y = paper.lines(paper.wrap(name, style, paper.width).slice(0, 3), paper.left, paper.y, style) + 2;
  const below = Math.max(paper.y, top + 40 * millimetre - 3.5 * millimetre - side);
  drawQrCode(paper, code, paper.right - side, below - 2, side);
  paper.y = below;
  const width = paper.width - side - 4;
  if (lotNumber === null) {
    paper.lines(paper.wrap(form, small, width), paper.left, paper.y, small);
    return;
  }
  paper.y = paper.lines(paper.wrap(`${say.lot} ${lotNumber}`, { size: 10, bold: true }, width), paper.left, paper.y, { size: 10, bold: true }) + 2;
  const until = expiry === null ? say.none : `${say.expiry} ${formatDay(expiry, locale)}`;
  paper.y = paper.lines(paper.wrap(until, { size: 9 }, width), paper.left, paper.y, { size: 9 }) + leading(small) / 2;
} // prettier-ignore
