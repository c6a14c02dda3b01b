import { AppError } from '../../preload/contract/errors.ts';
import type { OcrText } from '../../preload/contract/ocr.ts';
import { decodePicture } from './decodePicture.ts';
import type { Engine, FoundLine, PageMode } from './engine.ts';
import type { Grey } from './grey.ts';
import { preparePicture } from './preparePicture.ts';

/** @throws 'file.not_an_image' | 'file.damaged' | 'file.too_large' */
export async function recognise(engine: Engine, bytes: Uint8Array): Promise<OcrText> {
  const started = performance.now();
  const picture = await decodePicture(bytes);
  if (picture.format === 'jpeg' && !(await engine.canDecode(bytes))) throw new AppError('file.damaged', { format: picture.format });
  const prepared = await preparePicture(picture);
  const lines = await readBest(engine, prepared.grey);
  const found = lines.map((line) => line.words.map((word) => ({ ...word, box: prepared.toOriginal(word.box) })));
  return {
    text: found.map((words) => words.map((word) => word.text).join(' ')).join('\n'),
    words: found.flat(),
    width: picture.width,
    height: picture.height,
    ms: Math.round(performance.now() - started),
  };
}

const pageModes: readonly PageMode[] = ['column', 'block'];

/** Columns first; a page that does not come out clearly is read again as one block, and the reading that convinces more is kept. */
async function readBest(engine: Engine, picture: Grey): Promise<FoundLine[]> {
  const encoded = toPgm(picture);
  let best: FoundLine[] = [];
  for (const mode of pageModes) {
    const lines = await engine.read(encoded, mode);
    if (weight(lines) > weight(best)) best = lines;
    if (isClear(best)) break;
  }
  return best;
}

/** Letters read with confidence count for a reading, guessed ones against it; one wild guess cannot outweigh a page. */
function weight(lines: readonly FoundLine[]): number {
  return lines
    .flatMap((line) => line.words)
    .reduce((sum, word) => sum + Math.max(-0.3, word.confidence - 0.5) * Math.min(8, word.text.length), 0);
}

function isClear(lines: readonly FoundLine[]): boolean {
  const words = lines.flatMap((line) => line.words);
  return words.length >= 10 && words.reduce((sum, word) => sum + word.confidence, 0) / words.length > 0.9;
}

function toPgm(picture: Grey): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`), picture.pixels]);
}
