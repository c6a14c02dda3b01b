import { AppError } from '../../preload/contract/errors.ts';
import type { OcrText, OcrWord } from '../../preload/contract/ocr.ts';
import { decodePicture } from './decodePicture.ts';
import type { DecodedPicture } from './decodePicture.ts';
import type { Engine, FoundLine, PageMode } from './engine.ts';
import type { Grey } from './grey.ts';
import { around, preparePicture } from './preparePicture.ts';
import type { PreparedPicture } from './preparePicture.ts';
import { isLineCutOut, stampedLines } from './stampedLine.ts';
import { tidyLine } from './tidyLine.ts';

/** @throws 'file.not_an_image' | 'file.damaged' | 'file.too_large' */
export async function recognise(engine: Engine, bytes: Uint8Array): Promise<OcrText> {
  const started = performance.now();
  const picture = await decodePicture(bytes);
  if (picture.format === 'jpeg' && !(await engine.canDecode(bytes))) throw new AppError('file.damaged', { format: picture.format });
  const prepared = await preparePicture(picture);
  const lines = await readBest(engine, picture, prepared);
  const found = lines.map((line) => tidyLine(line.words)).filter((words) => words.length > 0);
  return {
    text: found.map((words) => words.map((word) => word.text).join(' ')).join('\n'),
    words: found.flat(),
    width: picture.width,
    height: picture.height,
    ms: Math.round(performance.now() - started),
  };
}

type ReadLine = { words: OcrWord[] };
type Attempt = { grey: Grey; mode: PageMode; toOriginal: PreparedPicture['toOriginal'] };

/** Columns first; what does not come out clearly is read in other ways too, and the reading that convinces most is kept. */
async function readBest(engine: Engine, picture: DecodedPicture, prepared: PreparedPicture): Promise<ReadLine[]> {
  let best: ReadLine[] = [];
  for await (const { grey, mode, toOriginal } of attempts(picture, prepared)) {
    const lines = await engine.read(toPgm(grey), mode);
    if (weight(lines) > weight(best))
      best = lines.map(({ words }) => ({ words: words.map((word) => ({ ...word, box: toOriginal(word.box) })) }));
    if (isClear(best)) break;
  }
  return best;
}

async function* attempts(picture: DecodedPicture, prepared: PreparedPicture): AsyncGenerator<Attempt> {
  yield { ...prepared, mode: 'column' };
  yield { ...prepared, mode: 'block' };
  if (!isLineCutOut(picture.grey)) return;
  const scale = picture.width / picture.grey.width;
  for (const { grey, toSource } of await stampedLines(picture.grey)) {
    const toOriginal: Attempt['toOriginal'] = (box) => {
      const [left, top, right, bottom] = toSource(box);
      return around(
        [
          [left * scale, top * scale],
          [right * scale, bottom * scale],
        ],
        picture,
      );
    };
    yield { grey, mode: 'block', toOriginal };
  }
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
