import sharp from 'sharp';
import { inkThreshold } from './grey.ts';
import type { Grey } from './grey.ts';

/** A version of a stamped line, and the way back from its pixels to those of the picture it was made from. */
export type StampedLine = { grey: Grey; toSource: (box: PixelBox) => PixelBox };
type PixelBox = readonly [number, number, number, number];

/** Letter heights to try, in pixels; how far dots are smeared, as a share of that height; from which grey on it counts as ink (null: left soft). */
const versions: readonly { height: number; smear: number; cut: number | null }[] = [
  { height: 32, smear: 0.03, cut: null },
  { height: 44, smear: 0.05, cut: null },
  { height: 44, smear: 0.03, cut: 190 },
  { height: 44, smear: 0.05, cut: 190 },
  { height: 44, smear: 0.07, cut: 150 },
];

/** A cut-out that holds one line or two, as of the lot and expiry that a dot printer puts on a box. */
export function isLineCutOut(picture: Grey): boolean {
  return picture.width >= 2 * picture.height && picture.height <= 800;
}

/** The print of dot printers: dots run together into strokes, at the letter height that reads best. Empty where there is no ink. */
export async function stampedLines(picture: Grey): Promise<StampedLine[]> {
  const clean = withoutBorderInk(picture);
  const rows = inkRows(clean);
  if (!rows) return [];
  const letter = Math.max(8, rows.bottom - rows.top);
  const margin = Math.round(letter / 2);
  return Promise.all(
    versions.map(async ({ height, smear, cut }) => {
      const scale = height / letter;
      const { data, info } = await sharp(clean.pixels, { raw: { width: clean.width, height: clean.height, channels: 1 } })
        .extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#ffffff' })
        .toColourspace('b-w')
        .raw()
        .toBuffer({ resolveWithObject: true });
      const smeared = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
        .blur(Math.max(0.5, smear * letter))
        .resize({ height: Math.max(1, Math.round(info.height * scale)) })
        .toColourspace('b-w')
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = new Uint8Array(smeared.data);
      if (cut !== null) for (let i = 0; i < pixels.length; i++) pixels[i] = pixels[i]! < cut ? 0 : 255;
      return {
        grey: { pixels, width: smeared.info.width, height: smeared.info.height },
        toSource: ([left, top, right, bottom]) => [
          left / scale - margin,
          top / scale - margin,
          right / scale - margin,
          bottom / scale - margin,
        ],
      };
    }),
  );
}

/** Ink that touches the edge is the edge of the label or of the photograph, not print. */
function withoutBorderInk(picture: Grey): Grey {
  const { width, height } = picture;
  const pixels = picture.pixels.slice();
  const threshold = inkThreshold(picture);
  const waiting: number[] = [];
  const visit = (at: number) => {
    if (pixels[at]! > threshold) return;
    pixels[at] = 255;
    waiting.push(at);
  };
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(visit);
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(visit);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  }
  return { pixels, width, height };
}

/** From the first to the last row with more ink than a speck. */
function inkRows(picture: Grey): { top: number; bottom: number } | null {
  const { pixels, width, height } = picture;
  const threshold = inkThreshold(picture);
  const isInk = (y: number) => {
    let count = 0;
    for (let x = 0; x < width; x++) if (pixels[y * width + x]! <= threshold) count++;
    return count > Math.max(3, width * 0.01);
  };
  let top = 0;
  while (top < height && !isInk(top)) top++;
  let bottom = height;
  while (bottom > top && !isInk(bottom - 1)) bottom--;
  return bottom > top ? { top, bottom } : null;
}
