import { join } from 'node:path';
import { resourcesDir } from '../../resources.ts';

export type Face = 'regular' | 'bold' | 'ethiopic' | 'signs';
export type Run = { face: Face; text: string };

const files: Record<Face, string> = {
  regular: 'NotoSans-Regular.ttf',
  bold: 'NotoSans-Bold.ttf',
  ethiopic: 'NotoSansEthiopic-Regular.ttf',
  signs: 'NotoSansMath-Regular.ttf',
};
const faces = Object.keys(files) as Face[];

/** Stands for a character that no face holds, so that nothing vanishes from a printed form unseen. */
export const missingSign = '▯';

/** What pdfkit keeps of an opened font; not in its types. */
type Opened = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };

/** Splits text into runs of one face each, and remembers what none of them holds. */
export class Faces {
  readonly missing = new Set<string>();
  readonly #holds: Record<Face, (codePoint: number) => boolean>;
  readonly #known = new Map<string, Face | null>();

  constructor(document: PDFKit.PDFDocument) {
    const folder = join(resourcesDir(), 'fonts');
    const open = (face: Face) => {
      document.registerFont(face, join(folder, files[face])).font(face);
      const { font } = (document as unknown as Opened)._font;
      return (codePoint: number) => font.hasGlyphForCodePoint(codePoint);
    };
    this.#holds = Object.fromEntries(faces.map((face) => [face, open(face)])) as Record<Face, (codePoint: number) => boolean>;
  }

  /** Composed form; marks that steer layout are dropped, line ends and tabs become spaces, unprintable characters become a box. */
  printable(text: string): string {
    const composed = text
      .normalize('NFC')
      .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
    let printed = '';
    for (const character of composed) {
      if (this.#faceOf(character)) printed += character;
      else {
        this.missing.add(character);
        printed += missingSign;
      }
    }
    return printed;
  }

  runs(printable: string, bold: boolean): Run[] {
    const runs: Run[] = [];
    for (const character of printable) {
      const found = this.#faceOf(character) ?? 'signs';
      const face = found === 'regular' && bold ? 'bold' : found;
      const last = runs.at(-1);
      if (last?.face === face) last.text += character;
      else runs.push({ face, text: character });
    }
    return runs;
  }

  #faceOf(character: string): Face | null {
    let face = this.#known.get(character);
    if (face === undefined) {
      const codePoint = character.codePointAt(0) ?? 0;
      face = faces.find((each) => each !== 'bold' && this.#holds[each](codePoint)) ?? null;
      this.#known.set(character, face);
    }
    return face;
  }
}
