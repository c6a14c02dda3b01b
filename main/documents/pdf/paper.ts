import PDFDocument from 'pdfkit';
import { Faces, missingSign } from './faces.ts';
import { formatInstant } from './format.ts';
import { pageWords, type Locale } from './strings.ts';

export const ink = '#1b2126';
export const grey = '#59636c';
export const hair = '#c5ccd2';
export const warning = '#9b1c1c';

export type Style = { size: number; bold?: boolean; color?: string };
export type Align = 'left' | 'right' | 'center';
export type Printed = { /** instant */ at: string; /** IANA */ timeZone: string };

type Setup = {
  locale: Locale;
  size: 'A4' | 'A5' | readonly [width: number, height: number];
  landscape?: boolean;
  /** everything so many times as large; sizes and places are said as without it */
  scale?: number;
  title: string;
  author: string;
  printed: Printed;
  /** drawn at the top of the second and further pages; answers where the page goes on (points from the top) */
  continued: (paper: Paper) => number;
  margin: { x: number; top: number; bottom: number };
  /** the left words of every page's foot, after the time of printing; null: a label, too small for one */
  foot: string | null;
};

/** One printed document: a cursor from the top, text that never loses a character, feet written last, when the number of pages is known. All sizes in points. */
export class Paper {
  y: number;
  readonly left: number;
  readonly right: number;
  readonly #document: PDFKit.PDFDocument;
  readonly #faces: Faces;
  readonly #setup: Setup;
  readonly #finished: Promise<Buffer>;
  readonly #scale: number;
  #pages = 1;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.#document = new PDFDocument({
      size: typeof setup.size === 'string' ? setup.size : [...setup.size],
      layout: setup.landscape ? 'landscape' : 'portrait',
      margin: 0, // pdfkit breaks no page by itself; room() does
      bufferPages: true,
      pdfVersion: '1.7',
      lang: setup.locale,
      displayTitle: true,
      info: {
        Title: setup.title,
        Author: setup.author,
        Creator: 'MedVault',
        Producer: 'MedVault',
        CreationDate: new Date(setup.printed.at),
      },
    });
    this.#finished = collect(this.#document);
    this.#faces = new Faces(this.#document);
    this.left = setup.margin.x;
    this.#scale = setup.scale ?? 1;
    this.#document.scale(this.#scale);
    this.right = this.#document.page.width / this.#scale - setup.margin.x;
    this.y = setup.margin.top;
  }

  get width(): number {
    return this.right - this.left;
  }

  /** The last point that content may reach. */
  get floor(): number {
    return this.#document.page.height / this.#scale - this.#setup.margin.bottom;
  }

  /** Begins a new page unless `height` still fits. True when it did. */
  room(height: number): boolean {
    if (this.y + height <= this.floor) return false;
    this.#document.addPage();
    this.#document.scale(this.#scale);
    this.#pages += 1;
    this.y = this.#setup.margin.top;
    this.y = this.#setup.continued(this);
    return true;
  }

  widthOf(text: string, style: Style): number {
    return this.#measure(this.#faces.printable(text), style);
  }

  /** Breaks at spaces; a word wider than the line is broken within, so that nothing is cut off. A line end in the text stays one. */
  wrap(text: string, style: Style, width: number): string[] {
    return text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .flatMap((paragraph) => this.#wrapParagraph(this.#faces.printable(paragraph), style, width));
  }

  /** One line whose top is at `y`, between `x` and `x + width`. */
  line(text: string, x: number, y: number, style: Style, align: Align = 'left', width = 0): void {
    const printable = this.#faces.printable(text);
    const free = align === 'left' ? 0 : width - this.#measure(printable, style);
    let at = x + (align === 'center' ? free / 2 : free);
    const baseline = y + ascent(style.size);
    this.#document.fontSize(style.size).fillColor(style.color ?? ink);
    for (const run of this.#faces.runs(printable, style.bold === true)) {
      this.#document.font(run.face).text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += this.#document.widthOfString(run.text);
    }
  }

  /** Wrapped lines from `y` down; answers where they end. */
  lines(lines: readonly string[], x: number, y: number, style: Style, align: Align = 'left', width = 0): number {
    lines.forEach((text, index) => this.line(text, x, y + index * leading(style), style, align, width));
    return y + lines.length * leading(style);
  }

  rule(y: number, from = this.left, to = this.right, thickness = 0.4, color = hair): void {
    this.#document.moveTo(from, y).lineTo(to, y).lineWidth(thickness).strokeColor(color).stroke();
  }

  block(x: number, y: number, width: number, height: number, color: string): void {
    this.#document.rect(x, y, width, height).fillColor(color).fill();
  }

  /** Filled cells of a matrix code as one shape, so that no viewer draws seams between them. */
  cells(rects: readonly (readonly [x: number, y: number, width: number, height: number])[]): void {
    for (const rect of rects) this.#document.rect(...rect);
    this.#document.fillColor('#000000').fill();
  }

  /** A drawing in a square of 24, scaled to `side`: SVG paths, stroked or filled. */
  drawing(paths: readonly { path: string; isFilled?: boolean; width?: number }[], x: number, y: number, side: number, color = ink): void {
    this.#document.save();
    this.#document.translate(x, y).scale(side / 24);
    for (const { path, isFilled, width = 1.8 } of paths) {
      this.#document.path(path);
      if (isFilled) this.#document.fillColor(color).fill();
      else this.#document.lineWidth(width).lineCap('round').lineJoin('round').strokeColor(color).stroke();
    }
    this.#document.restore();
  }

  /** Writes the feet and closes the file. */
  finish(): Promise<Buffer> {
    for (let page = 0; page < this.#pages; page++) {
      this.#document.switchToPage(page);
      this.#foot(page + 1);
    }
    this.#document.end();
    return this.#finished;
  }

  #foot(page: number): void {
    const { locale, printed, foot } = this.#setup;
    if (foot === null) return;
    const words = pageWords[locale];
    const style: Style = { size: 7, color: grey };
    const y = this.floor + 12;
    this.rule(y - 4);
    this.line(`${words.printed(formatInstant(printed.at, printed.timeZone, locale))}  ·  ${foot}`, this.left, y, style);
    this.line(words.pageOf(page, this.#pages), this.left, y, style, 'right', this.width);
    const missing = [...this.#faces.missing];
    if (missing.length === 0) return;
    const codes = missing
      .slice(0, 8)
      .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
    this.line(`${missingSign} ${words.unprintable(codes.join(', ') + (missing.length > 8 ? ' …' : ''))}`, this.left, y + 10, {
      size: 6.5,
      color: warning,
    });
  }

  #measure(printable: string, style: Style): number {
    let width = 0;
    this.#document.fontSize(style.size);
    for (const run of this.#faces.runs(printable, style.bold === true)) width += this.#document.font(run.face).widthOfString(run.text);
    return width;
  }

  #wrapParagraph(printable: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    // no break at a no-break space: 5 mg stays together
    for (const word of printable.split(/ +/).flatMap((each) => this.#breakWord(each, style, width))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && this.#measure(longer, style) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  }

  #breakWord(word: string, style: Style, width: number): string[] {
    if (this.#measure(word, style) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const character of word) {
      if (piece !== '' && this.#measure(piece + character, style) > width) {
        pieces.push(piece);
        piece = character;
      } else piece += character;
    }
    return [...pieces, piece];
  }
}

/** Distance of two baselines. */
export function leading(style: Style): number {
  return style.size * 1.36;
}

function ascent(size: number): number {
  return size * 1.069; // Noto Sans: 1069 of 1000 units
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
  });
}
