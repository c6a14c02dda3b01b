import { join } from 'node:path';
import sharp from 'sharp';
import type { OcrText } from '../../preload/contract/ocr.ts';
import { resourcesDir } from '../../main/resources.ts';

/** Words set at given places on white paper, as a PNG. Their letters come from a shipped font. */
export async function aPage(
  size: { width: number; height: number },
  words: readonly { text: string; left: number; top: number }[],
): Promise<Buffer> {
  const set = await Promise.all(words.map(async ({ text, left, top }) => ({ input: await aWord(text), left, top })));
  return sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
    .composite(set)
    .png()
    .toBuffer();
}

function aWord(text: string): Promise<Buffer> {
  const fontfile = join(resourcesDir(), 'fonts', 'NotoSans-Regular.ttf');
  return sharp({ text: { text, font: 'Noto Sans 36px', fontfile, rgba: true, dpi: 72 } })
    .png()
    .toBuffer();
}

/** A page as if it had been read: one box a word, in a grid. */
export function aReading(text: string, confidence = 0.9): OcrText {
  const words = text.split('\n').flatMap((line, row) =>
    line
      .split(' ')
      .filter((word) => word !== '')
      .map((word, column) => ({
        text: word,
        confidence,
        box: [column * 50, row * 20, column * 50 + 45, row * 20 + 15] as [number, number, number, number],
      })),
  );
  return { text, words, width: 1000, height: 1000, ms: 1 };
}
